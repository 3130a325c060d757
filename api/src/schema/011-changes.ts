import type { Knex } from 'knex';

export const name = '011-changes';

/**
 * Announces each change of public data in the transaction that makes it, whoever makes it: by a tag, and a random name,
 * so that the last announcement names the state of the data. An order changes only the stock, which has a tag of its
 * own; and another one when a product is sold out, or can be bought again.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create function announce_change() returns trigger
    language plpgsql as $$
    begin
      perform pg_notify('changes', tg_argv[0] || ' ' || gen_random_uuid());
      return null;
    end $$;

    create trigger announce_change after insert or update or delete or truncate on categories
    for each statement execute function announce_change('categories');

    create trigger announce_change after insert or update or delete or truncate on avis
    for each statement execute function announce_change('avis');

    create trigger announce_stock after update of stock on produits
    for each statement execute function announce_change('stock');

    create trigger announce_disponibilite after update of stock on produits
    for each row when ((old.stock > 0) <> (new.stock > 0)) execute function announce_change('disponibilite');
  `);
  // a generated column counts as updated whenever the table has a row trigger before updates
  const { rows } = await db.raw<{ rows: [{ others: string }] }>(`
    select string_agg(quote_ident(attname), ', ') as others from pg_attribute
    where attrelid = 'produits'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and attname <> 'stock'`);
  await db.raw(`
    create trigger announce_change after insert or delete or truncate or update of ${rows[0].others} on produits
    for each statement execute function announce_change('produits')`);
}
