// @vitest-environment node
import type { Langue } from '@boutique/contracts/common';
import { formTo, type Submitted } from '@boutique/contracts/forms';
import { problemOf } from '@boutique/contracts/problems';
import { demoProduits } from '@boutique/demo-data/produits';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { renderOnServer } from '@boutique/standalone/testing/render-on-server.tsx';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';

/** The page as a browser without scripts has it. */
async function pageAt(
  path: string,
  shop: MockShop = createMockShop(),
  submitted?: Submitted,
  locale: Langue = 'fr',
): Promise<Document> {
  const session = shop.visiteur;
  const view = { slice, declaration, path, locale, session, submitted, handlers: handlersOf(shop) } as const;
  const { html } = await renderOnServer(view);
  return new JSDOM(html).window.document;
}
async function search(path: string): Promise<Document> {
  const widget = { name: 'RechercheProduits', props: {} } as const;
  const handlers = handlersOf(createMockShop());
  const { html } = await renderOnServer({ slice, declaration, path, widget, locale: 'fr', session: null, handlers });
  return new JSDOM(html).window.document;
}
const names = (page: Document) => [...page.querySelectorAll('h3 a')].map(({ textContent }) => textContent);
/** Where a form would lead, with the fields as they are. */
function sent(form: HTMLFormElement | null | undefined) {
  const view = form?.ownerDocument.defaultView;
  if (!form || !view) throw new Error('there is no such form');
  const fields = [...new view.FormData(form)].map(([name, value]) => [name, String(value)]);
  return [form.method, form.getAttribute('action'), Object.fromEntries(fields)];
}
const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to show');

test('search is a form, and keeps the catalogue’s filters', async () => {
  const found = (page: Document) => sent(page.querySelector<HTMLFormElement>('form[role="search"]'));
  expect(found(await search('/'))).toEqual(['get', '/produits', { q: '' }]);
  expect(found(await search('/produits?q=son&categorie=audio&enStock=true&prixMax=9999&tri=prix'))).toEqual([
    'get',
    '/produits',
    { q: 'son', categorie: 'audio', enStock: 'true', prixMax: '9999', tri: 'prix' },
  ]);
});

test('sorting and stock are forms with buttons, the other filters are links', async () => {
  const page = await pageAt('/produits?categorie=claviers&prixMax=24999&tri=prix');
  const select = page.querySelector<HTMLSelectElement>('select[name="tri"]');
  expect(sent(select?.form)).toEqual(['get', '/produits', { categorie: 'claviers', prixMax: '24999', tri: 'prix' }]);
  const box = page.querySelector<HTMLInputElement>('[name="enStock"]');
  box?.click();
  expect(sent(box?.form)[2]).toEqual({ categorie: 'claviers', prixMax: '24999', tri: 'prix', enStock: 'true' });
  for (const form of [select?.form, box?.form]) expect(form?.querySelector('[type="submit"]')).not.toBeNull();
  const links = [...page.querySelectorAll('aside a')].map((link) => link.getAttribute('href'));
  expect(links).toContain('/produits?categorie=souris&prixMax=24999&tri=prix');
  expect(links).toContain('/produits?categorie=claviers&prixMax=4999&tri=prix');
  // on a phone, the filters are where this link leads
  const filters = [...page.querySelectorAll('a')].find(({ textContent }) => textContent?.startsWith('Filtrer'));
  expect(page.querySelector(filters?.getAttribute('href') ?? '')?.tagName).toBe('ASIDE');
});

test('the next page of the catalogue is a link, and leads back to the start', async () => {
  const first = await pageAt('/produits?tri=nom');
  const more = [...first.querySelectorAll('a')].find(({ textContent }) => textContent === 'Afficher plus de produits');
  const second = await pageAt(more?.getAttribute('href') ?? '');
  expect(names(first)).toHaveLength(24);
  expect(names(second)).toHaveLength(24);
  expect(names(second).filter((name) => names(first).includes(name))).toEqual([]);
  const start = [...second.querySelectorAll('a')].find(({ textContent }) => textContent?.startsWith('Revenir'));
  expect(start?.getAttribute('href')).toBe('/produits?tri=nom');
});

test('more reviews of a product are a link', async () => {
  const reviewed = demoProduits.find(({ nombreAvis }) => nombreAvis > 5);
  const page = await pageAt(`/produits/${reviewed?.slug}`);
  const texts = (of: Document) => [...of.querySelectorAll('#avis li h3')].map(({ textContent }) => textContent);
  expect(texts(page)).toHaveLength(5);
  const more = [...page.querySelectorAll('a')].find(({ textContent }) => textContent === 'Afficher plus d’avis');
  const next = await pageAt(more?.getAttribute('href') ?? '');
  expect(texts(next).length).toBeGreaterThan(0);
});

test('a favourite is a form', async () => {
  const path = `/produits/${produit.slug}`;
  const page = await pageAt(path);
  const heart = page.querySelector<HTMLButtonElement>('button[aria-pressed]');
  expect([sent(heart?.form), heart?.type]).toEqual([
    ['post', formTo('addFavori', path).action, { produitId: produit.id }],
    'submit',
  ]);
});

test('a buyer’s review is a form, which keeps what was typed when it is refused', async () => {
  const shop = withDemoCommandes(createMockShop('user'));
  const order = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur?.id && commande.statut === 'livree',
  );
  const [bought] = order?.commande.lignes ?? [];
  const path = `/produits/${bought?.slug}`;
  const formIn = (page: Document) => page.querySelector<HTMLFormElement>('form[aria-label="Donner mon avis"]');
  const form = formIn(await pageAt(path, shop));
  form?.querySelector<HTMLInputElement>('[name="note"][value="4"]')?.click();
  expect(sent(form)).toEqual([
    'post',
    formTo('createAvis', path).action,
    { id: bought?.slug, langue: 'fr', note: '4', titre: '', texte: '' },
  ]);
  expect(form?.querySelector('[type="submit"]')).not.toBeNull();
  const typed = { id: bought?.slug ?? '', langue: 'fr', note: '2', titre: ' ', texte: 'Solide\net <b>beau</b>' };
  const problem = problemOf('requete-invalide', '', '', [{ chemin: 'body.titre', message: '' }]);
  const refused = formIn(await pageAt(path, shop, { operation: 'createAvis', values: typed, problem }));
  expect(sent(refused)[2]).toEqual(typed);
  expect(refused?.querySelector('[aria-invalid]')?.getAttribute('name')).toBe('titre');
});

test.each([
  ['/', '/', 'Informatique et accessoires'],
  ['/produits?q=usb&tri=prix&enStock=true', '/produits', '«\u00a0usb\u00a0»'],
  ['/produits?categorie=souris&prixMax=9999', '/produits?categorie=souris', 'Souris'],
  [`/produits/${produit.id}`, `/produits/${produit.slug}`, produit.nom.fr],
])('the head of %s is for search engines and previews', async (path, canonical, title) => {
  const page = await pageAt(path);
  const one = (selector: string, attribute: string) => {
    const found = [...page.querySelectorAll(selector)];
    expect(found, selector).toHaveLength(1);
    return found[0]?.getAttribute(attribute) ?? '';
  };
  const full = `${title} – Ma Boutique Répartie`;
  expect(page.title).toBe(full);
  expect(one('meta[property="og:title"]', 'content')).toBe(full);
  expect(one('link[rel="canonical"]', 'href')).toBe(canonical);
  const english = `/en${canonical}`.replace(/\/$/, '');
  expect(
    [...page.querySelectorAll('link[rel="alternate"]')].map((link) => [
      link.getAttribute('hreflang'),
      link.getAttribute('href'),
    ]),
  ).toEqual([
    ['fr', canonical],
    ['en', english],
    ['x-default', canonical],
  ]);
  expect(one('meta[property="og:url"]', 'content')).toBe(canonical);
  const description = one('meta[name="description"]', 'content');
  expect(description.length).toBeGreaterThan(60);
  expect(description.length).toBeLessThanOrEqual(160);
  expect(one('meta[property="og:description"]', 'content')).toBe(description);
  // link previews do not know AVIF
  expect(one('meta[property="og:image"]', 'content')).toMatch(/^\/api\/images\/[0-9a-f]{64}\.webp$/);
  expect(page.querySelector('meta[name="robots"]')).toBeNull();
});

/** The schema.org data of a page, by type. */
const dataOf = (page: Document) =>
  Object.fromEntries(
    [...page.querySelectorAll('script[type="application/ld+json"]')]
      .map(({ textContent }) => JSON.parse(textContent ?? ''))
      .map((data) => [data['@type'], data]),
  );

test.each([
  ['/produits?q=usb&tri=prix', 'fr', 'CollectionPage', ['Accueil', 'Catalogue']],
  ['/produits?categorie=souris&prixMax=9999', 'en', 'CollectionPage', ['Home', 'Catalogue', 'Mice']],
  ['/produits?categorie=inconnue', 'fr', 'CollectionPage', ['Accueil', 'Catalogue']],
  [`/produits/${produit.id}`, 'fr', 'Product', ['Accueil', 'Catalogue', 'Stockage', produit.nom.fr]],
  [`/produits/${produit.slug}`, 'en', 'Product', ['Home', 'Catalogue', 'Storage', produit.nom.en]],
] as const)('the data of %s in %s is that of its canonical address', async (path, locale, type, trail) => {
  const page = await pageAt(path, createMockShop(), undefined, locale);
  const { [type]: subject, BreadcrumbList, ...others } = dataOf(page);
  const canonical = page.querySelector('link[rel="canonical"]')?.getAttribute('href');
  expect(BreadcrumbList.itemListElement.map(({ name }: { name: string }) => name)).toEqual(trail);
  expect(BreadcrumbList.itemListElement.at(-1).item).toBe(canonical);
  expect(subject).toMatchObject({
    name: trail.at(-1),
    ...(type === 'Product' ? { offers: { url: canonical } } : { url: canonical }),
  });
  expect(others).toEqual({});
});

test.each(['/', '/favoris', '/produits/ce-produit-n-existe-pas'])('%s has no such data', async (path) => {
  expect(dataOf(await pageAt(path))).toEqual({});
});

test.each(['/favoris', '/administration/produits'])('search engines shall not keep %s', async (path) => {
  expect((await pageAt(path)).querySelector('meta[name="robots"]')?.getAttribute('content')).toBe('noindex');
});

test.each([
  ['/', 1],
  ['/produits', 4],
  [`/produits/${produit.slug}`, 1],
])(
  '%s fetches the %i pictures of the first screen at once, from the head, and others when needed',
  async (path, first) => {
    const page = await pageAt(path);
    const pictures = [...page.querySelectorAll('img')];
    const eager = pictures.filter((picture) => picture.getAttribute('loading') === 'eager');
    expect(eager).toHaveLength(first);
    expect(pictures.slice(0, first)).toEqual(eager);
    const preloads = [...page.querySelectorAll('link[rel="preload"][as="image"]')];
    const described = (element: Element, srcset: string, sizes: string) => [
      element.getAttribute(srcset),
      element.getAttribute(sizes),
      element.getAttribute('fetchpriority'),
    ];
    expect(preloads.map((link) => described(link, 'imagesrcset', 'imagesizes'))).toEqual(
      eager.map((picture) => described(picture, 'srcset', 'sizes')),
    );
    for (const picture of pictures) {
      expect(picture.width * picture.height, picture.outerHTML).toBeGreaterThan(0);
      if (!eager.includes(picture)) expect(picture.getAttribute('fetchpriority')).not.toBe('high');
      // all are AVIF: browsers choose a width, and have nothing else to choose from
      for (const file of picture.srcset.split(', ').filter(Boolean)) expect(file).toMatch(/\.avif \d+w$/);
    }
  },
);
