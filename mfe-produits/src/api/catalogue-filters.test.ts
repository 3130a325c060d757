import { expect, test } from 'vitest';
import { catalogueHref, priceFilterOf, readFilters } from './catalogue-filters.ts';

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

test('values that the API would refuse are ignored', () => {
  const filters = readFilters(new URLSearchParams('prixMin=abc&prixMax=-1&enStock=oui&tri=hasard&q='));
  expect(Object.values(filters).every((value) => value === undefined)).toBe(true);
});

test('a price band [min, max) becomes bounds that are both included', () => {
  expect(priceFilterOf({ min: 0, max: 5000 })).toEqual({ prixMin: undefined, prixMax: 4999 });
  expect(priceFilterOf({ min: 100_000, max: null })).toEqual({ prixMin: 100_000, prixMax: undefined });
});
