import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { signInQuietly } from './account.ts';
import { PRODUCT } from './purchase.ts';
import {
  clientFrom,
  deployToken,
  groupWithin,
  type ReleaseShop,
  release,
  startReleaseShop,
  throwsWhileRendering,
  versionServed,
} from './releases.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** The release console: staff leads releases, and sees what commands, browsers and the API itself change. */

let shop: ReleaseShop;
let token: Record<string, string>;
const balancers: (() => void)[] = [];

beforeAll(async () => {
  shop = await startReleaseShop({ SLICE_OVERRIDES: 'off', SLICE_OVERRIDE_KEY: 'k'.repeat(32) });
  token = await deployToken(shop, 'produits');
}, 180_000);
afterAll(async () => {
  for (const stop of balancers) stop();
  await shop.stop();
});

const served = () => versionServed(shop.url + PRODUCT, 'produits');

/** Opens a page of the console, signed in as staff. */
async function openConsole(path = '', options: Parameters<typeof visit>[1] = {}): Promise<Page> {
  const page = await visit('/', { baseURL: shop.url, ...options });
  await signInQuietly(page, 'admin');
  await page.goto(`/administration/releases${path}`);
  await hydrated(page);
  return page;
}

/** Opens the product in a browser of the canary's group, in a subnet of its own. */
async function visitCanary(number: number): Promise<void> {
  const { url, stop } = await clientFrom(`10.2.${number}.1`, shop);
  balancers.push(stop);
  const cookie = { name: 'canary-group', value: groupWithin('produits', 10), path: '/', domain: '127.0.0.1' };
  const page = await visit(PRODUCT, {
    baseURL: url,
    storageState: {
      origins: [],
      cookies: [{ ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }],
    },
  });
  await page.getByRole('heading', { level: 1, name: /^Clavier/ }).waitFor();
}

/** Takes the README's picture of a running canary: `SCREENSHOT_FOLDER=docs/images npm test -w e2e -- console`. */
async function picture(page: Page): Promise<void> {
  const folder = process.env.SCREENSHOT_FOLDER;
  if (!folder) return;
  const file = path.resolve(process.env.INIT_CWD ?? '', folder, 'console.jpg');
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
}

/** Gives the reason in the open dialog, and confirms. */
async function confirm(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Raison').fill('Les prix sont faux');
  await dialog.getByRole('button', { name: button }).click();
  await page.getByText(/^C’est fait/).waitFor();
}

const stateOf = (page: Page, version: string) =>
  page.getByRole('table', { name: 'Versions' }).getByRole('row', { name: new RegExp(`^${version}`) });

test('a failing canary is seen going out live; a release is promoted and rolled back by click, and stays in the history', async () => {
  const overview = await openConsole();
  await overview.getByRole('table', { name: 'produits' }).getByText('En ligne').waitFor();
  await overview.getByRole('table', { name: 'shell' }).getByText('Servie').first().waitFor();
  expect(await violationsOf(overview)).toEqual([]);
  await overview.getByRole('link', { name: 'Gérer produits' }).click();
  await overview.getByText('En ligne : 1.0.0.').waitFor();

  const broken = await shop.variant('produits', '1.1.0', throwsWhileRendering);
  const published = await release(shop, ['publish', broken, '--canary', '10'], token);
  expect(published).toMatchObject({ code: 0 });
  // a change by a command, without a reload
  await overview.getByText('En ligne : 1.0.0. Canari : 1.1.0.').waitFor({ timeout: 2_000 });
  await overview.getByRole('region', { name: 'Le canari 1.1.0' }).getByText('10 % du trafic, puis 50 %').waitFor();
  for (let number = 1; number <= 20; number += 1) {
    await visitCanary(number);
    if (number === 1) await picture(overview);
    if ((await overview.getByRole('region', { name: 'Le canari 1.1.0' }).count()) === 0) break;
  }
  // the API took it out by itself
  await stateOf(overview, '1.1.0').getByText('Ratée').waitFor({ timeout: 2_000 });
  await stateOf(overview, '1.1.0')
    .getByText(/clients saw a failure/)
    .waitFor();
  const failures = overview.getByRole('table', { name: 'Échecs dans les navigateurs' });
  await failures
    .getByRole('row', { name: /TypeError: prix is undefined/ })
    .getByText('1.0.0 à sa place')
    .waitFor();
  await overview.getByRole('img', { name: /^Échecs : .*1\.1\.0 : [1-9]/ }).waitFor();
  expect(await violationsOf(overview)).toEqual([]);

  const good = await shop.variant('produits', '1.2.0');
  expect(await release(shop, ['publish', good], token)).toMatchObject({ code: 0 });
  await overview.getByRole('button', { name: 'Promouvoir : 1.2.0' }).click();
  await overview.getByText(/^À leur prochaine page, tous les visiteurs auront 1\.2\.0/).waitFor();
  await confirm(overview, 'Promouvoir');
  await overview.getByText('En ligne : 1.2.0.').waitFor();
  await expect.poll(served, { timeout: 10_000 }).toBe('1.2.0');

  await overview.getByRole('button', { name: 'Revenir en arrière' }).click();
  await confirm(overview, 'Revenir en arrière');
  await overview.getByText('En ligne : 1.0.0.').waitFor();
  await expect.poll(served, { interval: 20, timeout: 1_000 }).toBe('1.0.0');
  await overview.getByRole('link', { name: 'Historique' }).click();
  await overview.getByLabel('Changement', { exact: true }).selectOption('Retour arrière');
  await overview.getByRole('listitem').filter({ hasText: 'Les prix sont faux' }).getByText('Admin').waitFor();
  expect(await violationsOf(overview)).toEqual([]);
  await overview.goto('/administration/journal?objet=slice');
  await overview.getByText('est revenu à produits 1.0.0 (Les prix sont faux)').waitFor();
  await expectNoOffence(overview);
}, 120_000);

test('a token is shown once, releases by the command, and no longer after it was revoked', async () => {
  const page = await openConsole('/panier/tokens');
  await page.getByLabel('Nom du nouveau jeton').fill('chaîne de la console');
  await page.getByRole('button', { name: 'Créer un jeton' }).click();
  const secret = (await page.getByRole('status', { name: 'Jeton' }).textContent()) ?? '';
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'J’ai copié le jeton' }).click();
  await page
    .getByRole('row', { name: /^chaîne de la console/ })
    .getByText('Jamais')
    .waitFor();
  expect(await page.content()).not.toContain(secret);

  const status = () => release(shop, ['status', 'panier'], { BOUTIQUE_DEPLOY_TOKEN: secret });
  expect(await status()).toMatchObject({ code: 0, out: expect.stringContaining('1.0.0') });
  await page.reload();
  await hydrated(page);
  expect(await page.content()).not.toContain(secret);
  const row = page.getByRole('row', { name: /^chaîne de la console/ });
  expect(await row.getByText('Jamais').count()).toBe(0);
  await row.getByRole('button', { name: /^Révoquer/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
  await page.getByText('Le jeton chaîne de la console est révoqué.').waitFor();
  expect((await status()).code).not.toBe(0);
  await expectNoOffence(page);
}, 60_000);

test('a preview shows a release in one browser only; the console fits a phone, in English and dark, by keyboard', async () => {
  const next = await shop.variant('utilisateurs', '2.0.0');
  expect(await release(shop, ['publish', next], await deployToken(shop, 'utilisateurs'))).toMatchObject({ code: 0 });
  const phone = await openConsole('/utilisateurs', {
    locale: 'en-GB',
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  });
  await phone.getByRole('heading', { level: 1, name: 'Releases of utilisateurs' }).waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await violationsOf(phone)).toEqual([]);
  const button = phone.getByRole('button', { name: 'Preview: 2.0.0' });
  await button.focus();
  await phone.keyboard.press('Enter');
  const address = await phone.getByLabel('Address of the preview').inputValue();
  expect(address).toContain('signature=');
  await phone.keyboard.press('Escape');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  const browser = await visit('/', { baseURL: shop.url });
  await browser.goto(address);
  await browser.locator('[data-slice="utilisateurs"][data-release="2.0.0"]').first().waitFor();
  expect(await versionServed(`${shop.url}/utilisateurs`, 'utilisateurs')).toBe('1.0.0');
  const forged = await fetch(address.replace('2.0.0', '1.0.0'), { redirect: 'manual' });
  expect(forged.status).toBe(400);
  await expectNoOffence(phone);
}, 60_000);
