import { setTimeout as sleep } from 'node:timers/promises';
import { STOCK_TOLD_UP_TO } from '@boutique/contracts/limits';
import type { Produit } from '@boutique/contracts/produits';
import { expect, vi } from 'vitest';
import { test as base, isolatedTest } from '../../../test/fixtures.ts';
import { categorieRows, createProduits, produitRow } from '../../../test/rows.ts';
import { startServer } from '../../../test/server-process.ts';
import type { Database } from '../db/database.ts';

const test = base.override('template', 'demo');

/** The statements on products that ran meanwhile. */
async function statementsOf(db: Database, run: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const count = ({ sql }: { sql: string }) => {
    if (/from "?produits/.test(sql)) statements += 1;
  };
  db.on('query', count);
  await run();
  db.removeListener('query', count);
  return statements;
}

/** Resolves when the API keeps answers: it listens, and knows the last change. */
const untilKept = (get: (path: string) => Promise<Response>) =>
  vi.waitFor(
    async () => expect((await get('/api/produits?limite=1')).headers.get('data-version')).toBeTruthy(),
    10_000,
  );

test('an answer is read twice, then no more, in none of its spellings and encodings', async ({ api, db }) => {
  await untilKept(api.get);
  // most addresses that a crawler asks for come once
  for (const _ of ['not kept', 'kept']) {
    expect(await statementsOf(db, () => api.get('/api/produits'))).toBeGreaterThan(0);
  }
  const spellings = [
    '/api/produits',
    '/api/produits?limite=24',
    '/api/produits?langue=fr',
    '/api/produits?langue=fr&limite=24',
  ];
  const answers: unknown[] = [];
  const statements = await statementsOf(db, async () => {
    for (const path of spellings) {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const response = await api.get(path, { 'accept-encoding': encoding });
        answers.push([response.headers.get('x-total-count'), await response.json()]);
      }
    }
  });
  expect(statements).toBe(0);
  expect(answers).toHaveLength(12);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const english = await (await api.get('/api/produits?langue=en')).json();
  expect(english).not.toEqual((answers[0] as unknown[])[1]);
});

test('requests for the same answer at the same time share their statements', async ({ api, db }) => {
  await untilKept(api.get);
  const statements = await statementsOf(db, () =>
    Promise.all(Array.from({ length: 30 }, () => api.get('/api/produits?prixMin=1').then((answer) => answer.text()))),
  );
  // those that come when the first answer was just made share the second
  expect(statements).toBeLessThanOrEqual(2);
});

test('an answer names the version of the data, by which it is known to be still valid', async ({ api, db }) => {
  await untilKept(api.get);
  const versionOf = async (path: string) => (await api.get(path)).headers.get('data-version');
  const version = await versionOf('/api/produits');
  expect(version).toMatch(/^\w+ /);
  expect(await (await api.get('/api/data-version')).json()).toEqual({ version });
  await createProduits(db, [1]);
  const { version: after } = (await (await api.get('/api/data-version')).json()) as { version: string };
  expect(after).not.toBe(version);
  expect(await versionOf('/api/produits')).toBe(after);
  // a problem may be another the next time
  expect(await versionOf('/api/produits/inconnu')).toBeNull();
  // not of public data alone
  expect(await versionOf('/api/utilisateurs')).toBeNull();
});

isolatedTest('a change of one table leaves answers from others', async ({ api, db }) => {
  await db('categories').insert(categorieRows).onConflict().ignore();
  const [produit] = await createProduits(db, [1]);
  await untilKept(api.get);
  const read = () => api.get('/api/produits');
  await read();
  await read();
  await db('avis').insert({ produit_id: produit, note: 5, titre: 'Bien', texte: 'Très bien', langue: 'fr' });
  expect(await statementsOf(db, read)).toBe(0);
  await db('produits').insert(produitRow());
  expect(await statementsOf(db, read)).toBe(1);
});

isolatedTest('a change of the stock leaves what does not show it', async ({ api, db }) => {
  await db('categories').insert(categorieRows).onConflict().ignore();
  const [id] = await createProduits(db, [STOCK_TOLD_UP_TO + 5]);
  await untilKept(api.get);
  const paths = ['/api/produits', '/api/produits?enStock=true', '/api/produits/facettes', '/api/plan-du-site'];
  const readAll = async () => {
    const statements: Record<string, number> = {};
    for (const path of paths) statements[path] = await statementsOf(db, () => api.get(path));
    return Object.values(statements);
  };
  await readAll();
  await readAll();
  expect(await readAll()).toEqual([0, 0, 0, 0]);
  await db('produits').where({ id }).update({ stock: STOCK_TOLD_UP_TO });
  expect(await readAll()).toEqual([0, 0, 0, 0]);
  await db('produits')
    .where({ id })
    .update({ stock: STOCK_TOLD_UP_TO - 1 });
  // lists are read, but not counted
  expect(await readAll()).toEqual([1, 1, 0, 0]);
  await db('produits').where({ id }).update({ stock: 0 });
  // the facets are the categories and the counts
  expect(await readAll()).toEqual([1, 1, 2, 0]);
  await db('produits').where({ id }).update({ marque: 'Autre' });
  expect((await readAll()).every((count) => count > 0)).toBe(true);
});

test('every column of products is announced, also one that a later migration adds', async ({ db }) => {
  const { rows } = await db.raw(`
    select attname from pg_attribute a
    where attrelid = 'produits'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and not exists (
      select from pg_trigger t
      where t.tgrelid = a.attrelid and t.tgname like 'announce%' and a.attnum = any (t.tgattr::smallint[])
    )`);
  expect(rows).toEqual([]);
});

/** In the tests of every day; WRITES=10000 takes longer. */
const WRITES = Number(process.env.WRITES ?? 400);

test.for(['', ', while the announcements’ connections are cut at random'])(
  `two processes never answer what is older than an acknowledged write, ${WRITES} writes%s`,
  { timeout: 240_000 },
  async (cuts, { database }) => {
    const isCut = cuts !== '';
    const { db } = database;
    const [produit = ''] = await createProduits(db, [1], { prix_centimes: 0, marque: 'Témoin', nom_fr: 'Témoin' });
    const servers = await Promise.all([startServer(database.url), startServer(database.url)]);
    let acknowledged = 0;
    let isDone = false;
    const seen = { answers: 0, kept: 0, cuts: 0 };

    const read = async (url: string, path: string) => {
      let previous = '';
      while (!isDone) {
        const before = acknowledged;
        const response = await fetch(url + path);
        const version = response.headers.get('data-version');
        const produits = [await response.json()].flat() as Produit[];
        const price = produits.find(({ id }) => id === produit)?.prixCentimes;
        // by this message the failing reader is found
        if (price === undefined || price < before) throw new Error(`${path} answered ${price} after ${before}`);
        seen.answers += 1;
        if (version !== null && version === previous) seen.kept += 1;
        previous = version ?? '';
      }
    };
    const readers = servers.flatMap(({ url }) =>
      [`/api/produits/${produit}`, '/api/produits?q=temoin'].map((path) => read(url, path)),
    );
    const cut = async () => {
      while (!isDone) {
        await sleep(1_000 * Math.random());
        const { rowCount } = await db.raw(
          `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'boutique-api'
           and query in ('select 1', 'listen changes') order by random() limit 1`,
        );
        seen.cuts += rowCount;
      }
    };
    const write = async () => {
      for (let price = 1; price <= WRITES; price += 1) {
        await db('produits').where({ id: produit }).update({ prix_centimes: price });
        acknowledged = price;
        if (price % 100 > 0) continue;
        // a pause, in which answers are kept, or a connection is cut
        const { kept, cuts } = seen;
        const hasHappened = () => (isCut ? seen.cuts > cuts : seen.kept > kept);
        await vi.waitFor(() => expect(hasHappened()).toBe(true), { timeout: 30_000 });
      }
      isDone = true;
    };
    try {
      await Promise.race([Promise.all([write(), isCut && cut()]), ...readers]);
    } finally {
      isDone = true;
    }
    await Promise.all(readers);
    expect(acknowledged).toBe(WRITES);
    expect(seen.kept).toBeGreaterThan(0);
  },
);
