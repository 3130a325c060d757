import type { Log } from './log.ts';

interface Options {
  /** Does one piece of work. @returns whether there was one */
  work: () => Promise<boolean>;
  log: Log;
  /** What it means for the shop when `work` fails, as a line of the log. */
  failure: string;
  everyMs?: number;
}

/**
 * Works until nothing is left, again and again, in every process: `work` takes a row that no other process has, or does
 * what may be done twice.
 */
export function startRepeating({ work, log, failure, everyMs = 1_000 }: Options) {
  let stopped = false;
  let failing = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      while (!stopped && (await work()));
      failing = false;
    } catch (error) {
      // once, not each second while the database is down
      if (!failing) log.warn({ reason: (error as Error).message }, failure);
      failing = true;
    }
  };
  const timer = setInterval(() => {
    // not one behind the other: a database that is silent for hours leaves no queue of rounds
    running ??= run().finally(() => {
      running = undefined;
    });
  }, everyMs);
  timer.unref();
  return {
    /** Waits for the work that is being done. */
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
