import type { Knex } from 'knex';

/** An account, or the digest of a guest's token. */
export type AcheteurKey = { utilisateur_id: string } | { visiteur_sha256: Buffer };

export async function findAcheteurId(db: Knex, key: AcheteurKey): Promise<string | undefined> {
  const row = await db('acheteurs').where(key).first<{ id: string } | undefined>('id');
  return row?.id;
}

/** The buyer's id; one who is new is written down. Notes that he was there: guests' rows are cleared by age. */
export async function ensureAcheteurId(db: Knex, key: AcheteurKey): Promise<string> {
  const [row] = await db('acheteurs')
    .insert(key)
    .onConflict(Object.keys(key))
    .merge({ vu_le: db.fn.now() })
    .returning<{ id: string }[]>('id');
  return (row as { id: string }).id;
}
