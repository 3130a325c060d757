import { expect, inject, test } from 'vitest';
import { signInQuietly } from './account.ts';
import { throughProxy } from './proxy.ts';
import { PRODUCT } from './purchase.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** One address per language: by the address, the browser's languages or the shopper's choice. And addresses that stay. */

const SLUG = PRODUCT.replace('/produits/', '');

/** As a crawler asks: without cookies, and without a language. */
async function read(path: string) {
  const response = await fetch(inject('url') + path, { redirect: 'manual', headers: { 'accept-language': '' } });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

test('an English browser sees the shop in English, and downloads no French text', async () => {
  const page = await visit('/', { locale: 'en-GB' });
  expect(new URL(page.url()).pathname).toBe('/en');
  const texts: string[] = [];
  page.on('request', (request) => /\/(?:fr|en)-[\w-]+\.js$/.test(request.url()) && texts.push(request.url()));
  await page.goto('/produits', { waitUntil: 'networkidle' });
  expect(new URL(page.url()).pathname).toBe('/en/produits');
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('banner').getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await page.getByRole('combobox', { name: 'Sort by' }).waitFor();
  await page.getByRole('contentinfo').getByText('a demonstration shop').waitFor();
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((url) => /\/fr-/.test(url))).toEqual([]);
  // the page had preloaded each of them
  const html = await (await page.request.get('/en/produits')).text();
  expect(texts.map((url) => new URL(url).pathname).filter((path) => !html.includes(path))).toEqual([]);
  await expectNoOffence(page);
});

test('the language is chosen in the footer, and stays', async () => {
  const page = await visit(`${PRODUCT}#avis`);
  await page.getByRole('heading', { name: 'Caractéristiques' }).waitFor();
  await hydrated(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Specifications' }).waitFor();
  await page.getByRole('heading', { level: 1, name: /Mechanical keyboard/i }).waitFor();
  expect(page.url()).toBe(`${inject('url')}/en${PRODUCT}#avis`);
  await hydrated(page);
  await page.getByRole('banner').getByRole('link', { name: 'Catalogue' }).click();
  await page.waitForURL('**/en/produits');
  await page.goto('/nulle-part');
  await page.getByRole('heading', { level: 1, name: 'This page does not exist' }).waitFor();
  expect(await page.title()).toBe('Page not found – Ma Boutique Répartie');
  await hydrated(page);
  await page.getByRole('button', { name: 'Français' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/nulle-part');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
});

test('a choice without scripts leads on, and forms and links stay in its language', async () => {
  const page = await visit(`${PRODUCT}?apres=`, { javaScriptEnabled: false });
  await page.getByRole('button', { name: 'English' }).click();
  await page.waitForURL(`**/en${PRODUCT}?apres=`);
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL('**/en/panier');
  await page.getByRole('heading', { level: 1, name: 'Cart' }).waitFor();
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('keyboard');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/en\/produits\?.*q=keyboard/);
});

test('without cookies, an English browser can have the shop in French', async () => {
  const proxy = await throughProxy(({ headers: { 'set-cookie': _, ...headers }, ...answer }) => ({
    ...answer,
    headers,
  }));
  const page = await visit('about:blank', { ...proxy, locale: 'en-GB', javaScriptEnabled: false });
  await page.goto('/produits');
  expect(new URL(page.url()).pathname).toBe('/en/produits');
  await page.getByRole('contentinfo').getByRole('button', { name: 'Français' }).click();
  await page.getByRole('combobox', { name: 'Trier par' }).waitFor();
  await page.getByRole('main').getByRole('article').first().getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Caractéristiques' }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/produits\//);
});

test('crawlers find each public page under one address per language, which name each other', async () => {
  const url = inject('url');
  const siteMap = (await read('/sitemap.xml')).text;
  for (const path of ['/', '/produits', '/produits?categorie=claviers', PRODUCT, '/utilisateurs', '/systeme']) {
    const english = `/en${path}`.replace(/\/$/, '');
    const link = (rel: string, hreflang: string, target: string) =>
      `<link rel="${rel}"${hreflang && ` hrefLang="${hreflang}"`} href="${url}${target}"/>`;
    for (const [own, langue] of [
      [path, 'fr'],
      [english, 'en'],
    ] as const) {
      // on a busy machine, a gateway that has just started leaves its first pages to the browser
      await expect.poll(async () => (await read(own)).text, { timeout: 10_000 }).toContain('data-rendered');
      const { status, text } = await read(own);
      expect([status, /<html lang="(\w+)"/.exec(text)?.[1]]).toEqual([200, langue]);
      for (const element of [
        link('canonical', '', own),
        link('alternate', 'fr', path),
        link('alternate', 'en', english),
        link('alternate', 'x-default', path),
      ]) {
        expect(text.toLowerCase(), own).toContain(element.toLowerCase());
      }
      if (path === '/utilisateurs' || path === '/systeme') continue;
      expect(siteMap).toContain(`<loc>${url}${own}</loc>`);
    }
  }
});

test.each([
  ['/nulle-part', 404],
  ['/produits/ce-produit-n-existe-pas', 404],
  ['/produits/ce-produit-n-existe-pas/', 404],
  ['/PRODUITS/ce-produit-n-existe-pas', 404],
  ['/produits/Ce%20Produit', 404],
  ['/produits/%C3%A9t%C3%A9', 404],
  [`/produits/${'a'.repeat(200)}`, 404],
  ['/produits/a/b', 404],
  ['/utilisateurs/pas-un-id', 404],
  ['/utilisateurs/01890000-0000-7000-8000-000000000000', 404],
  ['/en/en', 404],
  [`${PRODUCT}?apres=pas-un-curseur`, 200],
])('%s has the status %i in both languages', async (path, status) => {
  expect((await read(path)).status).toBe(status);
  expect((await read(`/en${path}`)).status).toBe(status);
});

test.each([
  ['prixMin=abc&prixMax=-3&enStock=oui&tri=hasard&pages=x', 'Toutes les catégories'],
  ['categorie=Les%20Claviers&apres=pas-un-curseur', 'Revenir au début'],
  ['prixMin=5000&prixMax=100', 'Clavier'],
  [`q=${'x'.repeat(300)}`, 'Clavier'],
  ['categorie=inconnue', 'Aucun produit'],
])('the catalogue with the address ?%s shows no outage', async (search, shown) => {
  for (const javaScriptEnabled of [false, true]) {
    const page = await visit(`/produits?${search}`, { javaScriptEnabled });
    if (javaScriptEnabled) await hydrated(page);
    await page.getByRole('main').getByText(shown).first().waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/ne répond|indisponible|échoué/);
    await expectNoOffence(page);
  }
});

test('a renamed product’s old address leads to the new one for good, in both languages', async () => {
  const slug = 'clavier-ardoise-renomme';
  const staff = await visit('/');
  await signInQuietly(staff, 'admin');
  const rename = async (to: string) => {
    await staff.goto(`/administration/produits/${SLUG}`);
    await hydrated(staff);
    await staff.getByLabel('Adresse de la page').fill(to);
    await staff.getByRole('button', { name: 'Enregistrer' }).click();
    await staff.getByText('Enregistré.').waitFor();
  };
  await rename(slug);
  try {
    for (const prefix of ['', '/en']) {
      expect(await read(`${prefix}${PRODUCT}?a=1`)).toMatchObject({
        status: 301,
        location: `${prefix}/produits/${slug}?a=1`,
      });
      expect((await read(`${prefix}/produits/${slug}`)).status).toBe(200);
    }

    // another product cannot have it
    await staff.goto('/administration/produits/clavier-mecanique-plume-60');
    await hydrated(staff);
    await staff.getByLabel('Adresse de la page').fill(SLUG);
    await staff.getByRole('button', { name: 'Enregistrer' }).click();
    await staff.getByText('Un autre produit a cette adresse, ou l’a eue.').waitFor();

    const shopper = await visit(PRODUCT);
    await shopper.getByRole('heading', { level: 1, name: 'Clavier mécanique Ardoise 75' }).waitFor();
    expect(new URL(shopper.url()).pathname).toBe(`/produits/${slug}`);
    await expectNoOffence(shopper);
  } finally {
    // other journeys buy it
    await rename(SLUG);
  }
});
