import { ProblemError } from '../platform/http/problem-error.ts';
import { weaknessOf } from './weak-password.ts';

/** @throws ProblemError `requete-invalide`, of the field `chemin` */
export function refuseWeakPassword(motDePasse: string, owner: { nom: string; email: string }, chemin: string): void {
  const message = weaknessOf(motDePasse, owner);
  if (message) throw new ProblemError('requete-invalide', `${chemin} : ${message}`, { erreurs: [{ chemin, message }] });
}
