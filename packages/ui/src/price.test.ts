import { expect, test } from 'vitest';
import { formatPrice } from './price.tsx';

// Intl puts no-break spaces (U+202F, U+00A0) into French amounts
const spaces = (text: string) => text.replace(/\s/gu, ' ');

test('formats cents as French and English amounts', () => {
  expect(spaces(formatPrice(129900, 'fr'))).toBe('1 299,00 €');
  expect(formatPrice(129900, 'en')).toBe('€1,299.00');
  expect(spaces(formatPrice(5, 'fr'))).toBe('0,05 €');
});

test('a rounded amount keeps nonzero cents', () => {
  expect(spaces(formatPrice(25000, 'fr', { rounded: true }))).toBe('250 €');
  expect(spaces(formatPrice(25090, 'fr', { rounded: true }))).toBe('250,90 €');
});
