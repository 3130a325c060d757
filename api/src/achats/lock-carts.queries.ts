import type { Knex } from 'knex';

/** Holds the lines of these carts until the transaction ends, in the order in which an order does: by product. */
export async function lockCarts(trx: Knex, acheteurIds: readonly string[]): Promise<void> {
  await trx('lignes_panier')
    .whereIn('acheteur_id', acheteurIds)
    .orderBy(['produit_id', 'acheteur_id'])
    .forUpdate()
    .select('produit_id');
}
