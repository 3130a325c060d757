import { expect, test } from 'vitest';
import { isKnown } from './is-known.ts';

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b",W/"a","c"', true],
  ['"b,c" ,\t"a"', true],
  ['*', true],
  [' * ', true],
  [undefined, false],
  ['', false],
  ['a', false],
  ['"A"', false],
  ['"b"', false],
  ['"b, a"', false],
  ['"b,*,c"', false],
])('If-None-Match: %s, for "a": %s', (header, known) => {
  expect(isKnown(header, '"a"')).toBe(known);
});
