import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { newEmail, signInQuietly } from './account.ts';
import { buyAsGuest, PRODUCT } from './purchase.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** A purchase in another language, on a small screen, and without a mouse. */

const fitsScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('in English, from the search to the order', async () => {
  const page = await visit('/', { locale: 'en-GB', colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.getByRole('banner').getByRole('combobox', { name: 'Search for a product' }).fill('mechanical keyboard');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=mechanical/);
  await page
    .getByRole('main')
    .getByRole('heading', { name: /Mechanical keyboard/i })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Reviews by buyers' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('region', { name: 'Added to the cart' }).getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('E-mail address').fill(newEmail());
  await page.getByLabel('Full name').fill('Camille Durand');
  await page.getByLabel('Street address').fill('12 rue des Lilas');
  await page.getByLabel('Postcode').fill('69003');
  await page.getByLabel('Town or city').fill('Lyon');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('radio', { name: /^Express/ }).check();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Order and pay on delivery' }).click();
  await page.getByRole('heading', { name: 'Thank you, your order is in' }).waitFor();
  // no French is left, except names of people and places
  expect(await page.getByRole('main').textContent()).not.toMatch(/livraison|commande|quantité|adresse e-mail/i);
  await expectNoOffence(page);
});

test('a purchase on a 320 px screen: no page is wider, and axe finds no violation in either theme', async () => {
  const page = await visit('/', {
    viewport: { width: 320, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  const town = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochau';
  await buyAsGuest(page, newEmail(), town);
  await page.getByText(town).waitFor();
  expect(await fitsScreen(page)).toBe(true);
  const order = new URL(page.url()).pathname;
  await signInQuietly(page, 'admin');
  const adresse = { nom: 'Camille Durand', rue: '12 rue des Lilas', codePostal: '69003', ville: town, pays: 'FR' };
  expect((await page.request.post('/api/compte/adresses', { data: adresse })).status()).toBe(201);
  for (const path of [
    order.replace(/^\/commande\/confirmation/, '/administration/commandes'),
    '/panier',
    '/commande',
    '/favoris',
    '/connexion',
    '/compte',
    '/compte/commandes',
    '/administration/produits',
    '/administration/produits/nouveau',
    '/administration/commandes',
    '/administration/utilisateurs',
    '/administration/journal',
  ]) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect([path, await fitsScreen(page)]).toEqual([path, true]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([path, colorScheme, await violationsOf(page)]).toEqual([path, colorScheme, []]);
    }
  }
  await expectNoOffence(page);
});

test.each(['light', 'dark'])('an order prints dark on white, whatever the theme: %s', async (theme) => {
  const page = await visit('/', { colorScheme: 'dark' });
  await page.context().addCookies([{ name: 'theme', value: theme, url: inject('url') }]);
  await buyAsGuest(page, newEmail());
  await page.emulateMedia({ media: 'print' });
  const [paper = 0, text = 0] = await page.evaluate(() =>
    [
      getComputedStyle(document.documentElement).backgroundColor,
      getComputedStyle(document.querySelector('h1') as HTMLElement).color,
    ].map((color) => (color.match(/\d+/g) ?? []).reduce((sum, one) => sum + Number(one), 0)),
  );
  expect(paper).toBeGreaterThan(3 * 240);
  expect(text).toBeLessThan(3 * 40);
});

test('the cart’s count is right when the storage of scripts is gone and the cookie stayed', async () => {
  const page = await visit(PRODUCT);
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).waitFor();
  await page.evaluate(() => localStorage.clear());
  await page.goto('/produits');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Panier, 1 article/ })
    .waitFor();
});

/** Presses Tab until the control with this name has the focus, which must be visible on the way. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const words = [
        element.getAttribute('aria-label'),
        ...labels.map((label) => label.textContent),
        element.textContent,
      ];
      // a card shows its link's focus around the whole card
      const ring = outlineStyle !== 'none' || boxShadow !== 'none' || element.matches('article *, label *, input');
      return { words: words.filter(Boolean).join(' '), ring };
    });
    if (!focused) continue;
    seen.push(focused.words.slice(0, 40));
    if (!name.test(focused.words)) continue;
    expect({ name: focused.words, visible: focused.ring }).toEqual({ name: focused.words, visible: true });
    return;
  }
  throw new Error(`${name} cannot be reached by Tab; on the way were: ${seen.join(' | ')}`);
}

test('from the home page to the order, only by keyboard', async () => {
  const page = await visit('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('banner').getByRole('combobox').waitFor();
  await hydrated(page);
  await page.keyboard.press('/');
  await page.keyboard.type('clavier ardoise');
  await page.getByRole('banner').getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${PRODUCT}`);
  await page.getByRole('button', { name: 'Ajouter au panier' }).waitFor();
  await tabTo(page, /^Ajouter au panier/);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Ajouté au panier' }).waitFor();
  await page.goto('/panier');
  await page.getByRole('heading', { name: 'Votre panier' }).waitFor();
  await tabTo(page, /^Commander$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Votre commande' }).waitFor();
  for (const [name, text] of [
    [/^Adresse e-mail/, newEmail()],
    [/^Nom et prénom/, 'Camille Durand'],
    [/^Adresse(?! e-mail)/, '12 rue des Lilas'],
    [/^Code postal/, '69003'],
    [/^Ville/, 'Lyon'],
  ] as const) {
    await tabTo(page, name);
    await page.keyboard.type(text);
  }
  await tabTo(page, /^Continuer$/);
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: /^Express/ }).waitFor();
  await tabTo(page, /Standard/i);
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: /^Express/ }).isChecked()).toBe(true);
  await tabTo(page, /^Continuer$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Commander et payer à la livraison' }).waitFor();
  await tabTo(page, /^Commander et payer/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Merci, votre commande est enregistrée' }).waitFor();
  await expectNoOffence(page);
});

test('a favourite marked on a card stays one after a reload', async () => {
  const page = await visit('/produits?categorie=souris');
  const heart = page.getByRole('button', { name: /, favori$/ }).first();
  const name = (await heart.getAttribute('aria-label'))?.replace(', favori', '') ?? '';
  // the heart is pressed before the API has answered, and leaving the page would end the request
  const saved = page.waitForResponse((response) => response.url().includes('/api/favoris/'));
  await hydrated(page);
  await heart.click();
  await saved;
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true');
  await page.goto('/favoris');
  await page.getByRole('heading', { level: 3, name }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await expectNoOffence(page);
});

test('search engines read a product’s page without running scripts, and find it in the site map', async () => {
  const read = async (path: string) => {
    const response = await fetch(inject('url') + path);
    return { status: response.status, text: await response.text() };
  };
  // on a busy machine, a gateway that has just started leaves its first pages to the browser
  await expect.poll(async () => (await read(PRODUCT)).text, { timeout: 10_000 }).toContain('data-rendered');
  const { text } = await read(PRODUCT);
  expect(text).toMatch(/<title>Clavier mécanique Ardoise 75 – Ma Boutique Répartie<\/title>/);
  expect(text).toMatch(/name="description" content="[^"]{50,}"/);
  expect(text).toContain(`rel="canonical" href="${inject('url')}${PRODUCT}"`);
  const jsonLd = [...text.matchAll(/application\/ld\+json">(.*?)<\/script>/g)].map(([, json = '']) => JSON.parse(json));
  expect(jsonLd.find((data) => data['@type'] === 'Product')).toMatchObject({
    name: 'Clavier mécanique Ardoise 75',
    offers: { price: '129.90', priceCurrency: 'EUR', url: `${inject('url')}${PRODUCT}` },
  });
  expect((await read('/produits?categorie=claviers')).text).toContain('/produits?categorie=claviers');
  const siteMap = await read('/sitemap.xml');
  expect(siteMap.text).toContain(`<loc>${inject('url')}${PRODUCT}</loc>`);
  expect((await read('/robots.txt')).text).toContain('/sitemap.xml');
  expect((await read('/produits/ce-produit-n-existe-pas')).status).toBe(404);

  // a browser drops the data, and makes none on the pages that come next
  const page = await visit(PRODUCT);
  await hydrated(page);
  const data = page.locator('script[type="application/ld+json"]');
  await expect.poll(() => data.count()).toBe(0);
  await page.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link', { name: 'Claviers' }).click();
  await page.getByRole('heading', { level: 1, name: 'Claviers' }).waitFor();
  expect(await data.count()).toBe(0);
  await expect.poll(() => page.title()).toBe('Claviers – Ma Boutique Répartie');
  expect(
    await page.locator('link[rel="canonical"]').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual([`${inject('url')}/produits?categorie=claviers`]);
  await expectNoOffence(page);
});
