import { randomBytes } from 'node:crypto';
import { demoProduits } from '@boutique/demo-data/produits';
import { expect, onTestFinished } from 'vitest';
import { isolatedTest as base } from '../test/fixtures.ts';
import { count } from '../test/rows.ts';
import { freePort, run } from '../test/run.ts';
import { startServer } from '../test/server-process.ts';
import { createDatabase } from './platform/db/database.ts';
import { migrations, missingMigrations } from './schema/migrations.ts';

const test = base.override('template', 'template1').extend(
  'migrate',
  ({ database }) =>
    (variables: Record<string, string> = {}, args: string[] = []) =>
      run('migrate.ts', { DATABASE_URL: database.url, ...variables }, args).finished,
);

test('two runs at the same time both succeed, and the migrations run once', async ({ migrate, db }) => {
  const runs = await Promise.all([migrate(), migrate()]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  expect(runs.map(({ output }) => output.split('\n')[0]).sort()).toEqual([
    `Applied: ${migrations.map(({ name }) => name).join(', ')}.`,
    'The database is up to date.',
  ]);
  // printed by only one of them
  expect(runs.flatMap(({ output }) => output.match(/^\w+ signs in as /gm) ?? []).sort()).toEqual([
    'Admin signs in as ',
    'User signs in as ',
  ]);
  expect(await count(db, 'produits')).toBe(demoProduits.length);
});

test('a run after a killed one does not wait for its lock', async ({ migrate, db }) => {
  await migrate({ SEED: 'none' });
  await db('knex_migrations_lock').update({ is_locked: 1 });
  expect(await migrate({ SEED: 'none' })).toEqual({ code: 0, output: 'The database is up to date.\n' });
});

test('a database that is newer than the build stays as it is, and its API is ready', async ({
  migrate,
  db,
  database,
}) => {
  await migrate();
  await db('knex_migrations').insert({ name: '999-later', batch: 2, migration_time: new Date() });
  await db('produits').where({ id: demoProduits[0]?.id }).delete();
  expect(await migrate({ ADMIN_PASSWORD: 'un mot de passe de plus' })).toEqual({
    code: 0,
    output: 'The database is newer than this build: it has 999-later, too. Nothing was changed.\n',
  });
  expect(await count(db, 'produits')).toBe(demoProduits.length - 1);
  // resolves when /ready answers 200
  const { url } = await startServer(database.url);
  expect((await fetch(`${url}/api/produits`)).status).toBe(200);
});

test('a database with migrations of another line is refused', async ({ migrate, db }) => {
  await migrate({ SEED: 'none' });
  await db('knex_migrations').insert({ name: '999-other', batch: 2, migration_time: new Date() });
  await db('knex_migrations').where({ name: '012-bounded-counts' }).delete();
  expect(await migrate({ SEED: 'none' })).toEqual({
    code: 1,
    output:
      'Cannot migrate: the database has 999-other, which this build does not know, and lacks 012-bounded-counts: ' +
      'build from a commit that has all of them.\n',
  });
});

test('a migration that was edited after it ran is noticed', async ({ migrate, db }) => {
  await migrate({ SEED: 'none' });
  // as if an earlier text of it had run
  await db('knex_migrations').where({ name: '008-avis' }).update({ checksum: 'of another text' });
  expect(await migrate({ SEED: 'none' })).toEqual({
    code: 1,
    output:
      'Cannot migrate: the migration 008-avis was edited after it ran in this database: take the edit back, and write ' +
      'it as a new migration.\n',
  });
});

test('a database of a build that stored no checksums gets them', async ({ migrate, db }) => {
  await migrate({ SEED: 'none' });
  const checksums = await db('knex_migrations').orderBy('name').pluck('checksum');
  expect(checksums).toEqual(migrations.map(() => expect.stringMatching(/^[\w-]{43}$/)));
  await db.schema.alterTable('knex_migrations', (table) => table.dropColumn('checksum'));
  expect(await migrate({ SEED: 'none' })).toMatchObject({ code: 0 });
  expect(await db('knex_migrations').orderBy('name').pluck('checksum')).toEqual(checksums);
});

test('restores missing demo data, and keeps changed rows', async ({ migrate, db }) => {
  await migrate();
  const [first, second] = demoProduits;
  await db('produits').where({ id: first?.id }).update({ nom_fr: 'Renommé', prix_centimes: 1 });
  await db('produits').where({ id: second?.id }).delete();
  await db('utilisateurs').where({ nom: 'User' }).update({ profil_public: false });
  await migrate();
  expect(await db('produits').where({ id: first?.id }).first('nom_fr', 'prix_centimes')).toEqual({
    nom_fr: 'Renommé',
    prix_centimes: 1,
  });
  expect(await count(db, 'produits')).toBe(demoProduits.length);
  expect(await db('utilisateurs').where({ nom: 'User' }).pluck('profil_public')).toEqual([false]);
});

test('SEED=none and production insert nothing', async ({ migrate, db }) => {
  await migrate({ SEED: 'none' });
  await migrate({ NODE_ENV: 'production' });
  expect(await count(db, 'produits')).toBe(0);
  expect(await count(db, 'utilisateurs')).toBe(0);
});

test('--produits makes the same products each time', async ({ migrate, db }) => {
  expect((await migrate({}, ['--produits', '500'])).code).toBe(0);
  const generated = () => db('produits').where('slug', 'like', 'serie-%').orderBy('slug');
  const before = await generated();
  expect(before).toHaveLength(500);
  await db('produits').where('slug', 'like', 'serie-%').delete();
  await migrate({}, ['--produits', '500']);
  expect(await generated()).toEqual(before);
  const { rows } = await db.raw(
    "select 1 from produits where slug like 'serie-%' and uuid_extract_timestamp(id) <> cree_le",
  );
  expect(rows).toEqual([]);
});

test('the role of the server can read and write rows, but not change tables', async ({ migrate, database }) => {
  const password = randomBytes(16).toString('hex');
  expect(await migrate({ API_ROLE_PASSWORD: password })).toMatchObject({ code: 0 });
  // a new password, as after a rotation
  const rotated = `${password}'"é`;
  expect(await migrate({ API_ROLE_PASSWORD: rotated })).toMatchObject({ code: 0 });
  const url = new URL(database.url);
  url.username = 'boutique_api';
  url.password = encodeURIComponent(rotated);
  const server = createDatabase({ url: url.href, applicationName: 'tests' });
  onTestFinished(() => server.destroy());
  await server('utilisateurs').update({ profil_public: true });
  // of the role itself, for connections of a pooler
  const { rows } = await server.raw(
    "select setconfig from pg_db_role_setting join pg_roles r on r.oid = setrole where rolname = 'boutique_api'",
  );
  expect(rows).toEqual([{ setconfig: ['statement_timeout=5000'] }]);
  expect(await server('produits').where('stock', '>', 0).count()).not.toEqual([{ count: '0' }]);
  expect(await missingMigrations(server)).toEqual([]);
  for (const statement of ['drop table produits', 'create table t (a int)', 'delete from knex_migrations']) {
    await expect(server.raw(statement)).rejects.toMatchObject({ code: '42501' });
  }
});

test('prints that it waits, and the reason when it gives up', async ({ migrate }) => {
  const port = await freePort();
  const { code, output } = await migrate({
    DATABASE_URL: `postgres://boutique:x@127.0.0.1:${port}/boutique`,
    DATABASE_WAIT_SECONDS: '1',
  });
  expect(code).toBe(1);
  expect(output).toBe(
    `Waiting up to 1 s for the database (connect ECONNREFUSED 127.0.0.1:${port})\n` +
      `Cannot migrate: connect ECONNREFUSED 127.0.0.1:${port}.\n`,
  );
});

test('refuses a size that is not a number', async ({ migrate }) => {
  expect(await migrate({}, ['--produits', 'beaucoup'])).toEqual({
    code: 1,
    output: 'Cannot migrate: --produits is wrong: a number from 0 to 10000000 is expected.\n',
  });
});
