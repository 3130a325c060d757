import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';

/** A notification that gets lost with its connection is made up for by the reconnection, so that must be noticed. */
const CHECK_MS = 5_000;
const CHECK_ANSWER_MS = 2_000;
const RECONNECT_MS = 500;

/** What is used of a connection of pg's own. */
interface Connection {
  query(statement: string): Promise<unknown>;
  on(event: 'notification' | 'error' | 'end', handler: (event: unknown) => void): void;
  end(): Promise<void>;
}

export interface Listener {
  /** Whether notifications arrive now. */
  isListening(): boolean;
  stop(): Promise<void>;
}

/**
 * LISTENs on a connection of its own, and opens another one when that is lost. `onChange` is called for each notification,
 * and each time that a connection begins to listen: what was announced before that nobody heard.
 * https://www.postgresql.org/docs/18/sql-notify.html
 */
export function listen(db: Database, channel: string, { onChange, log }: { onChange: () => void; log: Log }): Listener {
  const stopping = new AbortController();
  let listening = false;
  let failing = false;

  async function listenOnce(): Promise<void> {
    const connection = (await db.client.acquireRawConnection()) as Connection;
    const lost = new Promise<never>((_, reject) => {
      connection.on('error', reject);
      connection.on('end', () => reject(new Error('the connection was closed')));
    });
    lost.catch(() => {});
    try {
      connection.on('notification', onChange);
      await Promise.race([connection.query(`listen ${channel}`), lost]);
      listening = true;
      failing = false;
      onChange();
      for (;;) {
        await Promise.race([sleep(CHECK_MS, undefined, { signal: stopping.signal, ref: false }), lost]);
        await Promise.race([connection.query('select 1'), lost, late()]);
      }
    } finally {
      listening = false;
      connection.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await listenOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (!failing)
          log.warn({ channel, reason: (error as Error).message }, 'changes are not announced; listening again');
        failing = true;
      }
      await sleep(RECONNECT_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  const running = run();
  return {
    isListening: () => listening,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function late(): Promise<never> {
  await sleep(CHECK_ANSWER_MS, undefined, { ref: false });
  throw new Error('the connection is silent');
}
