import { ListProduitsQuery } from '@boutique/contracts/produits';
import { expect, test } from 'vitest';
import { catalogueHref, priceFilterOf, readCursor, readFilters } from './catalogue-filters.ts';

test('filters stay the same through the address and back', () => {
  const filters = { q: 'clavier & souris', categorie: 'claviers', prixMin: 5000, prixMax: 9999, enStock: true };
  const href = catalogueHref({ ...filters, tri: '-prix' });
  expect(href).toBe(
    '/produits?categorie=claviers&enStock=true&prixMax=9999&prixMin=5000&q=clavier+%26+souris&tri=-prix',
  );
  expect(readFilters(new URL(href, 'http://localhost').searchParams)).toEqual({ ...filters, tri: '-prix' });
});

test('without filters the address has no query', () => {
  expect(catalogueHref({ q: '', tri: undefined })).toBe('/produits');
});

test.each([
  ['prixMin=abc&prixMax=-1&enStock=oui&tri=hasard&q=', ''],
  ['prixMin=9000&prixMax=100', 'prixMax=100'],
  ['prixMax=100000001&prixMin=99999999', 'prixMin=99999999'],
  ['prixMin=100000000', 'prixMin=100000000'],
  ['categorie=Les+Souris&q=usb', 'q=usb'],
  ['categorie=inconnue', 'categorie=inconnue'],
  [`q=${'x'.repeat(101)}`, ''],
  [`q=+${'x'.repeat(100)}+`, `q=+${'x'.repeat(100)}+`],
  [`apres=${'x'.repeat(501)}`, ''],
  ['apres=x', 'apres=x'],
])('of the address ?%s counts what the API takes: ?%s', (search, expected) => {
  const params = new URLSearchParams(search);
  const href = catalogueHref(readFilters(params), readCursor(params));
  expect(href.replace(/^\/produits\??/, '')).toBe(expected);
  const { success } = ListProduitsQuery.safeParse(Object.fromEntries(new URLSearchParams(expected)));
  expect(success).toBe(true);
});

test('a price band [min, max) becomes bounds that are both included', () => {
  expect(priceFilterOf({ min: 0, max: 5000 })).toEqual({ prixMin: undefined, prixMax: 4999 });
  expect(priceFilterOf({ min: 100_000, max: null })).toEqual({ prixMin: 100_000, prixMax: undefined });
});
