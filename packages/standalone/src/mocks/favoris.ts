import { favorisRoutes, MAX_FAVORIS } from '@boutique/contracts/favoris';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import type { MockShop } from './mock-shop.ts';

/** Mocks of favourites. A product that `shop.stocks` does not have has left the catalogue. */
export const favorisMocks = ({ favoris, stocks }: MockShop): RequestHandler[] => [
  mock(favorisRoutes.list, () => [...favoris].reverse()),
  mock(favorisRoutes.add, ({ params: { produitId } }) => {
    if (!stocks.has(produitId)) throw new MockProblem('produit-introuvable', `Aucun produit « ${produitId} »`);
    if (favoris.size >= MAX_FAVORIS && !favoris.has(produitId)) {
      throw new MockProblem('limite-atteinte', `${MAX_FAVORIS} favoris au plus`);
    }
    favoris.add(produitId);
    return undefined;
  }),
  mock(favorisRoutes.remove, ({ params: { produitId } }) => {
    favoris.delete(produitId);
    return undefined;
  }),
];
