import type { Panier } from '@boutique/contracts/panier';
import { expect, it } from 'vitest';
import { applyChanges } from './pending-changes.ts';

const ligne = (produitId: string, quantite: number) => ({
  produitId,
  slug: produitId,
  nom: produitId,
  image: null,
  prixCentimes: 100,
  quantite,
  totalCentimes: 100 * quantite,
  stock: 5,
  disponible: true,
});
const panier: Panier = { lignes: [ligne('a', 1), ligne('b', 2)], nombreArticles: 3, totalCentimes: 300 };

it('changes lines, number and total at once', () => {
  expect(
    applyChanges(panier, [
      { type: 'set', produitId: 'a', quantite: 4 },
      { type: 'add', produitId: 'a', nom: 'a', quantite: 1 },
      { type: 'remove', produitId: 'b' },
    ]),
  ).toEqual({ lignes: [ligne('a', 5)], nombreArticles: 5, totalCentimes: 500 });
});

it('marks an unavailable quantity', () => {
  const { lignes } = applyChanges(panier, [{ type: 'set', produitId: 'a', quantite: 6 }]);
  expect(lignes[0]?.disponible).toBe(false);
});

it('counts a product without a line, and ignores the removal of a missing line', () => {
  const changes = [
    { type: 'add', produitId: 'c', nom: 'c', quantite: 2 },
    { type: 'remove', produitId: 'd' },
  ] as const;
  expect(applyChanges(panier, changes)).toEqual({ ...panier, nombreArticles: 5 });
});
