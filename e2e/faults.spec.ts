import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInQuietly } from './account.ts';
import { startGateway } from './gateway.ts';
import {
  deployToken,
  type Edit,
  failsOnServer,
  type ReleaseShop,
  release,
  serverEntry,
  startReleaseShop,
  throwsAtLoad,
  throwsWhileRendering,
  versionServed,
} from './releases.ts';
import { root } from './shop.ts';
import { visit } from './visit.ts';

/**
 * Pages that a shopper opens while a release fails: each slice, each fault, each page, with pages rendered by the
 * browser and by the gateway. 1.0.0 is good, and is the fallback. `FAULTS=all npm test -w e2e -- faults` tries every fault
 * on every slice and page and writes docs/fault-matrix.md; without FAULTS each fault is tried on one page of one slice.
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
const slices = ['produits', 'utilisateurs', 'panier'];
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

/** Faults of the server entry that show only with real data, so that the gate cannot find them. */
const onServer = {
  'server entry throws': failsOnServer(`throw new TypeError('prix is undefined')`),
  'server entry waits for ever': failsOnServer('React.use(never)'),
  'server entry loops': failsOnServer('for (;;);'),
  'server entry leaks 200 MB': failsOnServer('for (let n = 0; n < 200; n += 1) kept.push(new Array(131_072).fill(n))'),
  'server entry has another React': failsOnServer(`return { $$typeof: Symbol('element'), type: Real, props }`),
};
/** Faults of the server entry that the gate finds. */
const refused = {
  'throws at its start': [serverEntry(`throw new Error('broken entry')`), 'broken entry'],
  'has a wrong export': [serverEntry('exports.pages = {};'), 'does not export routes and widgets'],
  'loops at its start': [serverEntry('for (;;);'), 'do not render within'],
  'imports a module of Node': [serverEntry(`require('node:fs');`), 'cannot import node:fs'],
} as const;

const faults = [onTheWay, builtIn, onServer].flatMap((some) => Object.keys(some));
const isTried = (fault: string, slice: string) => ALL || slices[faults.indexOf(fault) % slices.length] === slice;

type RenderedBy = 'browser' | 'gateway';

let shop: ReleaseShop;
/** The shop's gateway renders; the other one leaves it to browsers. */
const urls = { gateway: '', browser: '' };
let stopOther = async () => {};
let goodBase = '';
const tokens = new Map<string, Record<string, string>>();
const results: { slice: string; fault: string; page: string; renderedBy: RenderedBy; shown: string; ms: number }[] = [];

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
  for (const url of Object.values(urls)) {
    await expect.poll(() => versionServed(url, slice), { timeout: 10_000 }).toBe(version);
  }
}
const takeBack = async (slice: string) =>
  expect((await release(shop, ['rollback', slice], tokens.get(slice))).code).toBe(0);

beforeAll(async () => {
  // otherwise the API would take the failing releases out
  shop = await startReleaseShop({ CANARY_FAILING_CLIENTS: '1000' });
  const other = await startGateway(shop, { SERVER_RENDERING: 'off' });
  stopOther = other.stop;
  Object.assign(urls, { gateway: shop.url, browser: other.url });
  for (const slice of slices) tokens.set(slice, await deployToken(shop, slice));
}, 180_000);
afterAll(async () => {
  await stopOther();
  await shop.stop();
  const both = Object.keys({ ...onTheWay, ...builtIn }).length * 2;
  const cells = tokens.size * (both + Object.keys(onServer).length) * Object.keys(pages).length;
  if (ALL && results.length === cells) await writeFile(DOCUMENT, documentOf());
});

/** A signed-in shopper with something in the cart: every page has something to show. */
async function newShopper(renderedBy: RenderedBy): Promise<Page> {
  const page = await visit('/systeme', { baseURL: urls[renderedBy] });
  await signInQuietly(page, 'user');
  const [produit] = (await (await page.request.get('/api/produits?limite=1&enStock=true')).json()) as [{ id: string }];
  await page.request.put(`/api/panier/lignes/${produit.id}`, { data: { quantite: 1 } });
  return page;
}

/**
 * Returns whether the page or a panel appears, and after how long: a page that came as HTML counts when every part is
 * hydrated. The rest of the shop must work.
 */
async function tryPage(page: Page, { path: address, title }: { path: string; title: string }) {
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const heading = page.getByRole('heading', { level: 1 });
  await heading
    .filter({ hasText: new RegExp(`^(${title}|Cette page est momentanément indisponible)`) })
    .waitFor({ timeout: 20_000 });
  const isRendered = (await page.locator('#root[data-rendered]').count()) === 1;
  await page.waitForFunction(() => !document.querySelector('[data-server-html]'), undefined, { timeout: 20_000 });
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
  return { shown, ms, isRendered };
}

async function tryPages(slice: string, fault: string, shopper: Page, renderedBy: RenderedBy): Promise<void> {
  for (const [name, target] of tried(slice)) {
    const { isRendered, ...result } = await tryPage(shopper, target);
    // a page on which the server entry hangs is left to the browser
    if (!(fault in onServer))
      expect({ fault, page: name, isRendered }).toMatchObject({ isRendered: renderedBy === 'gateway' });
    results.push({ slice, fault, page: name, renderedBy, ...result });
    expect({ slice, fault, page: name, renderedBy, shown: result.shown }).toEqual({
      slice,
      fault,
      page: name,
      renderedBy,
      shown: 'page',
    });
  }
}

const timeout = ALL ? 1_200_000 : 300_000;
test.each(slices)(
  'faults of %s: the shopper sees the page itself',
  async (slice) => {
    const html = await (await fetch(shop.url)).text();
    goodBase = new RegExp(`/remotes/${slice}/1\\.0\\.0-[^/]+/`).exec(html)?.[0] ?? '';
    await publish(slice, '1.1.0');
    for (const [fault, answer] of Object.entries(onTheWay)) {
      if (!isTried(fault, slice)) continue;
      // both wait for most of the time
      await Promise.all(
        (['browser', 'gateway'] as const).map(async (renderedBy) => {
          const shopper = await newShopper(renderedBy);
          await shopper
            .context()
            .route(`**/remotes/${slice}/1.1.0-*/**`, (route) => answer(route, new URL(route.request().url())));
          await tryPages(slice, fault, shopper, renderedBy);
          await shopper.context().close();
        }),
      );
    }
    for (const [number, [fault, edit]] of Object.entries({ ...builtIn, ...onServer }).entries()) {
      if (!isTried(fault, slice)) continue;
      await publish(slice, `1.${number + 2}.0`, edit);
      const renderers = fault in builtIn ? (['browser', 'gateway'] as const) : (['gateway'] as const);
      await Promise.all(
        renderers.map(async (renderedBy) => {
          const shopper = await newShopper(renderedBy);
          await tryPages(slice, fault, shopper, renderedBy);
          await shopper.context().close();
        }),
      );
      await takeBack(slice);
    }
  },
  timeout,
);

test.each(Object.entries(refused))('a server entry that %s is refused', async (_fault, [edit, reason]) => {
  const folder = await shop.variant('panier', '2.0.0', edit);
  const { code, err } = await release(shop, ['publish', folder], tokens.get('panier'));
  expect(code).not.toBe(0);
  expect(err).toContain(reason);
});

const HEAD = `# Failing releases, seen by a shopper

Each cell is one visit of one page in a real Chromium, by a signed-in shopper with a product in the cart, while the release
of one slice fails in one way. Its fallback is a good release. \`page\` means that the page itself appeared, \`panel\` would mean
the slice's error panel. In every cell the shell's frame and the header's widgets of all three slices appeared, too.

There are two tables for each slice. In the first, the browser renders the page (\`SERVER_RENDERING=off\`); the time ends when
the page's title is there. In the second, the gateway renders it; the title is there at once, and the time ends when every part
of the page is hydrated.

The test puts faults between gateway and browser, where only the browser can find them; the two throws are in real releases
that passed the gate, as are the faults of server entries: they show only with real data. A server entry that fails with the
contract's example data is refused. A slice's own server that is down, answers 503, hangs or has other files makes no difference
to a page: the shop stores every file of a release before it has traffic.

Written by \`FAULTS=all npm test -w e2e -- faults\`.
`;

function documentOf(): string {
  const names = Object.keys(pages);
  const cell = (slice: string, fault: string, page: string, renderedBy: RenderedBy) => {
    const found = results.find(
      (one) => one.slice === slice && one.fault === fault && one.page === page && one.renderedBy === renderedBy,
    );
    return found ? `${found.shown} ${(found.ms / 1000).toFixed(1)} s` : '-';
  };
  const table = (slice: string, renderedBy: RenderedBy, faults: object) =>
    [
      `\n## ${slice}, rendered by the ${renderedBy}\n`,
      `| fault | ${names.join(' | ')} |`,
      `| --- |${names.map(() => ' --- |').join('')}`,
      ...Object.keys(faults).map(
        (fault) => `| ${fault} | ${names.map((page) => cell(slice, fault, page, renderedBy)).join(' | ')} |`,
      ),
    ].join('\n');
  const tables = [...tokens.keys()].flatMap((slice) => [
    table(slice, 'browser', { ...onTheWay, ...builtIn }),
    table(slice, 'gateway', { ...onTheWay, ...builtIn, ...onServer }),
  ]);
  return `${HEAD}${tables.join('\n')}\n`;
}
