import { expect, it } from 'vitest';
import { centimesOf, priceText } from './price-text.ts';

it.each<[string, number | null]>([
  ['49,90', 4990],
  ['49.9', 4990],
  ['49', 4900],
  ['1 299,00 €', 129_900],
  ['0,29', 29],
  ['1.115', null],
  ['-1', null],
  ['1e3', null],
  ['', null],
])('reads %j as %j cents', (text, centimes) => {
  expect(centimesOf(text)).toBe(centimes);
});

it('writes a price that it can read', () => {
  for (const centimes of [0, 5, 29, 4990, 129_900]) {
    for (const locale of ['fr', 'en']) expect(centimesOf(priceText(centimes, locale))).toBe(centimes);
  }
  expect(priceText(4990, 'fr')).toBe('49,90');
});
