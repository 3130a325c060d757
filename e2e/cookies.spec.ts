import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fillSignIn } from './account.ts';
import { throughProxy } from './proxy.ts';
import { PRODUCT } from './purchase.ts';
import { accounts } from './shop.ts';
import { hydrated, visit } from './visit.ts';

/** A visitor whose cookies never come back is told so, where a cookie is needed. */

const main = (page: Page) => page.getByRole('main');
const SENTENCE = /votre navigateur refuse les cookies/i;
const refused = (page: Page) => main(page).getByRole('alert').filter({ hasText: SENTENCE }).waitFor();

const withoutCookies = () =>
  throughProxy(({ headers: { 'set-cookie': _, ...headers }, ...answer }) => ({ ...answer, headers }));

test.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
])('%s: cart, favourites and sign-in need cookies, and say so', async (_, options: BrowserContextOptions) => {
  const page = await visit('about:blank', { ...(await withoutCookies()), ...options });
  const open = async (path: string) => {
    await page.goto(path);
    if (options.javaScriptEnabled ?? true) await hydrated(page);
  };
  await open(PRODUCT);
  await main(page).getByRole('button', { name: 'Ajouter au panier' }).click();
  await refused(page);
  await page.getByRole('banner').locator('[aria-label="Panier vide"]').waitFor();
  await open(PRODUCT);
  await main(page).getByRole('button', { name: 'Clavier mécanique Ardoise 75, favori' }).first().click();
  await refused(page);
  await open('/connexion');
  await fillSignIn(page, accounts.user);
  await main(page).getByText(SENTENCE).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/connexion|formulaires/);
});

test('a choice of the theme that cannot be kept is answered by a sentence', async () => {
  const page = await visit('about:blank', { ...(await withoutCookies()), javaScriptEnabled: false });
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('combobox').selectOption('dark');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Appliquer' }).click();
  await page.getByText('Your browser refuses cookies').waitFor();
});
