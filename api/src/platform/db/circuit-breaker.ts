import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

/** After a wait of this length for the database, a question of its own tells whether it answers at all. */
const SLOW_MS = 500;
/** Without an answer to that question within this time, the database counts as silent. */
const ANSWER_MS = 500;
/** The question is given up and asked again on another connection after this time. */
const GIVE_UP_MS = 2_000;
/** More queries than this do not wait for a connection. */
const MAX_WAITING = 1_000;

interface RawConnection {
  query(statement: string): Promise<unknown>;
  on(event: 'error', handler: () => void): void;
  end(): Promise<void>;
}

export interface CircuitBreaker {
  /** Whether the database is silent. */
  isOpen(): boolean;
  /** Call it when a wait for the database begins, and its result when the wait ends. */
  watch(): () => void;
}

const breakers = new WeakMap<object, CircuitBreaker>();

/** The breaker of this database, if it has one. */
export const breakerOf = (db: Knex): CircuitBreaker | undefined => breakers.get(db.client);

/**
 * Lets queries fail at once, instead of after their timeouts, while the database is silent: a stopped PostgreSQL, unlike
 * one that is gone, lets TCP connect and then says nothing. It is one question that decides, not a count of slow
 * queries, so slow statements open nothing; the same question, on a connection outside of the pool, closes the breaker
 * when it is answered.
 */
export function breakWhenSilent({ client }: Knex): void {
  const acquire = client.acquireConnection.bind(client);
  const release = client.releaseConnection.bind(client);
  /** The ends of waits, by connection. */
  const ends = new WeakMap<object, () => void>();
  let isAsking = false;
  let isSilent = false;

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const timer = setTimeout(() => (isSilent = true), ANSWER_MS);
    // the pool is gone once the database is closed
    while (client.pool && !(await isAnswered(client)));
    clearTimeout(timer);
    isAsking = false;
    isSilent = false;
  }

  const watch = () => {
    const timer = setTimeout(ask, SLOW_MS).unref();
    return () => clearTimeout(timer);
  };

  client.acquireConnection = async () => {
    if (isSilent) throw unavailable('The database is silent');
    if (client.pool?.numPendingAcquires() >= MAX_WAITING) throw unavailable('Too many queries wait for a connection');
    const end = watch();
    try {
      const connection = await acquire();
      ends.set(connection, end);
      return connection;
    } catch (error) {
      end();
      throw error;
    }
  };
  client.releaseConnection = (connection: object) => {
    ends.get(connection)?.();
    return release(connection);
  };
  breakers.set(client, { isOpen: () => isSilent, watch });
}

/** A refusal is an answer, too: with that, queries fail fast by themselves. */
async function isAnswered(client: { acquireRawConnection(): Promise<RawConnection> }): Promise<boolean> {
  const answer = (async () => {
    const connection = await client.acquireRawConnection();
    connection.on('error', () => {});
    try {
      // a pooler in between signs in on its own, but passes this on
      await connection.query('select 1');
    } finally {
      connection.end().catch(() => {});
    }
  })();
  const givenUp = sleep(GIVE_UP_MS, false, { ref: false });
  return Promise.race([answer.then(() => true, isRefusal), givenUp]);
}

const isRefusal = (error: Error): boolean => !error.message.includes('timeout expired');

const unavailable = (message: string): Error => Object.assign(new Error(message), { code: 'ETIMEDOUT' });
