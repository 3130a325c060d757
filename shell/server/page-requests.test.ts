import { expect, test } from 'vitest';
import { firstRequests, isMissing, movedTo, type PageRequest, personalRequests } from './page-requests.ts';
import { registered, releaseOf } from './testing/releases.ts';

const route = (path: string, requests: string[]) => ({ path, requests, modules: [], styles: [] });
const releases = [
  registered(
    releaseOf(
      {},
      {
        routes: [
          route('/produits', [
            '/api/produits{?q,categorie,prixMin,prixMax,enStock,tri,apres,langue}',
            '/api/produits/facettes{?q,categorie,prixMin,prixMax,enStock,langue}',
          ]),
          route('/produits/:id', ['/api/livraisons', '/api/produits/{id}{?langue}', '/api/produits/{id}/avis{?apres}']),
          route('/anciens/:id', ['/api/anciens/{id}{?langue}']),
        ],
      },
    ),
  ),
];

const pageAt = (address: string): PageRequest => {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  return { releases, langue: 'fr', theme: undefined, signedIn: false, pathname, query: searchParams };
};

const LONG = 'x'.repeat(101);

test.each([
  ['prixMin=abc&prixMax=-1', {}],
  ['prixMin=9000&prixMax=100', { prixMax: '100' }],
  ['prixMax=100000001&prixMin=5', { prixMin: '5' }],
  ['enStock=oui&tri=hasard&categorie=Les%20Souris', {}],
  [`q=${LONG}&categorie=souris`, { categorie: 'souris' }],
  ['categorie=inconnue&tri=prix&q=%22%00', { categorie: 'inconnue', tri: 'prix', q: '"\0' }],
])('of the address ?%s the API is asked only for what it takes', (search, expected) => {
  const [list = ''] = firstRequests(pageAt(`/produits?${search}`));
  const { langue, ...query } = Object.fromEntries(new URL(list, 'http://localhost').searchParams);
  expect(query).toEqual(expected);
  expect(langue).toBe('fr');
});

test.each([
  ['/produits/clavier', 200, false],
  ['/produits/clavier', 404, true],
  ['/produits/Clavier%20K1', 400, true],
  ['/produits/..%2F..%2Fmetrics', undefined, true],
  // a cursor that is out of date
  ['/produits/clavier?apres=x', 400, false],
  ['/produits?categorie=Les%20Souris', 400, false],
  ['/produits', 404, false],
])('at %s, with an answer of the status %s, the subject is missing: %s', (address, status, expected) => {
  const page = pageAt(address);
  const [asked = ''] = firstRequests(page).filter((url) => !url.startsWith('/api/livraisons'));
  expect(isMissing(page, status === undefined ? {} : { [asked]: { status } })).toBe(expected);
});

test.each([
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/api/produits/neuf?langue=fr', '/produits/neuf'],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/api/produits/%C3%A9t%C3%A9', '/produits/%C3%A9t%C3%A9'],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/api/produits/vieux', undefined],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', undefined, undefined],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/ailleurs', undefined],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/api/produits/%E0%A4%A', undefined],
  ['/produits/vieux', '/api/produits/vieux?langue=fr', '/api/produits//ailleurs', undefined],
  ['/produits', '/api/produits?langue=fr', '/api/autres', undefined],
])('the page %s, answered at %s from %s, is now %s', (address, asked, location, expected) => {
  const headers = location === undefined ? {} : { 'content-location': location };
  expect(movedTo(pageAt(address), { '/api/livraisons': { headers: {} }, [asked]: { headers } })).toBe(expected);
});

test('personal requests are those of the page, then those of the header’s widgets', () => {
  const releases = [
    releaseOf(
      {},
      {
        routes: [
          {
            path: '/produits/:id',
            requests: ['/api/produits/{id}'],
            personalRequests: ['/api/favoris', '/api/produits/{id}/mon-avis'],
            modules: [],
            styles: [],
          },
        ],
        widgets: [
          { name: 'Mini', slot: 'header-actions', requests: ['/api/panier{?langue}'], modules: [], styles: [] },
          { name: 'Autre', requests: ['/api/livraisons'], modules: [], styles: [] },
        ],
      },
    ),
  ];
  const asked = (signedIn: boolean) =>
    personalRequests({
      releases: releases.map(registered),
      pathname: '/produits/k1',
      query: new URLSearchParams(),
      langue: 'fr',
      signedIn,
    });
  expect(asked(false)).toEqual(['/api/favoris', '/api/panier?langue=fr']);
  expect(asked(true)).toEqual(['/api/favoris', '/api/produits/k1/mon-avis', '/api/panier?langue=fr']);
});
