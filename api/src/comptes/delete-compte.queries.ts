import type { Knex } from 'knex';
import { lockCarts } from '../achats/lock-carts.queries.ts';

/**
 * Deletes an account with all that is its own. Orders stay, without the person; so do reviews, by a trigger
 * of theirs; the audit names nobody. Holds the
 * cart, then the buyer: an order that is being made is finished first, and forgotten like the others.
 */
export async function anonymizeAndDelete(trx: Knex, utilisateurId: string): Promise<void> {
  const acheteur = await trx('acheteurs').where({ utilisateur_id: utilisateurId }).first('id');
  if (acheteur) {
    await lockCarts(trx, [acheteur.id]);
    await trx('acheteurs').where({ id: acheteur.id }).forUpdate().select('id');
    await trx('commandes').where({ acheteur_id: acheteur.id }).update({ email: null, adresse: null });
  }
  await trx('utilisateurs').where({ id: utilisateurId }).delete();
}
