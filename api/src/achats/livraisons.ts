import type { Livraison } from '@boutique/contracts/commandes';

/** The ways in which the shop delivers. */
export const livraisons: readonly Livraison[] = [
  {
    mode: 'standard',
    prixCentimes: 490,
    gratuiteDesCentimes: 5_000,
    joursMin: 3,
    joursMax: 5,
    outreMer: { prixCentimes: 1_490, joursMin: 8, joursMax: 12 },
  },
  {
    mode: 'express',
    prixCentimes: 990,
    gratuiteDesCentimes: null,
    joursMin: 1,
    joursMax: 2,
    outreMer: { prixCentimes: 2_990, joursMin: 3, joursMax: 5 },
  },
];

/** @throws Error for a way that the shop does not have */
export function livraisonBy(mode: Livraison['mode'], ways = livraisons): Livraison {
  const livraison = ways.find((one) => one.mode === mode);
  if (!livraison) throw new Error(`no delivery ${mode}`);
  return livraison;
}
