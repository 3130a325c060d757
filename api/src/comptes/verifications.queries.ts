import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';

/** The time for which a link is valid. */
const VALID = '24 hours';

export const verificationsCleanup = [expired('verifications', `cree_le < now() - interval '${VALID}'`)];

export async function insertVerification(
  trx: Knex,
  row: { jeton: Buffer; utilisateurId: string; email: string },
): Promise<void> {
  await trx('verifications').insert({
    jeton_sha256: row.jeton,
    utilisateur_id: row.utilisateurId,
    email: row.email,
  });
}

/** Deletes the link and returns its content, so that it works once, also when opened twice in parallel. */
export async function takeVerification(
  trx: Knex,
  jeton: Buffer,
): Promise<{ utilisateurId: string; email: string } | undefined> {
  const [row] = await trx('verifications')
    .where({ jeton_sha256: jeton })
    .whereRaw(`cree_le > now() - interval '${VALID}'`)
    .delete(['utilisateur_id as utilisateurId', 'email']);
  return row;
}

/** Marks the address of the link as verified, if it is still the account's. Other links become invalid. */
export async function markVerified(trx: Knex, utilisateurId: string, email: string): Promise<boolean> {
  const changed = await trx('utilisateurs')
    .where({ id: utilisateurId })
    .whereRaw('lower(email) = lower(?)', [email])
    .update({ email_verifie_le: trx.raw('coalesce(email_verifie_le, now())') });
  await trx('verifications').where({ utilisateur_id: utilisateurId }).delete();
  return changed > 0;
}

/** Gives the account the orders that guests made with this address. */
export async function adoptGuestOrders(trx: Knex, acheteurId: string, email: string): Promise<void> {
  await trx('commandes as c')
    .whereRaw('lower(c.email) = lower(?)', [email])
    .whereNotExists(
      trx('acheteurs as a').whereRaw('a.id = c.acheteur_id').whereNotNull('a.utilisateur_id').select(trx.raw('1')),
    )
    .update({ acheteur_id: acheteurId });
}
