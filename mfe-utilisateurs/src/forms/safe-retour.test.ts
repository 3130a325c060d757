import { expect, test } from 'vitest';
import { safeRetour } from './safe-retour.ts';

test.each([
  ['/panier', '/panier'],
  ['/produits?q=clavier&tri=prix#haut', '/produits?q=clavier&tri=prix#haut'],
  ['', null],
  ['panier', null],
  ['https://ailleurs.example/', null],
  ['//ailleurs.example/', null],
  ['/\\ailleurs.example/', null],
  ['/\t/ailleurs.example/', null],
  ['/.//ailleurs.example/', null],
  ['/x/..//ailleurs.example', null],
  ['javascript:alert(1)', null],
])('retour %j leads to %j', (retour, expected) => {
  expect(safeRetour(new URLSearchParams({ retour }))).toBe(expected);
});

test('without retour there is no way back', () => {
  expect(safeRetour(new URLSearchParams())).toBeNull();
});
