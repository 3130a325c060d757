import { createHash } from 'node:crypto';
import knex, { type Knex } from 'knex';

const ROW = new Proxy({}, { get: (_row, column) => String(column) });

/**
 * A digest of the statements of a migration, without their comments and layout. The same for the sources and the built
 * bundle, because the migration runs: on a recorder that answers each statement with one row, in which each column has
 * its own name as value.
 */
export async function checksumOf({ up }: Pick<Knex.Migration, 'up'>): Promise<string> {
  const digest = createHash('sha256');
  const db = knex({ client: 'pg' });
  Object.assign(db.client, {
    acquireConnection: async () => ({}),
    releaseConnection: async () => {},
    async _query(_connection: unknown, statement: { sql: string; bindings?: unknown[]; response?: object }) {
      const sql = statement.sql.replace(/--.*$/gm, '').replace(/\s+/g, ' ');
      digest.update(JSON.stringify([sql, statement.bindings]));
      statement.response = { command: '', rows: [ROW], rowCount: 1 };
      return statement;
    },
  });
  await up(db);
  return digest.digest('base64url');
}
