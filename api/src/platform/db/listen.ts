import { setTimeout as sleep } from 'node:timers/promises';
import { inBatches } from '@boutique/http-server/in-batches';
import type { Log } from '../log.ts';
import { breakerOf } from './circuit-breaker.ts';
import type { Database } from './database.ts';

/**
 * A lost connection loses notifications, and only reconnecting makes up for them; so the loss is checked for this
 * often.
 */
const CHECK_MS = 5_000;
/** A connection that is silent for longer is given up. */
const ANSWER_MS = 2_000;
/** Until it listens again, answers are not kept; so not for long. */
const RECONNECT_MS = 100;

/** The used methods of pg's connection. */
interface Connection {
  /** The id of the server's process, as the sign-in told it. */
  processID: number;
  query(statement: string): Promise<{ rows: Record<string, unknown>[] }>;
  on(event: 'notification', handler: (event: { payload: string }) => void): void;
  on(event: 'error' | 'end', handler: (event: unknown) => void): void;
  end(): Promise<void>;
}

interface Handlers {
  /**
   * Called with the payload of each notification; and without one each time that a connection begins to listen, because
   * earlier notifications were missed.
   */
  onChange: (payload?: string) => void;
  /** A statement to run on each new connection, once it listens. */
  onListening?: string;
  log: Log;
}

export interface Listener {
  /** Whether notifications arrive at present. */
  isListening(): boolean;
  /**
   * Waits until `onChange` was called for every transaction that had committed before this call.
   * @returns false when notifications do not arrive at present
   */
  catchUp(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * LISTENs on a connection of its own, and opens another when it is lost.
 * https://www.postgresql.org/docs/18/sql-notify.html
 */
export function listen(db: Database, channel: string, { onChange, onListening, log }: Handlers): Listener {
  const stopping = new AbortController();
  const breaker = breakerOf(db);
  let current: { ask: (statement: string) => Promise<void> } | undefined;
  let failing = false;

  async function listenOnce(): Promise<void> {
    const connection = (await db.client.acquireRawConnection()) as Connection;
    const { giveUp, unlessLost } = untilLost();
    connection.on('error', giveUp);
    connection.on('end', () => giveUp(new Error('the connection was closed')));
    /** @throws Error when the connection is lost, or silent for too long */
    const ask = async (statement: string): Promise<void> => {
      const giveUpSilent = () => giveUp(new Error('the connection is silent'));
      const timer = setTimeout(giveUpSilent, ANSWER_MS);
      const answered = breaker?.watch(giveUpSilent);
      let isAnswer = false;
      try {
        await unlessLost(connection.query(statement));
        isAnswer = true;
      } finally {
        clearTimeout(timer);
        answered?.(isAnswer);
      }
    };
    try {
      await unlessLost(refusePooler(connection));
      connection.on('notification', ({ payload }) => onChange(payload));
      await ask(`listen ${channel}`);
      current = { ask };
      failing = false;
      onChange();
      if (onListening) await ask(onListening);
      for (;;) {
        await unlessLost(sleep(CHECK_MS, undefined, { signal: stopping.signal, ref: false }));
        await ask('select 1');
      }
    } finally {
      current = undefined;
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

  /**
   * A commit signals the listening connections before its client hears of it, and a connection sends what was signalled
   * before it answers a query. So the answer to any query that is sent now comes after the notifications.
   */
  async function hear(): Promise<boolean> {
    const asked = current;
    if (!asked || breaker?.isOpen()) return false;
    try {
      await asked.ask('select 1');
      return current === asked;
    } catch {
      return false;
    }
  }

  const running = run();
  const catchUp = inBatches(hear);
  return {
    isListening: () => current !== undefined,
    catchUp,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/**
 * A pooler may give each statement another connection of its own, so that notifications get lost, and an answer to a
 * later query proves nothing of those before it. It signs clients in by itself, with an id that it makes up.
 * @throws Error when the connection leads to a pooler
 */
async function refusePooler(connection: Connection): Promise<void> {
  const { rows } = await connection.query('select pg_backend_pid() as id');
  if (rows[0]?.id === connection.processID) return;
  throw new Error('a pooler loses notifications: set DATABASE_LISTEN_URL to the address of PostgreSQL itself');
}

/**
 * `unlessLost` settles as its promise does, or fails as soon as `giveUp` is called. Not by `Promise.race` with one promise
 * of the loss: that would hold every result until the connection is lost.
 */
function untilLost() {
  const waiting = new Set<(error: unknown) => void>();
  let lost: { error: unknown } | undefined;
  return {
    giveUp(error: unknown): void {
      lost ??= { error };
      for (const reject of waiting) reject(error);
    },
    unlessLost<Value>(promise: Promise<Value>): Promise<Value> {
      const { promise: result, resolve, reject } = Promise.withResolvers<Value>();
      if (lost) reject(lost.error);
      waiting.add(reject);
      promise.then(resolve, reject);
      return result.finally(() => waiting.delete(reject));
    },
  };
}
