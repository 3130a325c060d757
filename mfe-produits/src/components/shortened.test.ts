import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test.each([
  ['court', 'court'],
  ['  sur\ndeux\t lignes ', 'sur deux lignes'],
  ['a'.repeat(160), 'a'.repeat(160)],
  ['a'.repeat(161), `${'a'.repeat(159)}…`],
  [`${'mot '.repeat(39)}final et la suite`, `${'mot '.repeat(39).trim()}…`],
  [`${'a'.repeat(150)}, et encore la suite`, `${'a'.repeat(150)}, et…`],
  [`${'a'.repeat(155)}, puis la suite`, `${'a'.repeat(155)}…`],
  [`${'a'.repeat(158)}😀 et la suite`, `${'a'.repeat(158)}…`],
])('a description is cut between two words: %#', (text, expected) => {
  expect(shortened(text)).toBe(expected);
  expect(shortened(text).length).toBeLessThanOrEqual(160);
});
