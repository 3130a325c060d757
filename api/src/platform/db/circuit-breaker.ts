import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CircuitBreaker, createCircuitBreaker } from '@boutique/http-server/circuit-breaker';
import type { Knex } from 'knex';

/** Without an answer within this time, the database counts as silent: with half a second before it, requests have less than two. */
const ANSWER_MS = 1_000;
/** The question is given up and asked again on another connection after this time. */
const GIVE_UP_MS = 2_000;
/** More queries than this do not wait for a connection. */
const MAX_WAITING = 1_000;

interface RawConnection {
  query(statement: string): Promise<unknown>;
  on(event: 'error', handler: () => void): void;
  end(): Promise<void>;
}

/** A connection of the pool. */
interface PooledConnection {
  connection: { stream: Socket };
  /** Knex's mark on a connection that is broken. */
  __knex__disposed?: unknown;
}

const breakers = new WeakMap<object, CircuitBreaker>();

/** The breaker of this database, if it has one. */
export const breakerOf = (db: Knex): CircuitBreaker | undefined => breakers.get(db.client);

/**
 * Lets queries fail at once, instead of after their timeouts, while the database is silent. The question is asked outside
 * of the pool.
 */
export function breakWhenSilent({ client }: Knex): void {
  const acquire: () => Promise<PooledConnection> = client.acquireConnection.bind(client);
  const release: (connection: PooledConnection) => Promise<void> = client.releaseConnection.bind(client);
  /** The ends of waits, by connection. */
  const ends = new WeakMap<object, (isAnswer: boolean) => void>();
  const breaker = createCircuitBreaker({
    isAnswered: () => isAnswered(client),
    answerMs: ANSWER_MS,
    // the pool is gone once the database is closed
    isInUse: () => client.pool !== undefined,
  });

  client.acquireConnection = async () => {
    if (breaker.isOpen()) throw unavailable('The database is silent');
    if (client.pool?.numPendingAcquires() >= MAX_WAITING) throw unavailable('Too many queries wait for a connection');
    const { promise: silent, reject } = Promise.withResolvers<never>();
    let connection: PooledConnection | undefined;
    const end = breaker.watch(() => {
      if (connection) connection.connection.stream.destroy(new Error('Connection silent'));
      else reject(unavailable('The database is silent'));
    });
    const acquiring = acquire();
    try {
      connection = await Promise.race([acquiring, silent]);
      ends.set(connection, end);
      return connection;
    } catch (error) {
      end(false);
      acquiring.then(release, () => {});
      throw error;
    }
  };
  client.releaseConnection = (connection: PooledConnection) => {
    ends.get(connection)?.(!connection.__knex__disposed);
    return release(connection);
  };
  breakers.set(client, breaker);
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
