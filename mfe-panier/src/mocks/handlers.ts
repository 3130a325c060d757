import { toldStock } from '@boutique/contracts/limits';
import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { mock, unknownRoute } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import { adressesMocks } from '@boutique/standalone/mocks/adresses';
import { commandesMocks } from '@boutique/standalone/mocks/commandes';
import { imageHandler } from '@boutique/standalone/mocks/images';
import { langueOf } from '@boutique/standalone/mocks/langue-of';
import { livraisonsMocks } from '@boutique/standalone/mocks/livraisons';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { paiementsMocks } from '@boutique/standalone/mocks/paiements';
import { panierMocks } from '@boutique/standalone/mocks/panier';
import type { RequestHandler } from 'msw';

/** The API's routes for cart and checkout, in memory. */
export const handlersOf = (shop: MockShop): RequestHandler[] => [
  ...panierMocks(shop),
  ...livraisonsMocks(),
  ...commandesMocks(shop),
  ...paiementsMocks(shop),
  ...adressesMocks(shop),
  mock(produitsRoutes.read, ({ params, query }, request) => {
    const demo = demoProduits.find(({ id, slug }) => params.id === id || params.id === slug);
    if (!demo) throw new MockProblem('produit-introuvable', `Aucun produit « ${params.id} »`);
    return { ...toProduit(demo, langueOf(query, request)), stock: toldStock(shop.stocks.get(demo.id) ?? 0) };
  }),
  imageHandler,
  unknownRoute,
];
