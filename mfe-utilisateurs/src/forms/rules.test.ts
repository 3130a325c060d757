import { expect, test } from 'vitest';
import * as rules from './rules.ts';

test.each([
  ['75011', 'FR', true],
  ['1204', 'FR', false],
  ['L-1855', 'LU', true],
  ['98000', 'MC', true],
  ['75011', 'MC', false],
] as const)('the postcode %s in %s: %s', (code, country, expected) => {
  expect(rules.isCodePostal(code, country)).toBe(expected);
});
