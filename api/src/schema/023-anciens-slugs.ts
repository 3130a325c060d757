import type { Knex } from 'knex';

export const name = '023-anciens-slugs';

/** The addresses that products had before: links and search engines keep them, so no other product gets one. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table anciens_slugs (
      slug text primary key,
      produit_id uuid not null references produits (id) on delete cascade,
      depuis timestamptz not null default now()
    );
    create index anciens_slugs_par_produit on anciens_slugs (produit_id);
  `);
}
