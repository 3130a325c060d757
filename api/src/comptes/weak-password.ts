import { NEW_PASSWORD } from '@boutique/contracts/field-rules';
import { PASSWORD_LENGTH } from '@boutique/contracts/limits';
import { dictionary } from '@zxcvbn-ts/language-common';
import { ProblemError } from '../platform/http/problem-error.ts';
import { normalizePassword } from './hash-password.ts';

/** Passwords missing from the list, which was made of leaked English ones, and the shop's own names. */
const OURS = ['motdepasse', 'azertyuiop', 'azerty123', 'boutique', 'maboutique', 'ma boutique répartie'];

const common = new Set([
  ...dictionary['passwords-common'].filter(({ length }) => length >= PASSWORD_LENGTH.min),
  ...OURS,
]);

/** The reason why this password is too weak, in French; null when it is not. */
export function weaknessOf(motDePasse: string, owner: { nom: string; email: string }): string | null {
  if (NEW_PASSWORD.fault(motDePasse)) {
    return `De ${PASSWORD_LENGTH.min} à ${PASSWORD_LENGTH.max} caractères sont attendus`;
  }
  const lower = normalizePassword(motDePasse).toLowerCase();
  if (common.has(lower)) return 'Ce mot de passe est trop courant : choisissez-en un autre';
  const [email, nom] = [owner.email, owner.nom].map((text) => normalizePassword(text).trim().toLowerCase());
  if (lower === email || lower === email?.split('@')[0] || lower === nom) {
    return 'Le mot de passe ne peut être ni le nom ni l’adresse e-mail';
  }
  return null;
}

/** @throws ProblemError `requete-invalide`, with the field `chemin` */
export function refuseWeakPassword(motDePasse: string, owner: { nom: string; email: string }, chemin: string): void {
  const message = weaknessOf(motDePasse, owner);
  if (message) throw new ProblemError('requete-invalide', `${chemin} : ${message}`, { erreurs: [{ chemin, message }] });
}
