import type { Langue } from '@boutique/contracts/common';
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
  <body>
    <!--boutique:partial-->a part is missing<!--/boutique:partial-->
    <!--boutique:not-rendered-->needs scripts<!--/boutique:not-rendered-->
  </body>
</html>`;

const file = (name: string) => ({ [name]: name });

const produits = releaseOf(
  { ...file('remoteEntry.js'), ...file('assets/liste.js'), ...file('assets/liste.css') },
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
  { ...file('remoteEntry.js'), ...file('assets/u.js') },
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
  missing?: boolean;
  /** The head that the page itself has rendered. */
  head?: string;
  /** For a rendered page: whether a part of it is missing. */
  isPartial?: boolean;
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
  const { html, ...others } = composePage({
    template,
    langue,
    signedIn,
    missing: options.missing ?? false,
    releases: releases.map(registered),
    incomplete,
    pathname,
    query: searchParams,
    theme: options.theme,
    rendered:
      options.head === undefined
        ? undefined
        : {
            html: '',
            head: options.head,
            style: '',
            widgets: [],
            data: ['{}'],
            isPartial: options.isPartial ?? false,
          },
  });
  return { ...others, html: String(html) };
}

/** The addresses that the page preloads. */
const hints = (html: string, kind: string) =>
  [...html.matchAll(/<link rel="(.+?)"(?: as="(.+?)")? crossorigin(?: integrity="[^"]+")? href="(.+?)">/g)].flatMap(
    ([, rel, as, href]) => ((as ?? rel) === kind ? [href] : []),
  );

const discoveryIn = (html: string) => /<script type="application\/json" id="discovery">(.*?)<\/script>/.exec(html)?.[1];

test('the page contains the discovery document, equal to the API’s answer', () => {
  const { html } = compose('/');
  expect(JSON.parse(discoveryIn(html) ?? '')).toEqual(discoveryOf([produits, utilisateurs].map(registered)));
});

test('text from a release cannot end the script element or open another', () => {
  const label = '</script><script>alert(1)</script><!--';
  const hostile = { ...produits, navigation: [{ path: '/produits', label: { fr: label, en: label }, order: 1 }] };
  const { html } = compose('/', { releases: [hostile] });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(discoveryIn(html)).not.toContain('<!--');
  const [entry] = JSON.parse(discoveryIn(html) ?? '').microFrontends.produits;
  expect(entry.extras.navigation[0].label.fr).toBe(label);
});

test('dollar signs in a release are plain text, not patterns for replace()', () => {
  const { html } = compose('/', { releases: [{ ...produits, version: "$&$`$'" }] });
  expect(JSON.parse(discoveryIn(html) ?? '').microFrontends.produits[0].metadata.version).toBe("$&$`$'");
});

test('preloads the modules of the page and of the header’s widgets, each once, and no others', () => {
  const base = releaseBase(produits);
  const { html } = compose('/produits');
  expect(hints(html, 'modulepreload')).toEqual([
    `${base}remoteEntry.js`,
    `${base}assets/liste.js`,
    `${base}assets/recherche.js`,
  ]);
  expect(hints(html, 'style')).toEqual([`${base}assets/liste.css`, `${base}assets/recherche.css`]);
  expect(hints(html, 'fetch').filter((href) => href?.startsWith('/remotes/'))).toEqual([]);
});

test('a preload has the same hash as the import map; a preload of a fallback has none', () => {
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

test('preloads only the texts of the page’s language, and requests name that language', () => {
  const release = { ...produits, texts: { fr: ['assets/fr.js'], en: ['assets/en.js'] } };
  const { html } = compose('/produits', { releases: [release], langue: 'en' });
  expect(hints(html, 'modulepreload')).toContain(`${releaseBase(produits)}assets/en.js`);
  expect(hints(html, 'modulepreload')).not.toContain(`${releaseBase(produits)}assets/fr.js`);
  expect(hints(html, 'fetch')).toContain('/api/produits?langue=en');
});

test('a page’s own title replaces that of the template; its head is written as it is', () => {
  const head = '<title>Le clavier</title><link rel="canonical" href="https://boutique.example/produits/k1"/>';
  const { html } = compose('/produits/k1', { head });
  expect(html).toContain(head);
  expect(html.match(/<title>/g)).toHaveLength(1);
  for (const options of [{}, { head: '' }]) {
    expect(compose('/produits/k1', options).html.match(/<title>.*?</g)).toEqual(['<title>Ma Boutique Répartie<']);
  }
});

test('a page preloads no request that the API would refuse to this browser', () => {
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

test.each([
  [{}, 'needs scripts'],
  [{ head: '' }, ''],
  [{ head: '', isPartial: true }, 'a part is missing'],
])('a page of %j says to visitors without scripts: %s', (page, sentence) => {
  const { html } = compose('/produits', page);
  expect(/a part is missing|needs scripts/.exec(html)?.[0] ?? '').toBe(sentence);
});

test('a missing product is a 404 page, for search engines', () => {
  expect(compose('/produits/rien', { missing: true }).status).toBe(404);
});

test('with a session cookie the page also preloads the account; for a guest it does not', () => {
  const guest = compose('/produits').html;
  expect(guest).not.toContain('/api/session');
  expect(guest).not.toContain('name="session"');
  const member = compose('/produits', { signedIn: true }).html;
  expect(hints(member, 'fetch')).toContain('/api/session');
  expect(member).toContain('<meta name="session"');
});

test('preloads a page of one slice together with a widget of another', () => {
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
])('%s preloads the API requests %j', (address, expected) => {
  expect(requests(address)).toEqual(expected);
});

test('text from the address cannot break out of its attribute', () => {
  const { html } = compose('/produits?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('">alert');
});

test('a dev server’s release preloads no files, and its entry keeps its address', () => {
  const entry = 'http://localhost:5174/remoteEntry.js';
  const dev = { ...produits, entry, files: {} };
  const { html, status } = compose('/produits', { releases: [dev] });
  expect(status).toBe(200);
  expect(html).not.toContain('/remotes/');
  expect(JSON.parse(discoveryIn(html) ?? '').microFrontends.produits[0].url).toBe(entry);
  expect(hints(html, 'fetch')).toEqual(['/api/produits?langue=fr', '/api/produits/facettes?langue=fr']);
});

test('a page that only a fallback has comes from the fallback; releases in use win, also those of other slices', () => {
  const route = (path: string, module: string) => ({ path, requests: [], modules: [module], styles: [] });
  const chosen = releaseOf(file('remoteEntry.js'), {
    version: '2.0.0',
    routes: [route('/produits', 'assets/new.js')],
  });
  const behind = releaseOf(file('remoteEntry.js'), {
    routes: [route('/produits', 'assets/old.js'), route('/soldes', 'assets/s.js'), route('/anciens', 'assets/a.js')],
    widgets: [{ name: 'W', slot: 'header-search', modules: ['assets/old-widget.js'], styles: [] }],
  });
  // this slice has taken the page over
  const other = releaseOf(
    { ...file('remoteEntry.js'), b: 'b' },
    { name: 'autre', routes: [route('/soldes', 'assets/s2.js')] },
  );
  const modules = (address: string) =>
    hints(compose(address, { releases: [chosen, behind, other] }).html, 'modulepreload');
  expect(modules('/produits')).toEqual([`${releaseBase(chosen)}assets/new.js`]);
  expect(modules('/soldes')).toEqual([`${releaseBase(other)}assets/s2.js`]);
  expect(modules('/anciens')).toEqual([`${releaseBase(behind)}assets/a.js`]);
});

test('the most specific route wins, also between slices', () => {
  const other = releaseOf(
    { ...file('remoteEntry.js') },
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
])('%s answers %i', (address, status) => {
  expect(compose(address).status).toBe(status);
});

test('with no slice in service, every page except the shell’s own is a 503', () => {
  expect(compose('/produits', { releases: [] }).status).toBe(503);
  expect(compose('/systeme', { releases: [] }).status).toBe(200);
});

test('while the gateway lacks a slice, an address that no other slice owns is a 503', () => {
  expect(compose('/favoris', { incomplete: true }).status).toBe(503);
  expect(compose('/produits', { incomplete: true }).status).toBe(200);
});

test('<html> has the chosen theme, or none without a choice', () => {
  expect(compose('/', { theme: 'dark' }).html).toContain('<html data-theme="dark" lang="fr">');
  expect(compose('/').html).toContain('<html lang="fr">');
});
