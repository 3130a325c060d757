import { expect, test } from 'vitest';
import { initials } from './avatar.tsx';

test.each([
  ['Admin', 'A'],
  ['Camille Durand', 'CD'],
  ['  Jean-Marc de la Tour ', 'JT'],
  ['élodie öztürk', 'ÉÖ'],
  ['', ''],
])('initials of %j are %j', (nom, expected) => {
  expect(initials(nom)).toBe(expected);
});
