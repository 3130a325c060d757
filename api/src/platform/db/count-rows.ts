import { COUNTED_UP_TO } from '@boutique/contracts/limits';
import type { Knex } from 'knex';

/** A query for the number of rows of another one, as `total`. It stops at one more than `COUNTED_UP_TO`. */
export const rowCount = (db: Knex, rows: Knex.QueryBuilder): Knex.QueryBuilder =>
  db
    .from(
      rows
        .select(db.raw('1'))
        .limit(COUNTED_UP_TO + 1)
        .as('counted'),
    )
    .select(db.raw('count(*)::int as total'));

/** Counts the rows of a query, see `rowCount`. */
export async function countRows(db: Knex, rows: Knex.QueryBuilder): Promise<number> {
  const [row] = await rowCount(db, rows);
  return row.total;
}
