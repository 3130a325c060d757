import { type DeleteBatch, deleteExpired } from './cleanup.queries.ts';
import type { Database } from './db/database.ts';
import type { Log } from './log.ts';

const HOUR_MS = 3_600_000;

/** Deletes what is out of date, every hour. A run that fails is logged; the next one does its work. */
export function startCleanup(
  db: Database,
  log: Log,
  others: Readonly<Record<string, DeleteBatch>> = {},
  everyMs = HOUR_MS,
) {
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      const deleted = await deleteExpired(db, others);
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
