import type { Socket } from 'node:net';
import knex, { type Knex } from 'knex';
import { breakWhenSilent } from './circuit-breaker.ts';

/** The pool, or one transaction of it, on which queries run. Only queries and migrations know that it is Knex. */
export type Database = Knex;

/** A statement of the server that runs longer is cancelled. */
export const STATEMENT_TIMEOUT_MS = 5_000;

export interface DatabaseSettings {
  url: string;
  applicationName: string;
  /** A statement that runs longer is cancelled; 0 for no limit. */
  statementTimeoutMs?: number;
  poolSize?: number;
}

/**
 * A pool of connections. Nothing connects before the first query; a lost connection is replaced by the next one. While
 * the database is silent, queries fail at once.
 */
export function createDatabase(settings: DatabaseSettings): Database {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = settings;
  const db = knex({
    client: 'pg',
    connection: {
      connectionString: settings.url,
      application_name: settings.applicationName,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    },
    pool: {
      min: 0,
      max: settings.poolSize ?? 10,
      ...(statementTimeoutMs > 0 && { afterCreate: limitStatements(statementTimeoutMs) }),
    },
    acquireConnectionTimeout: 3_000,
    // knex would print errors that it throws anyway
    log: { warn() {}, error() {} },
  });
  // a migration may wait for as long as it takes
  if (statementTimeoutMs > 0) breakWhenSilent(db);
  return db;
}

interface PooledConnection {
  connection: { stream: Socket };
  query(statement: string, done: (error: Error | null) => void): void;
}

/**
 * Limits the time of each statement on a new connection. By a statement, since poolers refuse startup parameters that
 * they do not know; where a pooler spreads transactions over connections, the same limit of the role is the one that
 * holds (see `grantApiRole`).
 *
 * Also cuts a connection that is silent for a second longer: a live server would have cancelled the statement, so this
 * one is gone, and TCP would notice only after a quarter of an hour. An idle connection is cut, too; the next query
 * opens another.
 */
const limitStatements =
  (ms: number) =>
  (client: PooledConnection, done: (error: Error | null, client: PooledConnection) => void): void => {
    const { stream } = client.connection;
    stream.setTimeout(ms + 1_000, () => stream.destroy(new Error('Connection silent')));
    client.query(`set statement_timeout = ${ms}`, (error) => done(error, client));
  };

/**
 * SQLSTATE classes and codes of a database that is unavailable for any query: 08 connection, 28 sign-in, 3D000 no such
 * database, 53 resources, 57P0x shutdown.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const UNAVAILABLE_STATES = /^(?:08|28|3D000|53|57P0)/;
const UNAVAILABLE_ERRORS = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
/** pg and knex give these errors no code; knex puts the statement in front of the message. */
const UNAVAILABLE_MESSAGES =
  /(?:^| - )(?:Connection silent|Connection terminated|Knex: Timeout acquiring|timeout expired|Client has encountered)/;

/** Whether the database could not be reached, as opposed to having refused a statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (UNAVAILABLE_STATES.test(code) || UNAVAILABLE_ERRORS.test(code)) return true;
  return UNAVAILABLE_MESSAGES.test(error.message);
}

/** Whether `statement_timeout` cancelled a query. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/** Whether a write failed because its account, or the account's buyer, was deleted a moment ago. */
export function isAccountGone(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'constraint' in error)) return false;
  return error.code === '23503' && /_(?:utilisateur|acheteur)_id_fkey$/.test(String(error.constraint));
}

/** Whether a write was refused because of this unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
