import type { Knex } from 'knex';

/** Whom the server signs in as where migrations have an owner of their own: reads and writes rows, changes no table. */
const API_ROLE = 'boutique_api';

/**
 * Lets the role use every table there is; with a password, makes sure of the role first. A database without the role,
 * as on a developer's machine, is left as it is. To be called after each migration.
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
  // a statement that defines something takes no parameters; `format` quotes what it would have taken
  const { rows } = await db.raw<{ rows: [{ statement: string }] }>('select format(?, ?::text) as statement', [
    `${verb} role ${API_ROLE} login password %L`,
    password,
  ]);
  await db.raw(rows[0].statement);
}

const roleExists = async (db: Knex): Promise<boolean> =>
  (await db('pg_roles').where({ rolname: API_ROLE }).first('rolname')) !== undefined;
