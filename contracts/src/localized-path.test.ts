import { expect, test } from 'vitest';
import { localizedPath, splitLangue } from './localized-path.ts';

test.each([
  ['/', '/en'],
  ['/?x=1', '/en?x=1'],
  ['/#a', '/en#a'],
  ['/produits', '/en/produits'],
  ['/produits?q=/en/#avis', '/en/produits?q=/en/#avis'],
  ['/endives', '/en/endives'],
  ['/en', '/en/en'],
  ['//elsewhere.example', '/en//elsewhere.example'],
])('%s is %s in English, and comes back from it', (path, english) => {
  expect(localizedPath('fr', path)).toBe(path);
  expect(localizedPath('en', path)).toBe(english);
  expect(splitLangue(english)).toEqual({ langue: 'en', path });
});

test.each(['/', '/endives', '/EN/produits', '/english', '/en-GB/produits', ''])('%s is a French address', (path) => {
  expect(splitLangue(path)).toEqual({ langue: 'fr', path });
});

test('the English home page has a second spelling, with a slash', () => {
  expect(splitLangue('/en/')).toEqual({ langue: 'en', path: '/' });
});
