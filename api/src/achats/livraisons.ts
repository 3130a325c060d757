import type { Livraison } from '@boutique/contracts/commandes';

/** How the shop delivers. */
export const livraisons: readonly Livraison[] = [
  { mode: 'standard', prixCentimes: 490, gratuiteDesCentimes: 5_000, joursMin: 3, joursMax: 5 },
  { mode: 'express', prixCentimes: 990, gratuiteDesCentimes: null, joursMin: 1, joursMax: 2 },
];
