import { paiementsRoutes } from '@boutique/contracts/paiements';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import type { MockShop } from './mock-shop.ts';

/** The ways to pay in the simulated shop. No provider sends it events. */
export const paiementsMocks = (shop: MockShop): RequestHandler[] => [
  mock(paiementsRoutes.listMoyens, () => shop.moyens),
  mock(paiementsRoutes.confirm, () => {
    throw new MockProblem('signature-invalide', 'Cet événement n’est pas signé');
  }),
];
