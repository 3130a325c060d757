import type { Knex } from 'knex';
import { STATEMENT_TIMEOUT_MS } from '../platform/db/database.ts';

/** The server's database role where migrations run as another one: it reads and writes rows, but changes no tables. */
const API_ROLE = 'boutique_api';

/**
 * Gives the role access to all tables; with a password, creates the role or sets its password first. Leaves a database
 * without the role, such as a developer's, unchanged. Call it after each migration.
 */
export async function grantApiRole(db: Knex, password?: string): Promise<void> {
  if (password !== undefined) await ensureRole(db, password);
  if (!(await roleExists(db))) return;
  await db.raw(
    `grant usage on schema public to ${API_ROLE};
     grant select, insert, update, delete on all tables in schema public to ${API_ROLE};
     grant usage on all sequences in schema public to ${API_ROLE};
     revoke insert, update, delete on knex_migrations, knex_migrations_lock from ${API_ROLE};`,
  );
}

async function ensureRole(db: Knex, password: string): Promise<void> {
  const verb = (await roleExists(db)) ? 'alter' : 'create';
  // `create role` takes no parameters, so `format` quotes the password
  const { rows } = await db.raw<{ rows: [{ statement: string }] }>('select format(?, ?::text) as statement', [
    `${verb} role ${API_ROLE} login password %L`,
    password,
  ]);
  await db.raw(rows[0].statement);
  // also behind a pooler, which gives a transaction any connection of this role
  await db.raw(`alter role ${API_ROLE} set statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
}

const roleExists = async (db: Knex): Promise<boolean> =>
  (await db('pg_roles').where({ rolname: API_ROLE }).first('rolname')) !== undefined;
