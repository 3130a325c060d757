import { normalized } from '@boutique/contract-testing/normalized';
import { otherSpellings, searches } from '@boutique/contract-testing/searches';
import { expect, test } from 'vitest';
import { createCatalogue } from './catalogue.ts';
import { searchProduits } from './search.ts';
import { normalize } from './words.ts';

test.for(normalized)('normalizes like the database: %s', ([text, indexed, asked]) => {
  expect(normalize(text, true).join(' ')).toBe(indexed);
  expect(normalize(text, false).join(' ')).toBe(asked);
});

/** The kinds of searches that the mocks find like the API, without its stems and all of its synonyms. */
const PLAIN = ['a unit glued to its number, or not', 'words joined, hyphenated or apart'];

test('finds what the API finds in plain searches of the evaluation set', () => {
  const { onSale, synonymes } = createCatalogue();
  const absent: readonly string[] = otherSpellings.map(({ slug }) => slug);
  const plain = searches.filter(({ kind }) => PLAIN.includes(kind));
  const misses = plain.filter(({ langue, q, finds, not }) => {
    const found = new Set(searchProduits(q, onSale(langue), synonymes).map(({ produit }) => produit.slug));
    return finds.some((slug) => !absent.includes(slug) && !found.has(slug)) || not.some((slug) => found.has(slug));
  });
  expect(plain.length).toBeGreaterThan(70);
  // a spelling of a unit that the mocks do not have
  expect(misses.map(({ q }) => q)).toEqual(['disque 5 tera']);
});
