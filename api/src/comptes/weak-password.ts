import { NEW_PASSWORD } from '@boutique/contracts/field-rules';
import { PASSWORD_LENGTH } from '@boutique/contracts/limits';
import { dictionary } from '@zxcvbn-ts/language-common';
import { ProblemError } from '../platform/http/problem-error.ts';
import { normalizePassword } from './hash-password.ts';

/** What the list, made of leaked passwords in English, has not, and what is said of the shop everywhere. */
const OURS = ['motdepasse', 'azertyuiop', 'azerty123', 'boutique', 'maboutique', 'ma boutique répartie'];

const common = new Set([
  ...dictionary['passwords-common'].filter(({ length }) => length >= PASSWORD_LENGTH.min),
  ...OURS,
]);

/** Why nobody should have this password, in French; null when there is no reason. */
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

/** @throws ProblemError `requete-invalide`, of the field `chemin` */
export function refuseWeakPassword(motDePasse: string, owner: { nom: string; email: string }, chemin: string): void {
  const message = weaknessOf(motDePasse, owner);
  if (message) throw new ProblemError('requete-invalide', `${chemin} : ${message}`, { erreurs: [{ chemin, message }] });
}
