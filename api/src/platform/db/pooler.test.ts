import pg from 'pg';
import { expect, onTestFinished, vi } from 'vitest';
import { isolatedTest as test } from '../../../test/fixtures.ts';
import { startPooler } from '../../../test/pooler.ts';
import { startApi } from '../../../test/start-api.ts';
import { createLog } from '../log.ts';
import { createDatabase } from './database.ts';

const openDatabase = (url: string) => {
  const db = createDatabase({ url, applicationName: 'tests' });
  onTestFinished(() => db.destroy());
  return db;
};

test('a pooler refuses a startup parameter that it does not know, and not the connections of the API', async ({
  database,
}) => {
  const url = await startPooler(database.url);
  const client = new pg.Client({ connectionString: url, statement_timeout: 5_000 });
  await expect(client.connect()).rejects.toThrow('unsupported startup parameter: statement_timeout');
  const { rows } = await openDatabase(url).raw('show statement_timeout');
  expect(rows).toEqual([{ statement_timeout: '5s' }]);
});

test('an API behind a pooler says that it cannot listen there, and keeps no answers', async ({ database }) => {
  const log = createLog('silent');
  const warn = vi.spyOn(log, 'warn');
  const api = await startApi({ db: openDatabase(await startPooler(database.url)), log });
  onTestFinished(api.stop);
  await vi.waitFor(() =>
    expect(warn.mock.calls).toContainEqual([
      {
        channel: 'changes',
        reason: 'a pooler loses notifications: set DATABASE_LISTEN_URL to the address of PostgreSQL itself',
      },
      expect.any(String),
    ]),
  );
  expect((await api.get('/api/produits')).status).toBe(200);
  expect(await (await api.get('/api/data-version')).json()).toEqual({ version: null });
  await vi.waitFor(async () => expect((await api.get('/api/frontends')).status).toBe(200), 3_000);
});

test('with a direct address for LISTEN, answers are kept', async ({ database }) => {
  const db = openDatabase(await startPooler(database.url));
  const api = await startApi({ db, direct: openDatabase(database.url) });
  onTestFinished(api.stop);
  await vi.waitFor(async () => {
    expect(await (await api.get('/api/data-version')).json()).toEqual({ version: expect.any(String) });
  });
  expect((await api.get('/api/produits')).headers.get('data-version')).toEqual(expect.any(String));
});
