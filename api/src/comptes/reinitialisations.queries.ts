import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';

/** The time for which a link is valid. The limit of mails per account has the same window, see attempt-buckets.ts. */
const VALID = '30 minutes';

export const reinitialisationsCleanup = [expired('reinitialisations', `cree_le < now() - interval '${VALID}'`)];

/** Stores the link of an account, in place of an earlier one. */
export async function putReinitialisation(db: Knex, utilisateurId: string, jeton: Buffer): Promise<void> {
  await db('reinitialisations')
    .insert({ utilisateur_id: utilisateurId, jeton_sha256: jeton })
    .onConflict('utilisateur_id')
    .merge({ jeton_sha256: jeton, cree_le: db.fn.now() });
}

/** The id of the account that a valid link belongs to. */
export async function findReinitialisation(db: Knex, jeton: Buffer): Promise<string | undefined> {
  const row = await db('reinitialisations')
    .where({ jeton_sha256: jeton })
    .whereRaw(`cree_le > now() - interval '${VALID}'`)
    .first('utilisateur_id');
  return row?.utilisateur_id;
}

export async function deleteReinitialisation(trx: Knex, utilisateurId: string): Promise<void> {
  await trx('reinitialisations').where({ utilisateur_id: utilisateurId }).delete();
}
