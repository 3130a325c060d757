import { type Livraison, livraisonsRoutes } from '@boutique/contracts/commandes';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';

export const mockLivraisons: readonly Livraison[] = [
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

/** The ways to deliver in the simulated shop. */
export const livraisonsMocks = (): RequestHandler[] => [mock(livraisonsRoutes.list, () => [...mockLivraisons])];
