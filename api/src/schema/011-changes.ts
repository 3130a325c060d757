import type { Knex } from 'knex';

export const name = '011-changes';

/** Tables whose rows everybody may see. */
const PUBLIC_TABLES = ['categories', 'produits', 'avis'];

/**
 * Announces each change of public data in the transaction that makes it, whoever makes it. Each announcement differs
 * from all others, so that the last one names the state of the data.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create function announce_change() returns trigger
    language plpgsql as $$
    begin
      perform pg_notify('changes', tg_table_name || ' ' || gen_random_uuid());
      return null;
    end $$;
  `);
  for (const table of PUBLIC_TABLES) {
    await db.raw(`
      create trigger announce_change after insert or update or delete or truncate on ${table}
      for each statement execute function announce_change()`);
  }
}
