import { expect, test } from 'vitest';
import { initials } from './avatar.tsx';
import { hueOf } from './hue.ts';

test.each([
  ['Admin', 'A'],
  ['Camille Durand', 'CD'],
  ['  Jean-Marc de la Tour ', 'JT'],
  ['élodie öztürk', 'ÉÖ'],
  ['', ''],
])('initials of %j are %j', (nom, expected) => {
  expect(initials(nom)).toBe(expected);
});

test('a hue is always the same for one name, and differs between names', () => {
  expect(hueOf('Admin')).toBe(hueOf('Admin'));
  expect(new Set(['Admin', 'User', 'Camille', 'Noé'].map(hueOf)).size).toBe(4);
});
