import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { newEmail } from './account.ts';
import { fillAdresse, PRODUCT } from './purchase.ts';
import { accounts } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** The shop before its scripts have loaded, without scripts, and without those of one slice: links and plain forms. */

const SUBMIT = 'Commander et payer à la livraison';
const without = { javaScriptEnabled: false } as const;
const main = (page: Page) => page.getByRole('main');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Presses a button of the page, and waits for the next page. */
async function press(page: Page, name: string, path: string | RegExp): Promise<void> {
  await main(page).getByRole('button', { name, exact: true }).click();
  await page.waitForURL(({ pathname }) => (typeof path === 'string' ? pathname === path : path.test(pathname)));
}

/** Fills in the checkout at once, and orders. @returns the order's number */
async function order(page: Page, email: string): Promise<string> {
  await fillAdresse(page, email);
  await press(page, SUBMIT, /^\/commande\/confirmation\/[\w-]{36}$/);
  await heading(page, 'Merci, votre commande est enregistrée');
  return /MBR-[0-9A-Z]{6}/.exec((await main(page).textContent()) ?? '')?.[0] ?? '';
}

test('a guest searches, buys, and sees the order', async () => {
  const page = await visit('/', without);
  const search = page.getByRole('banner').getByRole('combobox', { name: 'Rechercher un produit' });
  await search.fill('clavier ardoise');
  await search.press('Enter');
  await page.waitForURL(/\/produits\?(?:.*&)?q=clavier\+ardoise/);
  await main(page).getByRole('link', { name: 'Clavier mécanique Ardoise 75' }).first().click();
  await heading(page, 'Clavier mécanique Ardoise 75');
  expect(pathOf(page)).toBe(PRODUCT);

  await press(page, 'Ajouter au panier', '/panier');
  await heading(page, 'Votre panier');
  const quantity = main(page).getByRole('spinbutton', { name: /Ardoise 75/ });
  await quantity.fill('2');
  await main(page).getByRole('button', { name: 'Mettre à jour' }).click();
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^Panier, 2 articles/ })
    .waitFor();
  expect(await quantity.inputValue()).toBe('2');

  await main(page).getByRole('link', { name: 'Commander' }).click();
  await heading(page, 'Votre commande');
  await main(page)
    .getByRole('radio', { name: /^Express/ })
    .check();
  const promised = await main(page)
    .getByText(/vous réglez/)
    .filter({ visible: true })
    .first()
    .textContent();
  expect(await order(page, newEmail())).toMatch(/^MBR-/);
  const [, total = 'no total'] = /réglez (.+€)/.exec(promised ?? '') ?? [];
  expect(await main(page).textContent()).toContain(total);
  await page.reload();
  await heading(page, 'Merci, votre commande est enregistrée');
  await page.getByRole('banner').getByRole('link', { name: 'Panier vide' }).waitFor();
  await expectNoOffence(page);
});

test('axe finds no violation in forms before their scripts have loaded, nor after a refusal', async () => {
  const page = await visit('/systeme', { reducedMotion: 'reduce' });
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(PRODUCT);
  await press(page, 'Ajouter au panier', '/panier');
  expect(await violationsOf(page)).toEqual([]);
  await page.goto('/commande');
  await fillAdresse(page, 'camille@exemple.fr');
  await page.getByLabel('Code postal').fill('1');
  await main(page).getByRole('button', { name: SUBMIT }).click();
  await main(page).getByText('Un code postal français a 5 chiffres').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('the catalogue is filtered, sorted and paged by links and forms', async () => {
  const page = await visit('/', without);
  await page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByRole('link', { name: 'Catalogue' })
    .click();
  await heading(page, 'Catalogue');
  const count = () =>
    main(page)
      .getByText(/^\d+ produits?$/)
      .first()
      .textContent();
  const all = await count();
  await main(page)
    .getByRole('link', { name: /Claviers/ })
    .first()
    .click();
  await page.waitForURL(/categorie=claviers/);
  expect(await count()).not.toBe(all);
  await main(page)
    .getByRole('checkbox', { name: /En stock/ })
    .check();
  await main(page).getByRole('button', { name: 'Appliquer' }).click();
  await page.waitForURL(/enStock=true/);
  await main(page).getByRole('combobox', { name: /Trier/ }).selectOption('prix');
  await main(page).getByRole('button', { name: 'Trier', exact: true }).click();
  await page.waitForURL(/tri=prix/);
  expect(page.url()).toMatch(/categorie=claviers.*enStock=true/);
  await page.goto('/produits?tri=nom');
  const names = () => main(page).getByRole('article').getByRole('heading').allTextContents();
  const before = await names();
  await main(page).getByRole('link', { name: 'Afficher plus de produits' }).click();
  await main(page)
    .getByRole('link', { name: /^Revenir/ })
    .waitFor();
  expect((await names()).filter((name) => before.includes(name))).toEqual([]);
  await expectNoOffence(page);
});

test('a wrong address is said at its field, and everything typed stays', async () => {
  const page = await visit(PRODUCT, without);
  await press(page, 'Ajouter au panier', '/panier');
  await page.goto('/commande');
  await fillAdresse(page, 'camille@exemple.fr');
  await page.getByLabel('Code postal').fill('1');
  await main(page)
    .getByRole('radio', { name: /^Express/ })
    .check();
  await main(page).getByRole('button', { name: SUBMIT }).click();
  await main(page).getByText('Un code postal français a 5 chiffres').waitFor();
  expect(await page.getByLabel('Ville').inputValue()).toBe('Lyon');
  expect(await page.getByLabel('Adresse e-mail').inputValue()).toBe('camille@exemple.fr');
  expect(
    await main(page)
      .getByRole('radio', { name: /^Express/ })
      .isChecked(),
  ).toBe(true);
  await page.getByLabel('Code postal').fill('69003');
  await press(page, SUBMIT, /^\/commande\/confirmation\//);
});

test('a new account signs up, out, and in again; a wrong password keeps the e-mail address', async () => {
  const page = await visit('/panier', without);
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).click();
  await main(page).getByRole('link', { name: 'Créer un compte' }).click();
  await heading(page, 'Créer un compte');
  const email = newEmail();
  const motDePasse = 'une phrase à retenir sans script';
  await page.getByLabel('Nom').fill('Camille Durand');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('motdepasse');
  await main(page).getByRole('button', { name: 'Créer mon compte' }).click();
  await main(page).getByText('Ce mot de passe est trop facile à deviner').waitFor();
  expect(await page.getByLabel('Nom').inputValue()).toBe('Camille Durand');
  expect(await page.getByLabel('Mot de passe', { exact: true }).inputValue()).toBe('');
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  // the way back to the page where it began has survived the refusal
  await press(page, 'Créer mon compte', '/panier');

  await page.getByRole('banner').getByRole('link', { name: 'Compte de Camille Durand' }).click();
  await heading(page, 'Mon compte');
  await press(page, 'Se déconnecter', '/');
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).click();

  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('pas celui-là');
  await main(page).getByRole('button', { name: 'Se connecter' }).click();
  await main(page).getByText('L’adresse e-mail ou le mot de passe est incorrect.').waitFor();
  expect(await page.getByLabel('Adresse e-mail').inputValue()).toBe(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await press(page, 'Se connecter', '/');
  await page.getByRole('banner').getByRole('link', { name: 'Compte de Camille Durand' }).waitFor();
});

test('favourites, language and theme', async () => {
  const page = await visit(PRODUCT, without);
  await main(page).getByRole('button', { name: 'Clavier mécanique Ardoise 75, favori' }).first().click();
  await main(page)
    .getByRole('button', { name: 'Clavier mécanique Ardoise 75, favori', pressed: true })
    .first()
    .waitFor();
  expect(pathOf(page)).toBe(PRODUCT);
  await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click();
  await main(page).getByRole('button', { name: 'Add to cart', exact: true }).waitFor();
  expect(pathOf(page)).toBe(`/en${PRODUCT}`);
  await page.getByRole('contentinfo').getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Apply' }).click();
  await page.locator('html[data-theme=dark]').waitFor();
  await expectNoOffence(page);
});

test('with scripts, the page after a refused post is hydrated, has its own address, and can be reloaded', async () => {
  const page = await visit('/connexion?retour=/favoris');
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await page.getByLabel('Adresse e-mail').fill(accounts.user.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('pas celui-là');
  await page.unroute('**/assets/*.js');
  const errors: string[] = [];
  page.on('console', (message) => message.text().includes('[boutique]') && errors.push(message.text()));
  await main(page).getByRole('button', { name: 'Se connecter' }).click();
  await main(page).getByText('L’adresse e-mail ou le mot de passe est incorrect.').waitFor();
  await page.waitForURL('/connexion?retour=/favoris');
  // hydrated: this button needs scripts
  await main(page).getByRole('button', { name: 'Afficher le mot de passe' }).click();
  await main(page).getByRole('button', { name: 'Masquer le mot de passe' }).waitFor();
  await page.getByLabel('Mot de passe', { exact: true }).fill(accounts.user.motDePasse);
  await press(page, 'Se connecter', '/favoris');
  await page.goBack();
  expect(errors).toEqual([]);
});

test('with the scripts of one slice blocked, a guest buys', async () => {
  const page = await visit('/connexion');
  await page.route('**/remotes/panier/**/*.js', (route) => route.abort());
  await page.goto(PRODUCT, { waitUntil: 'networkidle' });
  await press(page, 'Ajouter au panier', '/panier');
  await main(page).getByText('Clavier mécanique Ardoise 75').first().waitFor();
  await main(page).getByRole('link', { name: 'Commander' }).click();
  await heading(page, 'Votre commande');
  expect(await order(page, newEmail())).toMatch(/^MBR-/);
});

test('with the scripts of one slice blocked, also on a page that the router shows', async () => {
  const page = await visit('/connexion');
  await page.route('**/remotes/panier/**/*.js', (route) => route.abort());
  await page.goto('/produits?q=ardoise', { waitUntil: 'networkidle' });
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByRole('contentinfo').getByRole('link', { name: 'Utilisateurs' }).click();
  await heading(page, 'Utilisateurs');
  await page.goBack();
  await main(page).getByRole('link', { name: 'Clavier mécanique Ardoise 75' }).first().click();
  await heading(page, 'Clavier mécanique Ardoise 75');
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await press(page, 'Ajouter au panier', '/panier');
  await main(page).getByText('Clavier mécanique Ardoise 75').first().waitFor();
});

test('on a slow phone, a product that is added before the page is hydrated is in the cart', async () => {
  const page = await visit('/connexion', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.clearBrowserCache');
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 400_000 / 8,
    uploadThroughput: 400_000 / 8,
  });
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await page.goto('/produits', { waitUntil: 'commit' });
  const button = main(page)
    .getByRole('button', { name: /^Ajouter .+ au panier$/ })
    .first();
  const [, name = ''] = /^Ajouter (.+) au panier$/.exec((await button.getAttribute('aria-label')) ?? '') ?? [];
  await button.tap();
  expect((await posted).url()).toContain(`${inject('url')}/formulaires/addLignePanier`);
  await page.waitForURL('**/panier');
  await main(page).getByRole('heading', { name }).waitFor();
});
