import type { Knex } from 'knex';

export const name = '004-followed-releases';

/** The last valid release of each followed slice, so that an API that starts while a slice is down knows its pages. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table followed_releases (
      slice text primary key,
      release jsonb not null,
      adopted_at timestamptz not null default now()
    );
  `);
}
