import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Commande } from '@boutique/contracts/commandes';
import { expect, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/databases.ts';
import { test } from '../test/fixtures.ts';
import { browserOf, newEmail, openBrowser } from '../test/people.ts';
import { createProduits } from '../test/rows.ts';
import { createSlice } from '../test/slices.ts';
import { startApi } from '../test/start-api.ts';
import { createDatabase } from './platform/db/database.ts';

/** Runs the command with a file as its input or output. @returns what it says, and its exit code */
async function backup(database: { url: string }, file: string, restore = false) {
  const handle = await open(file, restore ? 'r' : 'w');
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('backup.ts', import.meta.url)), ...(restore ? ['--restore'] : [])],
    {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
      stdio: [restore ? handle.fd : 'ignore', restore ? 'ignore' : handle.fd, 'pipe'],
    },
  );
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  await handle.close();
  return { code, said };
}

async function newFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-backup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, 'shop.sql.gz');
}

/** The rows of every table as text, but for the counts of attempts. */
async function contentOf({ db }: TestDatabase): Promise<Record<string, string[]>> {
  const { rows } = await db.raw(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p'",
  );
  const content: Record<string, string[]> = {};
  for (const { name } of rows) {
    if (name.startsWith('knex')) continue;
    const { rows: lines } = await db.raw('select t::text as line from ?? t order by 1', [name]);
    content[name] = lines.map(({ line }: { line: string }) => line);
  }
  return content;
}

test('a lost database is there again: orders, accounts, releases and pictures', { timeout: 120_000 }, async () => {
  const lost = await createTestDatabase('demo');
  const api = await startApi({ db: lost.db });
  const [produit = ''] = await createProduits(lost.db, [5], { nom_fr: "Clavier d'été\t\\ \n«\u2028»" });
  const guest = browserOf(api);
  await guest.put(produit, 2);
  const { id } = (await (await guest.order(2 * 4_990)).json()) as Commande;
  const email = newEmail();
  await openBrowser(api).signUp(email);
  const { slice } = await createSlice(lost.db);
  const { sha256, type } = await lost.db('images').first();
  const pictureOf = async ({ url }: { url: string }) =>
    Buffer.from(await (await fetch(`${url}/api/images/${sha256}.${type.slice('image/'.length)}`)).bytes());
  const picture = await pictureOf(api);
  expect(picture.length).toBeGreaterThan(1_000);
  const content = await contentOf(lost);
  const file = await newFile();
  expect(await backup(lost, file)).toEqual({ code: 0, said: 'Saved.\n' });
  await api.stop();
  await lost.drop();

  const fresh = await createTestDatabase('vide');
  onTestFinished(fresh.drop);
  expect(await backup(fresh, file, true)).toEqual({ code: 0, said: 'Restored.\n' });
  expect(await contentOf(fresh)).toEqual(content);
  const again = await startApi({ db: fresh.db });
  onTestFinished(again.stop);
  const returned = { ...guest, send: (path: string) => guest.fetch(again.url + path) };
  expect(await (await returned.send(`/api/commandes/${id}`)).json()).toMatchObject({ id, lignes: [{ quantite: 2 }] });
  expect((await openBrowser(again).signIn(email)).status).toBe(200);
  expect((await pictureOf(again)).equals(picture)).toBe(true);
  expect(await (await again.get('/api/frontends')).text()).toContain(slice);
  // new rows, triggers and foreign keys, too
  expect((await openBrowser(again).signUp(newEmail())).status).toBe(201);
  await expect(fresh.db('lignes_commande').insert({ commande_id: produit, position: 0 })).rejects.toThrow();
});

test('a file that is cut off, or no backup, changes nothing', async ({ database }) => {
  const file = await newFile();
  await backup(database, file);
  const content = await contentOf(database);
  await truncate(file, (await readFile(file)).length - 50);
  const cut = await backup(database, file, true);
  expect([cut.code, cut.said]).toEqual([1, expect.stringMatching(/^Cannot restore: /)]);
  const other = await backup(database, fileURLToPath(import.meta.url), true);
  expect([other.code, other.said]).toEqual([1, expect.stringMatching(/^Cannot restore: /)]);
  expect(await contentOf(database)).toEqual(content);
});

test('a backup is not restored under a running API, nor into the tables of other migrations', async ({ database }) => {
  const { db } = database;
  const file = await newFile();
  await backup(database, file);
  const running = createDatabase({ url: database.url, applicationName: 'boutique-api' });
  await running.raw('select 1');
  expect(await backup(database, file, true)).toEqual({
    code: 1,
    said: 'Cannot restore: an API runs on this database: stop it first\n',
  });
  await running.destroy();
  await db('knex_migrations').insert({ name: '999-later', batch: 9 });
  expect((await backup(database, file, true)).said).toMatch(/999-later: restore with the build that made the backup/);
});
