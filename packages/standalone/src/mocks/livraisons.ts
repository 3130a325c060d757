import { type Livraison, livraisonsRoutes } from '@boutique/contracts/commandes';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';

export const mockLivraisons: readonly Livraison[] = [
  { mode: 'standard', prixCentimes: 490, gratuiteDesCentimes: 5_000, joursMin: 3, joursMax: 5 },
  { mode: 'express', prixCentimes: 990, gratuiteDesCentimes: null, joursMin: 1, joursMax: 2 },
];

/** The ways to deliver in the simulated shop. */
export const livraisonsMocks = (): RequestHandler[] => [mock(livraisonsRoutes.list, () => [...mockLivraisons])];
