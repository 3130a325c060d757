import { mock, unknownRoute } from '@boutique/contract-testing/mock';
import { panierRoutes } from '@boutique/contracts/panier';

/** The cart's part of the API, in memory. */
export const handlers = [
  mock(panierRoutes.read, () => ({ lignes: [], nombreArticles: 0, totalCentimes: 0 })),
  unknownRoute,
];
