import { mock, unknownRoute } from '@boutique/contract-testing/mock';
import { MockProblem } from '@boutique/contract-testing/mock-problem';
import type { Langue } from '@boutique/contracts/common';
import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { readFacettes } from './facettes.ts';
import { imageHandler } from './images.ts';
import { listProduits } from './list-produits.ts';

/** The catalogue's part of the API, in memory over the demo data. */
export const handlers = [
  mock(produitsRoutes.list, ({ query }, request) => listProduits(query, langueOf(query, request))),
  // before `read`, whose path would match it too
  mock(produitsRoutes.facettes, ({ query }, request) => readFacettes(query, langueOf(query, request))),
  mock(produitsRoutes.read, ({ params, query }, request) => {
    const demo = demoProduits.find(({ id, slug }) => params.id === id || params.id === slug);
    if (!demo) throw new MockProblem('produit-introuvable', `Aucun produit « ${params.id} »`);
    return toProduit(demo, langueOf(query, request));
  }),
  imageHandler,
  unknownRoute,
];

/** `langue`, else the first language of Accept-Language that the shop speaks, else French. */
function langueOf({ langue }: { langue?: Langue | undefined }, request: Request): Langue {
  const [accepted] = request.headers.get('accept-language')?.match(/\b(?:fr|en)\b/) ?? [];
  return langue ?? (accepted === 'en' ? 'en' : 'fr');
}
