import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { demoProduits } from '@boutique/demo-data/produits';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import type { RequestHandler } from 'msw';
import { handlersOf } from './handlers.ts';

interface Visit {
  shop: MockShop;
  /** The handlers of this shop, for direct requests. */
  handlers: RequestHandler[];
}

/** Mocks for the tests of one file. Each call of `visit` opens a new shop, with these products in the cart. */
export function mockShops() {
  const server = mockServer([]);
  const visit = (role: 'user' | null, panier: Record<string, number> = {}): Visit => {
    const shop = createMockShop(role);
    for (const [id, quantite] of Object.entries(panier)) shop.panier.set(id, quantite);
    const handlers = handlersOf(shop);
    server.use(...handlers);
    return { shop, handlers };
  };
  return { server, visit };
}

/** Three products with enough stock, the cheapest last. A guest can order two of any without a confirmation. */
export const [first, second, third] = demoProduits
  .filter(({ stock, prixCentimes }) => stock >= 5 && 2 * prixCentimes < GUEST_CONFIRMATION.aboveCentimes)
  .sort((a, b) => b.prixCentimes - a.prixCentimes)
  .filter((_, index, all) => index < 2 || index === all.length - 1) as [Demo, Demo, Demo];
type Demo = (typeof demoProduits)[number];
if (!third) throw new Error('demoProduits has fewer than three products in stock');
