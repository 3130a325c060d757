// @vitest-environment node
import { demoProduits } from '@boutique/demo-data/produits';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { describeServerRendering } from '@boutique/standalone/testing/describe-server-rendering';
import { hydrateInBrowser, renderOnServer } from '@boutique/standalone/testing/render-on-server.tsx';
import { http } from 'msw';
import { expect, test } from 'vitest';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';

const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to render');
/** A guest's browser that has opened products and has favourites. */
const later = {
  localStorage: {
    'produits.vus': JSON.stringify(demoProduits.slice(0, 4).map(({ id }) => id)),
    'produits.favoris': JSON.stringify(['oui']),
  },
};
const home = { fr: 'Le bon matériel, choisi avec soin.', en: 'The right gear, chosen with care.' };
const restricted = { fr: 'Réservé à l’administration', en: 'For staff only' };
const favourites = { fr: 'Favoris', en: 'Favourites' };
const withFavourites = createMockShop();
withFavourites.favoris.add(produit.id);
const catalogue = { fr: 'Catalogue', en: 'Catalogue' };

describeServerRendering({
  slice,
  declaration,
  handlersOf,
  pages: [
    { path: '/', h1: home },
    { path: '/', h1: home, before: later },
    { path: '/', h1: home, before: later, shop: createMockShop('user') },
    { path: '/produits', h1: catalogue },
    { path: '/produits', h1: catalogue, before: later, shop: createMockShop('user') },
    {
      path: '/produits?q=clavier&categorie=claviers&prixMin=5000&prixMax=9999&enStock=true&tri=-prix',
      h1: { fr: 'Claviers', en: 'Keyboards' },
    },
    { path: '/produits?pages=2', h1: catalogue, before: later },
    { path: '/produits?q=xyzxyz', h1: catalogue },
    { path: `/produits/${produit.slug}`, h1: produit.nom },
    { path: `/produits/${produit.slug}`, h1: produit.nom, before: later },
    { path: `/produits/${produit.slug}`, h1: produit.nom, before: later, shop: createMockShop('user') },
    {
      path: `/produits/${produit.slug}`,
      h1: produit.nom,
      submitted: { operation: 'addFavori', values: { produitId: produit.id }, shows: 'aria-pressed="true"' },
    },
    { path: '/favoris', h1: favourites, shop: withFavourites, before: later },
    { path: '/favoris', h1: { fr: 'Aucun favori pour l’instant', en: 'No favourites yet' } },
    { path: '/administration/produits', h1: restricted },
    { path: '/administration/produits', h1: { fr: 'Produits', en: 'Products' }, shop: createMockShop('admin') },
    { path: '/administration/produits/nouveau', h1: restricted },
    { path: `/administration/produits/${produit.id}`, h1: restricted, shop: createMockShop('user') },
  ],
  widgets: [
    {
      widget: { name: 'RechercheProduits', props: {} },
      html: { fr: 'Rechercher un produit', en: 'Search for a product' },
    },
  ],
});

const related = `/api/produits?categorie=${produit.categorie}&langue=fr&limite=9&tri=note`;
test.each([
  ['/', []],
  ['/produits', []],
  ['/produits?q=clavier&categorie=claviers&prixMin=5000&prixMax=9999&enStock=true&tri=-prix', []],
  // the address does not have the product's category
  [`/produits/${produit.slug}`, [related]],
  ['/favoris', []],
])('after %s is hydrated, a new visitor’s page asks for %j', async (path, expected) => {
  const asked: string[] = [];
  const record = http.all('*', ({ request }) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
  });
  const handlers = [record, ...handlersOf(createMockShop())];
  const rendered = await renderOnServer({ slice, declaration, path, locale: 'fr', session: null, handlers });
  expect(asked.length).toBeGreaterThan(0);
  asked.length = 0;
  expect(await hydrateInBrowser(rendered)).toEqual([]);
  expect(asked).toEqual(expected);
});
