import { produitsRoutes } from '@boutique/contracts/produits';
import { queryString } from '@boutique/contracts/uri-template';
import { mock, unknownRoute } from '@boutique/standalone/mock';
import { MockProblem } from '@boutique/standalone/mock-problem';
import { favorisMocks } from '@boutique/standalone/mocks/favoris';
import { imageHandler } from '@boutique/standalone/mocks/images';
import { langueOf } from '@boutique/standalone/mocks/langue-of';
import { livraisonsMocks } from '@boutique/standalone/mocks/livraisons';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import type { RequestHandler } from 'msw';
import { administrationMocks } from './administration.ts';
import { avisMocks } from './avis.ts';
import { createCatalogue, toShopper } from './catalogue.ts';
import { readFacettes } from './facettes.ts';
import { listProduits } from './list-produits.ts';
import { synonymesMocks } from './synonymes.ts';

/** The catalogue's routes of the API, in memory, on the demo data. */
export function handlersOf(shop: MockShop): RequestHandler[] {
  const catalogue = createCatalogue();
  return [
    mock(produitsRoutes.list, ({ query }, request) => {
      const langue = langueOf(query, request);
      return listProduits(query, langue, catalogue.onSale(langue), catalogue.synonymes);
    }),
    // before `read`, whose path would match it, too
    mock(produitsRoutes.facettes, ({ query }, request) => {
      const langue = langueOf(query, request);
      return readFacettes(query, langue, catalogue.onSale(langue), catalogue.synonymes);
    }),
    mock(produitsRoutes.read, ({ params, query }, request, headers) => {
      const fiche = catalogue.find(params.id);
      if (!fiche?.produit.actif) throw new MockProblem('produit-introuvable', `Aucun produit « ${params.id} »`);
      const { slug } = fiche.produit;
      if (slug !== params.id) headers.set('content-location', `/api/produits/${slug}${queryString(query)}`);
      return toShopper(fiche, langueOf(query, request));
    }),
    ...avisMocks(shop, catalogue),
    ...administrationMocks(shop, catalogue),
    ...synonymesMocks(shop, catalogue),
    ...livraisonsMocks(),
    ...favorisMocks(shop),
    imageHandler,
    unknownRoute,
  ];
}
