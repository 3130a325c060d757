import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { signInQuietly } from './account.ts';
import { launchBrowser } from './browser.ts';
import { PRODUCT } from './purchase.ts';
import { accounts } from './shop.ts';
import { hydrated } from './visit.ts';

/** Going back shows a page as it was left, from the browser's memory, and brings it up to date. */

let browser: Browser;
let restoresPages = false;
beforeAll(async () => {
  browser = await launchBrowser([], ['--disable-back-forward-cache']);
  restoresPages = await restoresAnyPage();
});
beforeEach(({ skip }) => skip(!restoresPages, 'this Chromium has no back/forward cache: the packed one is without'));
afterAll(() => browser.close());

/** Whether this browser restores a text without scripts. */
async function restoresAnyPage(): Promise<boolean> {
  const page = await browser.newPage({ baseURL: inject('url') });
  await page.goto('/robots.txt?1');
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
  await page.goto('/robots.txt?2');
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL((url) => url.search === '?1', { waitUntil: 'commit' });
  const isRestored = await page.evaluate(() => 'persisted' in window && window.persisted === true);
  await page.close();
  return isRestored;
}

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('url'), locale: 'fr-FR' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await show(page, path);
  return page;
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await watch(page);
}

/** Lets the page note whether it is restored. */
async function watch(page: Page): Promise<void> {
  await hydrated(page);
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
}

/** Goes back to this page; Playwright's own way waits for events of a page that loads. */
async function back(page: Page, path: string, pages = 1): Promise<void> {
  await page.evaluate((pages) => void setTimeout(() => history.go(-pages)), pages);
  await page.waitForURL((url) => url.pathname === path, { waitUntil: 'commit' });
  const seen = await page.evaluate(() => ({
    persisted: 'persisted' in window && window.persisted,
    // why it was loaded anew
    reasons: (performance.getEntriesByType('navigation')[0] as { notRestoredReasons?: unknown }).notRestoredReasons,
  }));
  expect(seen, path).toEqual({ persisted: true, reasons: null });
}

/** Posts the form with this action, as before hydration. */
const post = (page: Page, action: string) =>
  page
    .locator(`main form[action^="/formulaires/${action}"]`)
    .first()
    .evaluate((form: HTMLFormElement) => form.submit());

const header = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name });

test.each(['/', '/produits', PRODUCT, '/panier', '/favoris', '/utilisateurs', '/connexion'])(
  '%s is restored',
  async (path) => {
    const page = await open(path);
    await show(page, '/systeme');
    await back(page, path);
  },
);

test('a page with a cart is restored, also when another page has changed the cart meanwhile', async () => {
  const page = await open(PRODUCT);
  await post(page, 'addLignePanier');
  await page.waitForURL('**/panier');
  await watch(page);
  await show(page, '/produits');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Ajouter .+ au panier$/ })
    .first()
    .click();
  await header(page, 'Panier, 2 articles').waitFor();
  await back(page, '/panier');
  await header(page, 'Panier, 2 articles').waitFor();
  await back(page, PRODUCT);
  await header(page, 'Panier, 2 articles').waitFor();
});

test('a guest’s page that is restored after a sign-in shows the account', async () => {
  const page = await open('/produits');
  await show(page, '/connexion');
  await page.getByLabel('Adresse e-mail').fill(accounts.user.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(accounts.user.motDePasse);
  await post(page, 'signIn');
  await page.waitForURL('**/compte');
  await back(page, '/produits', 2);
  await header(page, 'Compte de User').waitFor();
});

test('a page with an account that is shown again after its session ended elsewhere is a guest’s', async () => {
  const page = await open('/');
  await signInQuietly(page, 'user');
  await show(page, '/produits');
  await header(page, 'Compte de User').waitFor();
  await show(page, '/robots.txt');
  const elsewhere = await browser.newContext({ baseURL: inject('url') });
  onTestFinished(() => elsewhere.close());
  await elsewhere.request.post('/api/session', { data: accounts.user });
  expect((await elsewhere.request.delete('/api/sessions')).ok()).toBe(true);
  // browsers may load a page anew that must not be stored
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL('**/produits', { waitUntil: 'commit' });
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).waitFor();
});
