import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { signInQuietly } from './account.ts';
import { startGateway } from './gateway.ts';
import { expectNoOffence, hydrated, offencesOf, visit } from './visit.ts';

/** Pages come as HTML, and the browser takes them over without a difference. */

const PRODUIT = '/produits/clavier-mecanique-ardoise-75';
const PUBLIC = [
  '/',
  '/produits',
  '/produits?categorie=claviers&tri=prix',
  '/produits?q=souris',
  PRODUIT,
  '/produits/produit-inconnu',
  '/favoris',
  '/panier',
  '/commande',
  '/connexion',
  '/inscription',
  '/utilisateurs',
  '/systeme',
  '/nulle-part',
];
const OF_ACCOUNT = ['/compte', '/compte/commandes', '/panier', '/favoris', PRODUIT];
const OF_STAFF = [
  '/administration/produits',
  '/administration/produits/nouveau',
  '/administration/synonymes',
  '/administration/utilisateurs',
  '/administration/commandes',
  '/administration/journal',
];

/** Opens the address anew; returns the HTML that came. */
async function open(page: Page, path: string): Promise<string> {
  const response = await page.goto(path, { waitUntil: 'networkidle' });
  return (await response?.text()) ?? '';
}

const variants: [
  name: string,
  options: BrowserContextOptions,
  account: 'user' | 'admin' | undefined,
  paths: string[],
][] = [
  ['a guest', {}, undefined, PUBLIC],
  [
    'an English guest in New York, dark',
    { locale: 'en-GB', timezoneId: 'America/New_York', colorScheme: 'dark' },
    undefined,
    PUBLIC,
  ],
  [
    'an account in Tokyo, on a phone',
    { timezoneId: 'Asia/Tokyo', viewport: { width: 360, height: 740 } },
    'user',
    OF_ACCOUNT,
  ],
  ['staff', {}, 'admin', OF_STAFF],
];

test.for(variants)(
  '%s: every page comes as HTML and hydrates without an error',
  { timeout: 120_000 },
  async ([, options, account, paths]) => {
    const page = await visit('/', options);
    if (account) await signInQuietly(page, account);
    for (const path of paths) {
      const html = await open(page, path);
      expect(html, path).toContain('data-rendered');
      expect(html, `${path}: each part is rendered`).not.toContain('<!--$!-->');
      expect(html, path).toContain('</h1>');
      expect(html, `${path}: style attributes`).not.toMatch(/<[^>]+ style="/);
      await hydrated(page);
    }
    // the answer 404 is in the browser's console
    const missing = paths.filter((path) => /inconnu|nulle-part/.test(path)).length;
    const errors = offencesOf(page);
    expect(errors.filter((error) => !error.includes('404 (Not Found)'))).toEqual([]);
    expect(errors).toHaveLength(missing);
  },
);

/** What browsers that translate do to a page: each text is replaced by another one, in two `font` elements. */
function translate(): void {
  addEventListener('DOMContentLoaded', () => {
    const root = document.getElementById('root') as HTMLElement;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter(
      ({ data, parentElement }) => data.trim() && parentElement?.localName !== 'script',
    )) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = `${text.data} `;
      outer.append(inner);
      text.replaceWith(outer);
    }
    document.documentElement.classList.add('translated-ltr');
    document.documentElement.lang = 'en';
  });
}

test('a page that was translated before it is hydrated works', async () => {
  const page = await visit('/');
  await page.addInitScript(translate);
  for (const path of ['/', '/produits', '/panier', '/connexion', PRODUIT]) {
    await open(page, path);
    await hydrated(page);
    expect(await page.locator('h1').count(), path).toBe(1);
  }
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Ajouter au panier/ })
    .click();
  await page.getByRole('button', { name: /Panier.*1/ }).waitFor();
  await page
    .getByRole('link', { name: /Catalogue/ })
    .first()
    .click();
  await page.waitForURL('**/produits');
  await expectNoOffence(page);
});

test('a cold page asks the API for nothing more', async () => {
  const page = await visit('/');
  for (const path of ['/', '/produits', '/produits?q=souris', '/panier', '/connexion']) {
    const asked: string[] = [];
    const note = (request: { url(): string; resourceType(): string }) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/') && request.resourceType() === 'fetch') asked.push(pathname + search);
    };
    page.on('request', note);
    await open(page, path);
    await hydrated(page);
    page.off('request', note);
    expect(asked, path).toEqual([]);
  }
});

test('a slice whose scripts never come leaves its HTML standing, with links that work', async () => {
  const page = await visit('/connexion');
  await page.route('**/remotes/produits/**', (route) => route.abort());
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  // long enough for every retry of the shell
  await page.waitForTimeout(4_000);
  expect(await page.locator('[data-server-html] h1').count()).toBe(1);
  await page.getByRole('link', { name: 'Voir le catalogue' }).click();
  await page.waitForURL('**/produits');
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
});

test('with rendering switched off, the browser renders everything', async () => {
  const shop = { ports: inject('ports'), dataFolder: inject('dataFolder') };
  const { url, stop } = await startGateway(shop, { SERVER_RENDERING: 'off' });
  onTestFinished(stop);
  const page = await visit(`${url}/produits`);
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  expect(await (await page.request.get(`${url}/produits`)).text()).not.toContain('data-rendered');
  expect((await page.request.get(url + PRODUIT)).status()).toBe(200);
  expect((await page.request.get(`${url}/produits/produit-inconnu`)).status()).toBe(404);
  await expectNoOffence(page);
});
