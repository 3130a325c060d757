import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInQuietly } from './account.ts';
import {
  deployToken,
  type Edit,
  type ReleaseShop,
  release,
  startReleaseShop,
  throwsAtLoad,
  throwsWhileRendering,
  versionServed,
} from './releases.ts';
import { root } from './shop.ts';
import { visit } from './visit.ts';

/**
 * Pages that a shopper opens while a release fails: each slice, each fault, each page. 1.0.0 is good, and is the fallback.
 * `FAULTS=all npm test -w e2e -- faults` tries every page and writes docs/fault-matrix.md; without FAULTS the test tries one
 * page of each slice.
 */

const ALL = process.env.FAULTS === 'all';
const DOCUMENT = path.join(root, 'docs/fault-matrix.md');

const pages = {
  home: { path: '/', title: 'Le bon matériel, choisi avec soin.', owner: 'produits' },
  catalogue: { path: '/produits', title: 'Catalogue', owner: 'produits' },
  product: { path: '/produits/clavier-mecanique-ardoise-75', title: 'Clavier mécanique Ardoise 75', owner: 'produits' },
  cart: { path: '/panier', title: 'Votre panier', owner: 'panier' },
  checkout: { path: '/commande', title: 'Votre commande', owner: 'panier' },
  account: { path: '/compte', title: 'Mon compte', owner: 'utilisateurs' },
} as const;
const tried = (slice: string) =>
  Object.entries(pages).filter(
    ([name, { owner }]) => ALL || (owner === slice && !['home', 'catalogue', 'checkout'].includes(name)),
  );

type Fault = (route: Route, url: URL) => Promise<void>;
const isScript = ({ pathname }: URL) => pathname.endsWith('.js');
const status =
  (code: number): Fault =>
  (route) =>
    route.fulfill({ status: code, body: '' });
/** The fault for URLs that match, the true answer for others. */
const onlyFor =
  (pattern: RegExp, fault: Fault): Fault =>
  (route, url) =>
    pattern.test(url.pathname) ? fault(route, url) : route.continue();
const changed =
  (change: (body: string) => string): Fault =>
  async (route, url) => {
    if (!isScript(url)) return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  };

/** Faults between the gateway and the browser, which only the browser can find. */
const onTheWay: Record<string, Fault> = {
  'server down': (route) => route.abort('connectionrefused'),
  'answers 503': status(503),
  hang: async () => {},
  'connection reset': (route) => route.abort('connectionreset'),
  'HTML instead of JS': (route, url) =>
    isScript(url) ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>oops' }) : route.continue(),
  'truncated file': changed((body) => body.slice(0, body.length / 2)),
  'changed file': changed((body) => `${body}\nglobalThis.hacked = true;`),
  'wrong version': async (route, url) => {
    const other = /(\/remotes\/\w+\/)1\.1\.0-[^/]+\/(?:~\d+\/)?(.*)/.exec(url.pathname);
    const response = await route.fetch({ url: `${url.origin}${goodBase}${other?.[2]}` });
    await route.fulfill({ response });
  },
  'chunk gone after redeploy': onlyFor(/\/(?:pages|fr)\.js$/, status(404)),
  'CSS missing': onlyFor(/\.css$/, status(404)),
};
const builtIn = { 'throws at load': throwsAtLoad, 'throws while rendering': throwsWhileRendering };

let shop: ReleaseShop;
let goodBase = '';
const tokens = new Map<string, Record<string, string>>();
const results: { slice: string; fault: string; page: string; shown: string; ms: number }[] = [];

async function publish(slice: string, version: string, edit?: Edit): Promise<void> {
  const folder = await shop.variant(slice, version, edit);
  for (const args of [
    ['publish', folder],
    ['promote', slice, version],
  ]) {
    const { code, err } = await release(shop, args, tokens.get(slice));
    if (code !== 0) throw new Error(err);
  }
  // pages name a release once the gateway has all of its files
  await expect.poll(() => versionServed(shop.url, slice), { timeout: 10_000 }).toBe(version);
}
const takeBack = async (slice: string) =>
  expect((await release(shop, ['rollback', slice], tokens.get(slice))).code).toBe(0);

beforeAll(async () => {
  // otherwise the API would take the failing releases out
  shop = await startReleaseShop({ CANARY_FAILING_CLIENTS: '1000' });
  for (const slice of ['produits', 'utilisateurs', 'panier']) tokens.set(slice, await deployToken(shop, slice));
}, 180_000);
afterAll(async () => {
  await shop.stop();
  const cells = tokens.size * (Object.keys(onTheWay).length + Object.keys(builtIn).length) * Object.keys(pages).length;
  if (ALL && results.length === cells) await writeFile(DOCUMENT, documentOf());
});

/** A signed-in shopper with something in the cart: every page has something to show. */
async function newShopper(): Promise<Page> {
  const page = await visit('/systeme', { baseURL: shop.url });
  await signInQuietly(page, 'user');
  const [produit] = (await (await page.request.get('/api/produits?limite=1&enStock=true')).json()) as [{ id: string }];
  await page.request.put(`/api/panier/lignes/${produit.id}`, { data: { quantite: 1 } });
  return page;
}

/** Returns whether the page or a panel appears, and after how long. The rest of the shop must work. */
async function tryPage(page: Page, { path: address, title }: { path: string; title: string }) {
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const heading = page.getByRole('heading', { level: 1 });
  await heading
    .filter({ hasText: new RegExp(`^(${title}|Cette page est momentanément indisponible)`) })
    .waitFor({ timeout: 20_000 });
  const ms = Math.round(performance.now() - start);
  const shown = (await heading.textContent())?.startsWith(title) ? 'page' : 'panel';
  // the shell, and a widget of each slice
  await page.getByRole('banner').getByRole('link', { name: 'Ma Boutique Répartie' }).waitFor();
  // not a combobox: on the catalogue this field filters instead of suggesting
  await page.getByRole('banner').getByRole('search').waitFor();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Panier/ })
    .waitFor();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /User|Mon compte/ })
    .waitFor();
  await page.getByRole('contentinfo').waitFor();
  expect(await page.evaluate(() => (globalThis as { hacked?: boolean }).hacked)).toBeUndefined();
  return { shown, ms };
}

async function tryPages(slice: string, fault: string, shopper: Page): Promise<void> {
  for (const [name, target] of tried(slice)) {
    const result = await tryPage(shopper, target);
    results.push({ slice, fault, page: name, ...result });
    expect({ slice, fault, page: name, shown: result.shown }).toEqual({ slice, fault, page: name, shown: 'page' });
  }
}

const timeout = ALL ? 600_000 : 180_000;
test.each(['produits', 'utilisateurs', 'panier'])(
  'faults of %s: the shopper sees the page itself',
  async (slice) => {
    const html = await (await fetch(shop.url)).text();
    goodBase = new RegExp(`/remotes/${slice}/1\\.0\\.0-[^/]+/`).exec(html)?.[0] ?? '';
    await publish(slice, '1.1.0');
    for (const [fault, answer] of Object.entries(onTheWay)) {
      const shopper = await newShopper();
      await shopper
        .context()
        .route(`**/remotes/${slice}/1.1.0-*/**`, (route) => answer(route, new URL(route.request().url())));
      await tryPages(slice, fault, shopper);
      await shopper.context().close();
    }
    for (const [number, [fault, edit]] of Object.entries(builtIn).entries()) {
      await publish(slice, `1.${number + 2}.0`, edit);
      const shopper = await newShopper();
      await tryPages(slice, fault, shopper);
      await shopper.context().close();
      await takeBack(slice);
    }
  },
  timeout,
);

const HEAD = `# Failing releases, seen by a shopper

Each cell is one visit of one page in a real Chromium, by a signed-in shopper with a product in the cart, while the release
of one slice fails in one way. Its fallback is a good release. \`page\` means that the page itself appeared, \`panel\` would mean
the slice's error panel; the time ends when the page's title is there. In every cell the shell's frame and the header's
widgets of all three slices appeared, too.

The test puts faults between gateway and browser, where only the browser can find them; the two throws are in real releases
that passed the gate. A slice's own server that is down, answers 503, hangs or has other files makes no difference to a page:
the shop stores every file of a release before it has traffic.

Written by \`FAULTS=all npm test -w e2e -- faults\`.
`;

function documentOf(): string {
  const names = Object.keys(pages);
  const cell = (slice: string, fault: string, page: string) => {
    const found = results.find((one) => one.slice === slice && one.fault === fault && one.page === page);
    return found ? `${found.shown} ${(found.ms / 1000).toFixed(1)} s` : '-';
  };
  const tables = [...tokens.keys()].map((slice) =>
    [
      `\n## ${slice}\n`,
      `| fault | ${names.join(' | ')} |`,
      `| --- |${names.map(() => ' --- |').join('')}`,
      ...[...Object.keys(onTheWay), ...Object.keys(builtIn)].map(
        (fault) => `| ${fault} | ${names.map((page) => cell(slice, fault, page)).join(' | ')} |`,
      ),
    ].join('\n'),
  );
  return `${HEAD}${tables.join('\n')}\n`;
}
