import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, signIn, signInQuietly } from './account.ts';
import { buyAsGuest, fillAdresse, next, PRODUCT } from './purchase.ts';
import { hydrated, visit } from './visit.ts';

/** Takes the README's pictures. SCREENSHOT_FOLDER keeps them; without it the test only checks them. */

interface Picture {
  name: string;
  path: string;
  /** Steps before the picture, which may lead to another address. */
  before?: (page: Page) => Promise<unknown>;
  options?: BrowserContextOptions;
}

const phone = { viewport: { width: 360, height: 740 } };

const pictures: Picture[] = [
  { name: 'accueil', path: '/' },
  { name: 'catalogue', path: '/produits?categorie=claviers' },
  { name: 'produit', path: PRODUCT },
  { name: 'panier', path: '/', before: (page) => fillCart(page).then(() => page.goto('/panier')) },
  {
    name: 'commande',
    path: '/',
    before: async (page) => {
      await fillCart(page);
      await page.goto('/commande');
      await hydrated(page);
      await fillAdresse(page, newEmail());
      await next(page);
      await next(page);
      await page.getByRole('button', { name: 'Commander et payer à la livraison' }).waitFor();
    },
  },
  { name: 'commande-passee', path: '/', before: (page) => buyAsGuest(page, newEmail()) },
  { name: 'compte', path: '/', before: (page) => signIn(page, 'user') },
  {
    name: 'administration',
    path: '/',
    before: (page) => signInQuietly(page, 'admin').then(() => page.goto('/administration/produits')),
  },
  { name: 'sombre', path: PRODUCT, options: { colorScheme: 'dark' } },
  { name: 'telephone', path: '/produits?categorie=audio', options: phone },
];

/** Puts three products into the cart. */
async function fillCart(page: Page): Promise<void> {
  for (const q of ['clavier-mecanique-ardoise-75', 'souris-verticale-phare', 'clavier-mecanique-plume-60']) {
    const produit = (await (await page.request.get(`/api/produits/${q}`)).json()) as { id: string };
    await page.request.post('/api/panier/lignes', { data: { produitId: produit.id, quantite: 1 } });
  }
  await page.evaluate(() => localStorage.setItem('panier.articles', '3'));
}

test.each(pictures)('$name', async ({ name, path: url, before, options }) => {
  const kept = process.env.SCREENSHOT_FOLDER;
  // relative to the folder in which npm was called
  const folder = kept
    ? path.resolve(process.env.INIT_CWD ?? '', kept)
    : await mkdtemp(path.join(tmpdir(), 'screenshots-'));
  if (!kept) onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(folder, { recursive: true });
  const page = await visit(url, { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1, ...options });
  await before?.(page);
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete && image.naturalWidth > 0),
  );
  const file = path.join(folder, `${name}.jpg`);
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
  // the picture of an empty page has a tenth of this size
  expect((await stat(file)).size).toBeGreaterThan(20_000);
});
