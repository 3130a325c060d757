import type { Synonyme } from '@boutique/contracts/synonymes';
import type { Knex } from 'knex';
import { containsWords } from '../platform/db/contains-words.ts';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';

type Row = Omit<Synonyme, 'modifieLe'> & { modifieLe: Date };

const toSynonyme = ({ modifieLe, ...row }: Row): Synonyme => ({ ...row, modifieLe: modifieLe.toISOString() });

const groupes = (db: Knex): Knex.QueryBuilder =>
  db('synonymes as s').select({
    id: 's.id',
    version: 's.version',
    modifieLe: 's.modifie_le',
    termes: db.raw('array(select t.terme from termes_synonymes as t where t.synonyme_id = s.id order by t.position)'),
  });

const filtered = (q: string | undefined) => (query: Knex.QueryBuilder) => {
  if (!q) return;
  query.whereIn('s.id', (terms: Knex.QueryBuilder) =>
    terms.from('termes_synonymes').select('synonyme_id').modify(containsWords, 'mots(terme)', q),
  );
};

/** Groups with a term that has these words, the newest first. */
export async function listSynonymes(
  db: Knex,
  q: string | undefined,
  { limite, apres }: PageRange,
): Promise<Synonyme[]> {
  const rows: Row[] = await groupes(db)
    .modify(filtered(q))
    .modify((query) => apres && query.where('s.id', '<', apres.id))
    .orderBy('s.id', 'desc')
    .limit(limite);
  return rows.map(toSynonyme);
}

export const countSynonymes = (db: Knex, q: string | undefined): Promise<number> =>
  countRows(db, db('synonymes as s').modify(filtered(q)));

/** One group, locked until the transaction ends. */
export async function lockSynonyme(trx: Knex, id: string): Promise<Synonyme | undefined> {
  const row: Row | undefined = await groupes(trx).where('s.id', id).forUpdate('s').first();
  return row && toSynonyme(row);
}

export async function insertSynonyme(trx: Knex): Promise<string> {
  const [{ id }] = await trx('synonymes').insert({}).returning('id');
  return id;
}

export async function touchSynonyme(trx: Knex, id: string): Promise<void> {
  await trx('synonymes')
    .where({ id })
    .update({ version: trx.raw('version + 1'), modifie_le: trx.fn.now() });
}

export async function deleteSynonyme(trx: Knex, id: string): Promise<void> {
  await trx('synonymes').where({ id }).delete();
}

export async function replaceTermes(trx: Knex, id: string, termes: readonly string[]): Promise<void> {
  await trx('termes_synonymes').where({ synonyme_id: id }).delete();
  await trx('termes_synonymes').insert(termes.map((terme, position) => ({ synonyme_id: id, position, terme })));
}

/** What a search compares of each term, in their order; '' of a term that no search can contain. */
export async function clesOf(db: Knex, termes: readonly string[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { cle: string }[] }>(
    `select cle_synonyme(terme) as cle from unnest(cast(? as text[])) with ordinality as t (terme, position)
     order by position`,
    [[...termes]],
  );
  return rows.map(({ cle }) => cle);
}

/** The terms of other groups that a search takes for one of these. */
export async function findTaken(
  db: Knex,
  id: string,
  cles: readonly string[],
): Promise<{ cle: string; terme: string }[]> {
  return db('termes_synonymes')
    .whereIn('cle', [...cles])
    .whereNot({ synonyme_id: id })
    .select('cle', 'terme');
}
