import { mock, unknownRoute } from '@boutique/contract-testing/mock';
import { MockProblem } from '@boutique/contract-testing/mock-problem';
import { favorisMocks } from '@boutique/contract-testing/mocks/favoris';
import { imageHandler } from '@boutique/contract-testing/mocks/images';
import { langueOf } from '@boutique/contract-testing/mocks/langue-of';
import { livraisonsMocks } from '@boutique/contract-testing/mocks/livraisons';
import type { MockShop } from '@boutique/contract-testing/mocks/mock-shop';
import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import type { RequestHandler } from 'msw';
import { readFacettes } from './facettes.ts';
import { listProduits } from './list-produits.ts';

/** The catalogue's part of the API, in memory over the demo data. */
export const handlersOf = (shop: MockShop): RequestHandler[] => [
  mock(produitsRoutes.list, ({ query }, request) => listProduits(query, langueOf(query, request))),
  // before `read`, whose path would match it too
  mock(produitsRoutes.facettes, ({ query }, request) => readFacettes(query, langueOf(query, request))),
  mock(produitsRoutes.read, ({ params, query }, request) => {
    const demo = demoProduits.find(({ id, slug }) => params.id === id || params.id === slug);
    if (!demo) throw new MockProblem('produit-introuvable', `Aucun produit « ${params.id} »`);
    return toProduit(demo, langueOf(query, request));
  }),
  ...livraisonsMocks(),
  ...favorisMocks(shop),
  imageHandler,
  unknownRoute,
];
