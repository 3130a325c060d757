import type { Knex } from 'knex';

export const name = '021-livraison-prevue';

/**
 * When an order was promised to arrive: what the shop promises later does not change it. Orders without these days,
 * among them those that an older version of the API takes meanwhile, have the promise of their moment computed.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw('alter table commandes add column prevue_du date, add column prevue_au date');
}
