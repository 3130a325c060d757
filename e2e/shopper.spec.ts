import { expect, inject, test } from 'vitest';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** A shopper's ways through the shop. */

const total = async () => Number((await fetch(`${inject('url')}/api/produits?limite=1`)).headers.get('x-total-count'));

test('from the home page over a search with typos to a product, and back', async () => {
  const page = await visit('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Voir le catalogue' }).click();
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  await page
    .getByText(`${await total()} produits`, { exact: true })
    .first()
    .waitFor();

  const search = page.getByRole('banner').getByRole('searchbox');
  await search.fill('clavié mécanik');
  await page.waitForURL(/q=clavi/);
  const names = page.getByRole('main').getByRole('article').getByRole('heading');
  await expect.poll(async () => (await names.allTextContents()).filter((name) => !/clavier/i.test(name))).toEqual([]);

  await names.filter({ hasText: 'Clavier mécanique' }).first().click();
  await page.getByRole('heading', { level: 1, name: /Clavier mécanique/ }).waitFor();
  expect(await page.title()).toMatch(/^Clavier mécanique .* – Ma Boutique Répartie$/);
  await page.getByRole('heading', { name: 'Caractéristiques' }).waitFor();
  await page.getByRole('button', { name: 'Ajouter au panier' }).waitFor();

  await page.goBack();
  await expect.poll(() => search.inputValue()).toBe('clavié mécanik');
  await expectNoOffence(page);
});

test('a search from the header leads to the catalogue, where the same field refines it', async () => {
  const page = await visit('/');
  const banner = page.getByRole('banner');
  await banner.getByRole('combobox').fill('souris');
  await page.keyboard.press('Enter');
  await page.waitForURL('/produits?q=souris');
  await expect.poll(() => page.getByRole('searchbox').all()).toHaveLength(1);
  const field = banner.getByRole('searchbox');
  expect(await field.inputValue()).toBe('souris');

  const entries = await page.evaluate(() => history.length);
  await page.evaluate(() => scrollTo(0, 600));
  await field.press('End');
  await field.pressSequentially(' bluetooth');
  await page.waitForURL('/produits?q=souris+bluetooth');
  await expect.poll(() => page.evaluate(() => [history.length, scrollY])).toEqual([entries, 0]);
  await expectNoOffence(page);
});

test('filters and sorting are in the address, so a shared link shows the same', async () => {
  const page = await visit('/produits');
  await page
    .getByRole('link', { name: /^Claviers/ })
    .or(page.getByRole('radio', { name: /^Claviers/ }))
    .or(page.getByRole('button', { name: /^Claviers/ }))
    .first()
    .click();
  await page.waitForURL(/categorie=claviers/);
  await page.getByRole('heading', { level: 1, name: 'Claviers' }).waitFor();
  await page.getByLabel('Trier par').selectOption({ label: 'Prix croissant' });
  await page.waitForURL(/tri=prix/);
  const shown = page.getByRole('main').getByRole('article').getByRole('heading');
  const expected = (await (await fetch(`${inject('url')}/api/produits?categorie=claviers&tri=prix`)).json()) as {
    nom: string;
  }[];
  await expect.poll(() => shown.allTextContents()).toEqual(expected.map(({ nom }) => nom));

  const other = await visit(new URL(page.url()).pathname + new URL(page.url()).search);
  await expect
    .poll(() => other.getByRole('main').getByRole('article').getByRole('heading').allTextContents())
    .toEqual(expected.map(({ nom }) => nom));
  await expectNoOffence(page);
  await expectNoOffence(other);
});

test('more products load, and going back from one returns to the same place', async () => {
  const page = await visit('/produits?tri=nom');
  const cards = page.getByRole('main').getByRole('article');
  await expect.poll(() => cards.count()).toBe(24);
  await page.getByRole('link', { name: 'Afficher plus de produits' }).click();
  await expect.poll(() => cards.count()).toBe(48);
  const card = cards.nth(40);
  await card.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(1000);
  const name = await card.getByRole('heading').textContent();
  await card.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect.poll(() => cards.count()).toBe(48);
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(80);
  // the address alone restores the number of products and the place among them
  await page.reload();
  await expect.poll(() => cards.count()).toBe(48);
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(80);
  await expectNoOffence(page);
});

test('the search in the header works by keyboard, from a page of another slice', async () => {
  const page = await visit('/utilisateurs');
  await page.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
  const field = page.getByRole('banner').getByRole('combobox');
  await hydrated(page);
  await page.keyboard.press('/');
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('souris');
  const options = page.getByRole('banner').getByRole('option');
  await options.first().waitFor();
  await page.keyboard.press('ArrowDown');
  const chosen = await page.getByRole('banner').getByRole('option', { selected: true }).textContent();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/produits\/[a-z0-9-]+$/);
  const title = page.getByRole('main').getByRole('heading', { level: 1 });
  await expect.poll(async () => chosen?.includes((await title.textContent()) ?? '?')).toBe(true);
  // the focus moves to the new page
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('contenu');
  await expectNoOffence(page);
});

test('a newly loaded page begins at its top, however far the page before was scrolled', async () => {
  const page = await visit('/produits');
  await page.getByRole('main').getByRole('article').first().waitFor();
  await page.evaluate(() => scrollTo(0, 700));
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(700);
  await page.goto('/produits?categorie=claviers');
  await page.getByRole('main').getByRole('article').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expectNoOffence(page);
});

test('a profile of the directory', async () => {
  const page = await visit('/utilisateurs');
  await page.getByRole('link', { name: /Admin/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Admin' }).waitFor();
  await expectNoOffence(page);
});

test('on a phone no page is wider than the screen, and filters are in a sheet', async () => {
  const page = await visit('/produits', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.getByRole('button', { name: /^Filtrer/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  for (const path of [
    '/',
    '/produits',
    '/produits/clavier-mecanique-ardoise-75',
    '/utilisateurs',
    '/systeme',
    '/nulle-part',
  ]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { wide, screen } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }));
    expect({ path, fits: wide <= screen }).toEqual({ path, fits: true });
  }
});

test('unknown addresses show a not-found page, with the right status', async () => {
  const status = async (path: string) => (await fetch(inject('url') + path)).status;
  expect(await status('/nulle-part')).toBe(404);
  expect(await status('/produits')).toBe(200);
  const page = await visit('/nulle-part');
  await page.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
  await page.goto('/produits/ce-produit-n-existe-pas');
  await page.getByRole('heading', { level: 1, name: /n’existe pas/ }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Voir le catalogue' }).click();
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
});
