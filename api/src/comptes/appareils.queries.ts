import type { Knex } from 'knex';

const MAX_PAR_COMPTE = 10;

/** Whether a browser with this token has signed in to the account before. */
export async function isKnownDevice(db: Knex, appareil: Buffer, utilisateurId: string): Promise<boolean> {
  const row = await db('appareils').where({ jeton_sha256: appareil, utilisateur_id: utilisateurId }).first('vu_le');
  return row !== undefined;
}

/**
 * Notes that a browser signed in to an account. Its token is a new one, also for the other accounts that it knows: one
 * that somebody planted is worth nothing afterwards. Of an account's browsers, those used last stay.
 */
export async function rememberDevice(
  trx: Knex,
  { previous, appareil, utilisateurId }: { previous: Buffer | null; appareil: Buffer; utilisateurId: string },
): Promise<void> {
  if (previous) await trx('appareils').where({ jeton_sha256: previous }).update({ jeton_sha256: appareil });
  await trx('appareils')
    .insert({ jeton_sha256: appareil, utilisateur_id: utilisateurId })
    .onConflict(['jeton_sha256', 'utilisateur_id'])
    .merge({ vu_le: trx.fn.now() });
  await trx('appareils')
    .where({ utilisateur_id: utilisateurId })
    .whereNotIn(
      'jeton_sha256',
      trx('appareils')
        .where({ utilisateur_id: utilisateurId })
        .orderBy('vu_le', 'desc')
        .limit(MAX_PAR_COMPTE)
        .select('jeton_sha256'),
    )
    .delete();
}
