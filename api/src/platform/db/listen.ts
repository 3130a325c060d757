import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';

/**
 * A lost connection loses notifications, and only reconnecting makes up for them; so the loss is checked for this
 * often.
 */
const CHECK_MS = 5_000;
const CHECK_ANSWER_MS = 2_000;
const RECONNECT_MS = 500;

/** The used methods of pg's connection. */
interface Connection {
  query(statement: string): Promise<unknown>;
  on(event: 'notification' | 'error' | 'end', handler: (event: unknown) => void): void;
  end(): Promise<void>;
}

export interface Listener {
  /** Whether notifications arrive at present. */
  isListening(): boolean;
  stop(): Promise<void>;
}

/**
 * LISTENs on a connection of its own, and opens another when it is lost. Calls `onChange` for each notification, and
 * each time that a connection begins to listen, because earlier notifications were missed.
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
