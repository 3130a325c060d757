import { expect, test } from 'vitest';
import { formatPrice } from './price.tsx';

test('formats cents as French and English amounts, with no-break spaces', () => {
  expect(formatPrice(129900, 'fr')).toBe('1\u202f299,00\u00a0€');
  expect(formatPrice(129900, 'en')).toBe('€1,299.00');
  expect(formatPrice(5, 'fr')).toBe('0,05\u00a0€');
});

test('a rounded amount keeps nonzero cents', () => {
  expect(formatPrice(25000, 'fr', { rounded: true })).toBe('250\u00a0€');
  expect(formatPrice(25090, 'fr', { rounded: true })).toBe('250,90\u00a0€');
});

test.each(['fr', 'en'] as const)('agrees with Intl in %s', (locale) => {
  const format = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', ...options });
  const price = format({});
  const rounded = format({ trailingZeroDisplay: 'stripIfInteger' });
  for (const centimes of [0, 1, 99, 100, 12_345, 129_900, 123_456_789, -500, -1_234_567]) {
    expect(formatPrice(centimes, locale)).toBe(price.format(centimes / 100));
    expect(formatPrice(centimes, locale, { rounded: true })).toBe(rounded.format(centimes / 100));
  }
});
