import type { Langue } from '@boutique/contracts/common';
import type { Entete } from '@boutique/contracts/entetes';
import { discoveryOf } from '@boutique/contracts/frontends';
import { type Release, releaseBase } from '@boutique/contracts/release';
import { expect, test } from 'vitest';
import { composePage } from './compose-page.ts';
import { registered, releaseOf } from './testing/releases.ts';

const template = `<!doctype html>
<html lang="fr">
  <head>
    <title>Ma Boutique Répartie</title>
    <!--boutique:head-->
  </head>
</html>`;

const file = (name: string) => ({ [name]: name });

const produits = releaseOf(
  { ...file('mf-manifest.json'), ...file('remoteEntry.js'), ...file('assets/liste.js'), ...file('assets/liste.css') },
  {
    routes: [
      {
        path: '/produits',
        requests: ['/api/produits{?q,tri,langue}', '/api/produits/facettes{?q,langue}'],
        modules: ['remoteEntry.js', 'assets/liste.js'],
        styles: ['assets/liste.css'],
      },
      {
        path: '/produits/:id',
        requests: ['/api/produits/{id}{?langue}'],
        modules: ['remoteEntry.js', 'assets/produit.js'],
        styles: [],
      },
      { path: '/produits/promotions', requests: [], modules: ['assets/promotions.js'], styles: [] },
    ],
    widgets: [
      {
        name: 'RechercheProduits',
        slot: 'header-search',
        modules: ['remoteEntry.js', 'assets/recherche.js'],
        styles: ['assets/recherche.css'],
      },
      { name: 'Vignette', modules: ['assets/vignette.js'], styles: [] },
    ],
  },
);
const utilisateurs = releaseOf(
  { ...file('mf-manifest.json'), ...file('assets/u.js') },
  {
    name: 'utilisateurs',
    routes: [{ path: '/utilisateurs', requests: ['/api/utilisateurs'], modules: ['assets/u.js'], styles: [] }],
  },
);

interface Options {
  releases?: Release[];
  incomplete?: boolean;
  theme?: 'light' | 'dark';
  langue?: Langue;
  signedIn?: boolean;
  entete?: Entete | 'absent';
}

function compose(
  address: string,
  {
    releases = [produits, utilisateurs],
    incomplete = false,
    langue = 'fr',
    signedIn = false,
    ...options
  }: Options = {},
) {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  return composePage({
    template,
    langue,
    signedIn,
    entete: options.entete ?? null,
    origin: 'https://boutique.example',
    releases: releases.map(registered),
    incomplete,
    pathname,
    query: searchParams,
    theme: options.theme,
  });
}

/** The addresses that the page tells the browser to fetch early. */
const hints = (html: string, kind: string) =>
  [...html.matchAll(/<link rel="(.+?)"(?: as="(.+?)")? crossorigin(?: integrity="[^"]+")? href="(.+?)">/g)].flatMap(
    ([, rel, as, href]) => ((as ?? rel) === kind ? [href] : []),
  );

const discoveryIn = (html: string) => /<script type="application\/json" id="discovery">(.*?)<\/script>/.exec(html)?.[1];

test('the discovery document is in the page, as the API would answer it', () => {
  const { html } = compose('/');
  expect(JSON.parse(discoveryIn(html) ?? '')).toEqual(discoveryOf([produits, utilisateurs].map(registered)));
});

test('no text of a release can end the script element or start another', () => {
  const label = '</script><script>alert(1)</script><!--';
  const hostile = { ...produits, navigation: [{ path: '/produits', label: { fr: label, en: label }, order: 1 }] };
  const { html } = compose('/', { releases: [hostile] });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<!--');
  const [entry] = JSON.parse(discoveryIn(html) ?? '').microFrontends.produits;
  expect(entry.extras.navigation[0].label.fr).toBe(label);
});

test('dollar signs of a release are text, not a pattern of replace()', () => {
  const { html } = compose('/', { releases: [{ ...produits, exposes: ["$&$`$'"] }] });
  expect(JSON.parse(discoveryIn(html) ?? '').microFrontends.produits[0].extras.exposes).toEqual(["$&$`$'"]);
});

test('the modules of the page and of the widgets of the header are preloaded, each once, and no others', () => {
  const base = releaseBase(produits);
  const { html } = compose('/produits');
  expect(hints(html, 'modulepreload')).toEqual([
    `${base}remoteEntry.js`,
    `${base}assets/liste.js`,
    `${base}assets/recherche.js`,
  ]);
  expect(hints(html, 'style')).toEqual([`${base}assets/liste.css`, `${base}assets/recherche.css`]);
  expect(hints(html, 'fetch').filter((href) => href?.startsWith('/remotes/'))).toEqual([`${base}mf-manifest.json`]);
});

test('a preload carries the hash that the import map asks for; one of a release that stands in has none', () => {
  const { html } = compose('/produits');
  const { integrity } = produits.files['assets/liste.js'] ?? {};
  expect(html).toContain(
    `<link rel="modulepreload" crossorigin integrity="${integrity}" href="${releaseBase(produits)}assets/liste.js">`,
  );
  const withoutPages = { ...produits, version: '2.0.0', routes: [], widgets: [] };
  const standIn = compose('/produits', { releases: [withoutPages, produits] }).html;
  expect(hints(standIn, 'modulepreload')).toHaveLength(2);
  expect(standIn).not.toContain(' integrity="');
});

test('the texts of the page’s language are preloaded, and requests ask for it', () => {
  const release = { ...produits, texts: { fr: ['assets/fr.js'], en: ['assets/en.js'] } };
  const { html } = compose('/produits', { releases: [release], langue: 'en' });
  expect(hints(html, 'modulepreload')).toContain(`${releaseBase(produits)}assets/en.js`);
  expect(hints(html, 'modulepreload')).not.toContain(`${releaseBase(produits)}assets/fr.js`);
  expect(hints(html, 'fetch')).toContain('/api/produits?langue=en');
});

test('the head of the page is there without scripts, and no text in it can leave its place', () => {
  const { html, status } = compose('/produits/clavier-k1', {
    entete: {
      titre: 'Clavier "K1" <b>',
      description: 'Un clavier & demi',
      canonique: '/produits/clavier-k1',
      image: '/api/images/a.webp',
      jsonLd: [
        { '@type': 'Product', name: '</script><b>', url: '{origine}/produits/clavier-k1', offers: [{ price: '9.90' }] },
      ],
    },
  });
  expect(status).toBe(200);
  expect(html.match(/<title>/g)).toHaveLength(1);
  expect(html).toContain('<title>Clavier &quot;K1&quot; &lt;b></title>');
  expect(html).toContain('name="description" content="Un clavier &amp; demi"');
  expect(html).toContain('rel="canonical" href="https://boutique.example/produits/clavier-k1"');
  expect(html).toContain('property="og:image" content="https://boutique.example/api/images/a.webp"');
  const [, jsonLd = ''] = /<script data-entete type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(jsonLd)).toEqual({
    '@type': 'Product',
    name: '</script><b>',
    url: 'https://boutique.example/produits/clavier-k1',
    offers: [{ price: '9.90' }],
  });
});

test('a page does not ask early for what this browser may not have', () => {
  const release = {
    ...utilisateurs,
    routes: [
      {
        path: '/compte',
        requests: ['/api/compte/adresses', '/api/administration/commandes{?q,statut}', '/api/panier{?langue}'],
        modules: [],
        styles: [],
      },
    ],
  };
  const asked = (signedIn: boolean) =>
    hints(compose('/compte', { releases: [release], signedIn }).html, 'fetch').filter((href) =>
      href?.startsWith('/api/'),
    );
  expect(asked(false)).toEqual(['/api/panier?langue=fr']);
  expect(asked(true)).toEqual(['/api/session', '/api/compte/adresses', '/api/panier?langue=fr']);
});

test('a product that is not there is a 404 for search engines, too', () => {
  expect(compose('/produits/rien', { entete: 'absent' }).status).toBe(404);
});

test('a browser with a session cookie asks for its account along with the page’s own requests; a guest’s does not', () => {
  const guest = compose('/produits').html;
  expect(guest).not.toContain('/api/session');
  expect(guest).not.toContain('name="session"');
  const member = compose('/produits', { signedIn: true }).html;
  expect(hints(member, 'fetch')).toContain('/api/session');
  expect(member).toContain('<meta name="session"');
});

test('a page of one slice and a widget of another are preloaded together', () => {
  const modules = hints(compose('/utilisateurs').html, 'modulepreload');
  expect(modules).toContain(`${releaseBase(utilisateurs)}assets/u.js`);
  expect(modules).toContain(`${releaseBase(produits)}assets/recherche.js`);
  expect(modules).not.toContain(`${releaseBase(produits)}assets/liste.js`);
});

const requests = (address: string) => hints(compose(address).html, 'fetch').filter((href) => href?.startsWith('/api/'));

test.each([
  ['/produits', ['/api/produits?langue=fr', '/api/produits/facettes?langue=fr']],
  [
    '/produits?tri=-prix&q=%C3%A9cran+24&autre=1',
    [
      '/api/produits?langue=fr&amp;q=%C3%A9cran+24&amp;tri=-prix',
      '/api/produits/facettes?langue=fr&amp;q=%C3%A9cran+24',
    ],
  ],
  ['/produits/clavier-k1', ['/api/produits/clavier-k1?langue=fr']],
  ['/produits/a%20b', ['/api/produits/a%20b?langue=fr']],
  ['/produits/..%2F..%2Fmetrics', ['/api/produits/..%2F..%2Fmetrics?langue=fr']],
  ['/produits/clavier-k1?id=autre&langue=en', ['/api/produits/clavier-k1?langue=fr']],
  ['/utilisateurs?limite=5', ['/api/utilisateurs']],
  ['/systeme', []],
  ['/produits/promotions', []],
])('%s asks the API early for %j', (address, expected) => {
  expect(requests(address)).toEqual(expected);
});

test('a text of the address cannot leave the attribute that it stands in', () => {
  const { html } = compose('/produits?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('">alert');
});

test('a dev server’s release has no files to preload, and its entry stays where it is', () => {
  const entry = 'http://localhost:5174/mf-manifest.json';
  const dev = { ...produits, entry, files: {} };
  const { html, status } = compose('/produits', { releases: [dev] });
  expect(status).toBe(200);
  expect(html).not.toContain('/remotes/');
  expect(JSON.parse(discoveryIn(html) ?? '').microFrontends.produits[0].url).toBe(entry);
  expect(hints(html, 'fetch')).toEqual(['/api/produits?langue=fr', '/api/produits/facettes?langue=fr']);
});

test('a page that only a release standing in still has is its own; chosen releases come first, over slices too', () => {
  const route = (path: string, module: string) => ({ path, requests: [], modules: [module], styles: [] });
  const chosen = releaseOf(file('mf-manifest.json'), {
    version: '2.0.0',
    routes: [route('/produits', 'assets/new.js')],
  });
  const behind = releaseOf(file('mf-manifest.json'), {
    routes: [route('/produits', 'assets/old.js'), route('/soldes', 'assets/s.js'), route('/anciens', 'assets/a.js')],
    widgets: [{ name: 'W', slot: 'header-search', modules: ['assets/old-widget.js'], styles: [] }],
  });
  // this slice has taken the page over
  const other = releaseOf(
    { ...file('mf-manifest.json'), b: 'b' },
    { name: 'autre', routes: [route('/soldes', 'assets/s2.js')] },
  );
  const modules = (address: string) =>
    hints(compose(address, { releases: [chosen, behind, other] }).html, 'modulepreload');
  expect(modules('/produits')).toEqual([`${releaseBase(chosen)}assets/new.js`]);
  expect(modules('/soldes')).toEqual([`${releaseBase(other)}assets/s2.js`]);
  expect(modules('/anciens')).toEqual([`${releaseBase(behind)}assets/a.js`]);
});

test('the most specific route wins, over slices too', () => {
  const other = releaseOf(
    { ...file('mf-manifest.json') },
    { name: 'autre', routes: [{ path: '/produits/:id/avis', requests: [], modules: ['assets/avis.js'], styles: [] }] },
  );
  const modules = (address: string) =>
    hints(compose(address, { releases: [produits, other] }).html, 'modulepreload').join();
  expect(modules('/produits/promotions')).toContain('promotions.js');
  expect(modules('/produits/promotions')).not.toContain('produit.js');
  expect(modules('/produits/x')).toContain('produit.js');
  expect(modules('/produits/x/avis')).toContain('avis.js');
});

test.each([
  ['/produits', 200],
  ['/produits/', 200],
  ['/produits/inconnu', 200],
  ['/systeme', 200],
  ['/', 404],
  ['/nulle-part', 404],
  ['/produits/a/b', 404],
  ['/%E0%A4%A', 404],
])('%s is a %i', (address, status) => {
  expect(compose(address).status).toBe(status);
});

test('with no slice in service every page but the shell’s own is a 503', () => {
  expect(compose('/produits', { releases: [] }).status).toBe(503);
  expect(compose('/systeme', { releases: [] }).status).toBe(200);
});

test('while a slice is missing here, an address that no other slice owns is a 503: it may be its page', () => {
  expect(compose('/favoris', { incomplete: true }).status).toBe(503);
  expect(compose('/produits', { incomplete: true }).status).toBe(200);
});

test('the chosen theme is on <html> before the first paint; without a choice nothing is', () => {
  expect(compose('/', { theme: 'dark' }).html).toContain('<html data-theme="dark" lang="fr">');
  expect(compose('/').html).toContain('<html lang="fr">');
});
