// @vitest-environment node

import { problemOf } from '@boutique/contracts/problems';
import { demoProduits } from '@boutique/demo-data/produits';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
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
const bought = boughtBy(createMockShop('user'));
const catalogue = { fr: 'Catalogue', en: 'Catalogue' };

/** A product that the account has, its page, and the shop with that order. */
function boughtBy(start: MockShop) {
  const shop = withDemoCommandes(start);
  const order = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur?.id && commande.statut === 'livree',
  );
  const found = demoProduits.find(({ id }) => id === order?.commande.lignes[0]?.produitId);
  if (!found) throw new Error('the demo orders of this account have no delivered one');
  return { shop, nom: found.nom, slug: found.slug, path: `/produits/${found.slug}` };
}

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
    { path: `/produits/${produit.slug}`, h1: produit.nom, forms: ['addFavori'] },
    { path: `/produits/${produit.slug}`, h1: produit.nom, before: later },
    { path: `/produits/${produit.slug}`, h1: produit.nom, shop: withFavourites, forms: ['removeFavori'] },
    {
      path: `/produits/${produit.slug}`,
      h1: produit.nom,
      submitted: {
        operation: 'addFavori',
        values: { produitId: produit.id },
        problem: problemOf('limite-atteinte', '50 favoris au plus', '/api/favoris'),
        shows: 'Le favori n’a pas pu être enregistré.',
      },
    },
    {
      ...{ path: bought.path, h1: bought.nom, shop: bought.shop },
      forms: ['addFavori', 'createAvis'],
    },
    {
      ...{ path: bought.path, h1: bought.nom, shop: bought.shop },
      submitted: {
        operation: 'createAvis',
        values: { id: bought.slug, note: '4', titre: 'Bien', texte: 'x'.repeat(5_000) },
        problem: {
          ...problemOf('requete-invalide', 'body.texte', '/api/produits/x/avis'),
          erreurs: [{ chemin: 'body.texte', message: 'trop long' }],
        },
        shows: 'Ce texte est trop long. Raccourcissez-le.',
      },
    },
    { path: `/produits/${produit.slug}`, h1: produit.nom, before: later, shop: createMockShop('user') },
    {
      path: `/produits/${produit.slug}`,
      h1: produit.nom,
      shop: withFavourites,
      submitted: { operation: 'addFavori', values: { produitId: produit.id }, shows: 'aria-pressed="true"' },
    },
    { path: '/favoris', h1: favourites, shop: withFavourites, before: later },
    { path: '/favoris', h1: { fr: 'Aucun favori pour l’instant', en: 'No favourites yet' } },
    { path: '/administration/produits', h1: restricted },
    { path: '/administration/produits', h1: { fr: 'Produits', en: 'Products' }, shop: createMockShop('admin') },
    { path: '/administration/synonymes', h1: { fr: 'Synonymes', en: 'Synonyms' }, shop: createMockShop('admin') },
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

const user = createMockShop('user');
const related = `/api/produits?categorie=${produit.categorie}&langue=fr&limite=9&tri=note`;
test.each([
  ['/', null, []],
  ['/', user, []],
  ['/produits', null, []],
  ['/produits', user, []],
  ['/produits?q=clavier&categorie=claviers&prixMin=5000&prixMax=9999&enStock=true&tri=-prix', null, []],
  // the address does not have the product's category
  [`/produits/${produit.slug}`, null, [related]],
  [`/produits/${produit.slug}`, user, [related]],
  ['/favoris', null, []],
])('once hydrated, %s asks only for what it could not declare', async (path, shop, expected) => {
  const asked: string[] = [];
  const record = http.all('*', ({ request }) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
  });
  const handlers = [record, ...handlersOf(shop ?? createMockShop())];
  const session = shop?.visiteur ?? null;
  const rendered = await renderOnServer({ slice, declaration, path, locale: 'fr', session, handlers });
  expect(asked.length).toBeGreaterThan(0);
  asked.length = 0;
  expect(await hydrateInBrowser(rendered)).toEqual([]);
  expect(asked).toEqual(expected);
});
