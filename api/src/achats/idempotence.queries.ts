import type { Knex } from 'knex';

/** One request that may be sent again: of one buyer, under a key of his, with this content. */
export interface Attempt {
  acheteurId: string;
  cle: string;
  empreinte: Buffer;
}

/** Takes the key until the end of the transaction; false while another request holds it. */
export async function tryLock(trx: Knex, { acheteurId, cle }: Attempt): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ got: boolean }] }>(
    'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as got',
    [`commande ${acheteurId} ${cle}`],
  );
  return rows[0].got;
}

/** The first answer under this key, and whether it was to the same content. */
export async function findAnswer(
  trx: Knex,
  { acheteurId, cle, empreinte }: Attempt,
): Promise<{ same: boolean; reponse: unknown } | undefined> {
  const row = await trx('idempotence').where({ acheteur_id: acheteurId, cle }).first('empreinte', 'reponse');
  return row && { same: empreinte.equals(row.empreinte), reponse: row.reponse };
}

export async function storeAnswer(trx: Knex, attempt: Attempt, reponse: unknown): Promise<void> {
  await trx('idempotence').insert({
    acheteur_id: attempt.acheteurId,
    cle: attempt.cle,
    empreinte: attempt.empreinte,
    reponse: JSON.stringify(reponse),
  });
}
