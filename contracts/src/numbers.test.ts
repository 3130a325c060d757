import { expect, it } from 'vitest';
import { toldCount } from './limits.ts';
import { formatCount, formatCountShort, formatNumber } from './numbers.ts';

const numbers = [0, 1, 12, 999, 1000, 12_345, 1_234_567, -1, -45_000];

it('writes the bytes that are fixed here, not those of an ICU version', () => {
  expect(formatNumber(1_234_567.5, 'fr')).toBe('1\u202f234\u202f567,5');
  expect(formatNumber(1_234_567.5, 'en')).toBe('1,234,567.5');
});

it.each(['fr', 'en'] as const)('agrees with Intl in %s', (locale) => {
  const format = new Intl.NumberFormat(locale);
  const note = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 });
  for (const number of numbers) {
    expect(formatNumber(number, locale)).toBe(format.format(number));
  }
  for (let tenth = 0; tenth <= 500; tenth += 1) {
    expect(formatNumber(tenth / 100, locale, { minDecimals: 1 })).toBe(note.format(tenth / 100));
  }
  expect(formatNumber(13 / 3, locale, { minDecimals: 1 })).toBe(note.format(13 / 3));
});

it('writes a count that is told as "more" in words, or with a plus', () => {
  expect([1_000, 1_001].map((count) => formatCount(toldCount(count), 'fr'))).toEqual([
    '1\u202f000',
    'plus de 1\u202f000',
  ]);
  expect(formatCount(toldCount(5_000), 'en')).toBe('more than 1,000');
  expect([12, 1_001].map((count) => formatCountShort(count, 'en'))).toEqual(['12', '1,000+']);
});
