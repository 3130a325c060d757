import type { Knex } from 'knex';

export const name = '013-told-stock';

/** Announces a change of the stock only when the public is told another number: `STOCK_TOLD_UP_TO` of the contract. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    drop trigger announce_stock on produits;
    create trigger announce_stock after update of stock on produits
    for each row when (least(old.stock, 10) <> least(new.stock, 10)) execute function announce_change('stock');
  `);
}
