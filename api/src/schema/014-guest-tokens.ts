import type { Knex } from 'knex';

export const name = '014-guest-tokens';

/**
 * An order gives its guest a new token, so that nobody who has the one of before reads the order. That one serves only
 * to repeat the request of the order.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table acheteurs add column visiteur_avant_sha256 bytea;
    create index acheteurs_par_visiteur_avant on acheteurs (visiteur_avant_sha256)
    where visiteur_avant_sha256 is not null;
  `);
}
