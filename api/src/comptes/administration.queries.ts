import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import type { Knex } from 'knex';
import { containsWords } from '../platform/db/contains-words.ts';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';
import { comptes, toCompte } from './comptes.queries.ts';

export interface ComptesFilters {
  q?: string | undefined;
  role?: Role | undefined;
  actif?: boolean | undefined;
}

/** Accounts, the newest first: UUID v7 are in the order of time. */
export async function listComptes(db: Knex, filters: ComptesFilters, { limite, apres }: PageRange): Promise<Compte[]> {
  const rows = await comptes(db)
    .modify(filtered, filters)
    .modify((query) => {
      if (apres) query.where('id', '<', apres.id);
    })
    .orderBy('id', 'desc')
    .limit(limite);
  return rows.map(toCompte);
}

export async function countComptes(db: Knex, filters: ComptesFilters): Promise<number> {
  return countRows(db, db('utilisateurs').modify(filtered, filters));
}

export async function setRoleAndActif(
  trx: Knex,
  id: string,
  { role, actif }: { role: Role; actif: boolean },
): Promise<void> {
  await trx('utilisateurs').where({ id }).update({ role, actif });
}

function filtered(query: Knex.QueryBuilder, { q, role, actif }: ComptesFilters): void {
  if (q) containsWords(query, `mots(nom || ' ' || email)`, q);
  if (role !== undefined) query.where({ role });
  if (actif !== undefined) query.where({ actif });
}
