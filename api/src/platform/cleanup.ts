import type { Database } from './db/database.ts';
import type { Log } from './log.ts';

const BATCH = 1_000;
const HOUR_MS = 3_600_000;
/** An arbitrary number that no other lock of this database uses. */
const LOCK = 5_000_433;

/** Which rows of one table to delete. Each room has its own rules, next to the queries of the table. */
export interface CleanupRule {
  table: string;
  /** Deletes up to 1 000 rows in a transaction. @returns their number; 1 000 when there may be more to delete */
  deleteBatch(trx: Database): Promise<number>;
}

/** A rule for the rows that match a condition in SQL. */
export const expired = (table: string, condition: string): CleanupRule => ({
  table,
  deleteBatch: (trx) =>
    trx<object>(table)
      .whereRaw(`ctid in (select ctid from ${table} where ${condition} limit ${BATCH} for update skip locked)`)
      .delete(),
});

/** Deletes outdated rows. @returns their number per table; none while another replica deletes them */
export async function deleteExpired(db: Database, rules: readonly CleanupRule[]): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const { table, deleteBatch } of rules) {
    let rows: number;
    do {
      // one transaction per batch: locks are short, and finished batches stay deleted
      rows = await alone(db, deleteBatch);
      if (rows > 0) deleted[table] = (deleted[table] ?? 0) + rows;
    } while (rows === BATCH);
  }
  return deleted;
}

/** Runs one batch, unless another replica runs one now. */
function alone(db: Database, deleteBatch: CleanupRule['deleteBatch']): Promise<number> {
  return db.transaction(async (trx): Promise<number> => {
    const { rows } = await trx.raw<{ rows: [{ mine: boolean }] }>('select pg_try_advisory_xact_lock(?) as mine', [
      LOCK,
    ]);
    return rows[0].mine ? deleteBatch(trx) : 0;
  });
}

/** Deletes outdated rows every hour. A failed run is logged; the next one makes up for it. */
export function startCleanup(db: Database, log: Log, rules: readonly CleanupRule[], everyMs = HOUR_MS) {
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      const deleted = await deleteExpired(db, rules);
      if (Object.keys(deleted).length > 0) log.info({ deleted }, 'deleted what was out of date');
    } catch (error) {
      log.error({ err: error }, 'could not delete what is out of date');
    }
  };
  const timer = setInterval(() => {
    running = running.then(run);
  }, everyMs);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
