import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Knex } from 'knex';
import { ProblemError } from '../platform/http/problem-error.ts';

/** The data for signing in. `motDePasse` is null for an account without a password, which cannot sign in. */
export interface Credentials {
  id: string;
  nom: string;
  email: string;
  motDePasse: string | null;
  actif: boolean;
  /** When a mailed link proved the address; null while it may be a stranger's. */
  emailVerifieLe: Date | null;
}

const gone = () => new ProblemError('non-connecte', 'Ce compte vient d’être supprimé.');

const CREDENTIALS = ['id', 'nom', 'email', 'mot_de_passe as motDePasse', 'actif', 'email_verifie_le as emailVerifieLe'];

export async function findCredentials(db: Knex, email: string): Promise<Credentials | undefined> {
  return db('utilisateurs').whereRaw('lower(email) = lower(?)', [email]).first(CREDENTIALS);
}

/** By the id of the signed-in account. @throws ProblemError `non-connecte` when it was deleted a moment ago */
export async function readCredentials(db: Knex, id: string): Promise<Credentials> {
  const row = await db('utilisateurs').where({ id }).first<Credentials | undefined>(CREDENTIALS);
  if (!row) throw gone();
  return row;
}

/** By id, with the account locked until the transaction ends. */
export async function lockCredentials(trx: Knex, id: string): Promise<Credentials | undefined> {
  return trx('utilisateurs').where({ id }).forUpdate().first(CREDENTIALS);
}

export async function setPassword(trx: Knex, id: string, motDePasse: string): Promise<void> {
  await trx('utilisateurs').where({ id }).update({ mot_de_passe: motDePasse });
}

/** Creates an account. @returns its id; undefined when the e-mail address has an account already */
export async function insertCompte(
  trx: Knex,
  { motDePasse, ...row }: { nom: string; email: string; role: Role; motDePasse: string },
): Promise<string | undefined> {
  const [inserted] = await trx('utilisateurs')
    .insert({ ...row, mot_de_passe: motDePasse })
    .onConflict()
    .ignore()
    .returning<{ id: string }[]>('id');
  return inserted?.id;
}

export async function updateCompte(
  trx: Knex,
  id: string,
  changes: { nom?: string | undefined; profilPublic?: boolean | undefined },
): Promise<void> {
  const { nom, profilPublic } = changes;
  const row = {
    ...(nom !== undefined && { nom }),
    ...(profilPublic !== undefined && { profil_public: profilPublic }),
  };
  if (Object.keys(row).length > 0) await trx('utilisateurs').where({ id }).update(row);
}

/** The ids of the active admins, locked until the transaction ends, so that no other change can remove one. */
export async function lockActiveAdmins(trx: Knex): Promise<string[]> {
  const rows = await trx('utilisateurs').where({ role: 'admin', actif: true }).orderBy('id').forUpdate().select('id');
  return rows.map(({ id }) => id);
}

/** Accounts as their owner and staff see them. */
export const comptes = (db: Knex): Knex.QueryBuilder<Record<string, unknown>, CompteRow[]> =>
  db('utilisateurs').select(
    'id',
    'nom',
    'email',
    db.raw('email_verifie_le is not null as "emailVerifie"'),
    'role',
    'profil_public as profilPublic',
    'actif',
    'cree_le as creeLe',
  );

type CompteRow = Omit<Compte, 'creeLe'> & { creeLe: Date };
export const toCompte = ({ creeLe, ...row }: CompteRow): Compte => ({ ...row, creeLe: creeLe.toISOString() });

export async function findCompte(db: Knex, id: string): Promise<Compte | undefined> {
  const [row] = await comptes(db).where({ id });
  return row && toCompte(row);
}

/** By the id of the signed-in account. @throws ProblemError `non-connecte` when it was deleted a moment ago */
export async function readCompte(db: Knex, id: string): Promise<Compte> {
  const compte = await findCompte(db, id);
  if (!compte) throw gone();
  return compte;
}

/**
 * Deletes an account with everything that belongs to it. Orders stay without personal data, and so do reviews (by a
 * trigger); lines of the audit lose their author. Locks the buyer, so that an order in progress is finished first and
 * then anonymised like the others.
 */
export async function anonymizeAndDelete(trx: Knex, utilisateurId: string): Promise<void> {
  const acheteur = await trx('acheteurs').where({ utilisateur_id: utilisateurId }).first('id');
  if (acheteur) {
    await trx('acheteurs').where({ id: acheteur.id }).forUpdate().select('id');
    await trx('commandes').where({ acheteur_id: acheteur.id }).update({ email: null, adresse: null });
  }
  await trx('utilisateurs').where({ id: utilisateurId }).delete();
}
