import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { deleteExpired } from './cleanup.queries.ts';

const HOUR_MS = 3_600_000;

/** Deletes what is out of date, every hour. A run that fails is logged; the next one does its work. */
export function startCleanup(db: Database, log: Log, everyMs = HOUR_MS) {
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      const deleted = await deleteExpired(db);
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
