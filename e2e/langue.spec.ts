import { expect, test } from 'vitest';
import { expectNoOffence, visit } from './visit.ts';

/** The shop in English, by the browser's languages or by the shopper's choice. */

test('an English browser sees the shop in English, and downloads no French text', async () => {
  const page = await visit('/', { locale: 'en-GB' });
  const texts: string[] = [];
  page.on('request', (request) => /\/(?:fr|en)-[\w-]+\.js$/.test(request.url()) && texts.push(request.url()));
  await page.goto('/produits', { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('banner').getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await page.getByRole('combobox', { name: 'Sort by' }).waitFor();
  await page.getByRole('contentinfo').getByText('a demonstration shop').waitFor();
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((url) => /\/fr-/.test(url))).toEqual([]);
  // the page had preloaded each of them
  const html = await (await page.request.get('/produits', { headers: { 'accept-language': 'en' } })).text();
  expect(texts.map((url) => new URL(url).pathname).filter((path) => !html.includes(path))).toEqual([]);
  await expectNoOffence(page);
});

test('the language is chosen in the footer, and stays', async () => {
  const page = await visit('/produits/clavier-mecanique-ardoise-75');
  await page.getByRole('heading', { name: 'Caractéristiques' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Specifications' }).waitFor();
  await page.getByRole('heading', { level: 1, name: /Mechanical keyboard/i }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/produits/clavier-mecanique-ardoise-75');
  await page.goto('/nulle-part');
  await page.getByRole('heading', { level: 1, name: 'This page does not exist' }).waitFor();
  expect(await page.title()).toBe('Page not found – Ma Boutique Répartie');
  await page.getByRole('button', { name: 'Français' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
});
