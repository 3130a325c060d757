import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { produitRow } from '../../test/rows.ts';
import { toVignette } from './facettes.queries.ts';

const clavier = {
  id: '019bbb84-c800-7c41-9b52-6d0e83f4a001',
  slug: 'clavier-azur',
  nom: 'Clavier Azur',
  description: 'Un clavier bleu',
  categorie: { slug: 'claviers', nom: 'Claviers' },
  marque: 'Dactyle',
  prixCentimes: 12_990,
  devise: 'EUR',
  stock: 4,
  note: 4.5,
  nombreAvis: 12,
  images: [
    {
      url: `/api/images/${'a'.repeat(64)}.webp`,
      largeur: 640,
      hauteur: 480,
      alt: 'Un clavier bleu vu de haut',
      variantes: [],
    },
  ],
  caracteristiques: [{ nom: 'Liaison', valeur: 'USB-C' }],
  creeLe: '2026-03-01T10:00:00.123Z',
  modifieLe: '2026-03-02T10:00:00.000Z',
};

const test = base.extend(
  'slugs',
  ({ api }) =>
    async (query: string) =>
      ((await (await api.get(`/api/produits?${query}`)).json()) as { slug: string }[]).map(({ slug }) => slug),
);

test.beforeAll(async ({ db }) => {
  await db('produits').insert([
    produitRow({
      id: clavier.id,
      slug: clavier.slug,
      nom_fr: clavier.nom,
      nom_en: 'Azur keyboard',
      description_fr: clavier.description,
      prix_centimes: clavier.prixCentimes,
      stock: clavier.stock,
      note: clavier.note,
      nombre_avis: clavier.nombreAvis,
      images: JSON.stringify([
        {
          fichier: `${'a'.repeat(64)}.webp`,
          largeur: 640,
          hauteur: 480,
          alt: { fr: 'Un clavier bleu vu de haut', en: 'A blue keyboard from above' },
        },
      ]),
      caracteristiques: JSON.stringify([
        { nom: { fr: 'Liaison', en: 'Connection' }, valeur: { fr: 'USB-C', en: 'USB-C' } },
      ]),
      cree_le: clavier.creeLe,
      modifie_le: clavier.modifieLe,
    }),
    produitRow({ slug: 'souris-rubis', categorie: 'souris', prix_centimes: 2_990, stock: 0, cree_le: '2026-01-01' }),
    produitRow({ slug: 'souris-onyx', categorie: 'souris', prix_centimes: 7_000, stock: 9, cree_le: '2026-01-02' }),
    produitRow({ slug: 'retire', actif: false }),
  ]);
});

test('lists the newest first, without archived products', async ({ api }) => {
  const response = await api.get('/api/produits');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('x-total-count')).toBe('3');
  expect(response.headers.get('link')).toBeNull();
  expect(response.headers.get('content-language')).toBe('fr');
  expect(response.headers.get('vary')).toBe('Accept-Language, Accept-Encoding');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const [first, ...others] = (await response.json()) as { slug: string }[];
  expect(first).toEqual(clavier);
  expect(others.map(({ slug }) => slug)).toEqual(['souris-onyx', 'souris-rubis']);
});

test.for([
  ['categorie=souris', ['souris-onyx', 'souris-rubis']],
  ['categorie=inconnue', []],
  ['prixMin=2990&prixMax=7000', ['souris-onyx', 'souris-rubis']],
  ['prixMin=2991&prixMax=6999', []],
  ['enStock=true', ['clavier-azur', 'souris-onyx']],
  ['enStock=false', ['souris-rubis']],
  ['tri=prix', ['souris-rubis', 'souris-onyx', 'clavier-azur']],
  ['tri=-prix', ['clavier-azur', 'souris-onyx', 'souris-rubis']],
  ['tri=note', ['clavier-azur', 'souris-onyx', 'souris-rubis']],
  ['tri=pertinence', ['clavier-azur', 'souris-onyx', 'souris-rubis']],
] as const)('filters and sorts by %s', async ([query, expected], { slugs }) => {
  const found = await slugs(query);
  // the two mice have no rating, and their ids are random, so their order is, too
  expect(query === 'tri=note' ? [found[0], ...found.slice(1).sort()] : found).toEqual(expected);
});

test.for(['/api/produits/clavier-azur', `/api/produits/${clavier.id}`])(
  'reads one product at %s',
  async (path, { api }) => {
    const response = await api.get(path);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(clavier);
  },
);

test('answers 304 to a known ETag until the product changes', async ({ api, db }) => {
  const path = '/api/produits/souris-onyx';
  const etag = (await api.get(path)).headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  const second = await api.get(path, { 'if-none-match': etag });
  expect(second.status).toBe(304);
  expect(await second.text()).toBe('');
  await db('produits').where({ slug: 'souris-onyx' }).update({ stock: 8 });
  const third = await api.get(path, { 'if-none-match': etag });
  expect(third.status).toBe(200);
  expect(third.headers.get('etag')).not.toBe(etag);
});

test.for(['retire', 'inconnu', '019bbb84-c800-7c41-9b52-6d0e83f4afff'])('knows no product %s', async (id, { api }) => {
  const response = await api.get(`/api/produits/${id}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'urn:boutique:probleme:produit-introuvable',
    title: 'Ce produit est introuvable',
    status: 404,
    detail: `Aucun produit n’a l’identifiant ${id}.`,
    instance: `/api/produits/${id}`,
    code: 'produit-introuvable',
  });
});

test.for([
  ['?langue=en', {}, 'en'],
  ['?langue=fr', { 'accept-language': 'en' }, 'fr'],
  ['', { 'accept-language': 'en-GB,en;q=0.9' }, 'en'],
  ['', { 'accept-language': 'de, fr;q=0.5, en;q=0.4' }, 'fr'],
  ['', { 'accept-language': 'de' }, 'fr'],
  ['', {}, 'fr'],
] as const)('answers %s with %o in %s', async ([query, headers, langue], { api }) => {
  const response = await api.get(`/api/produits/clavier-azur${query}`, headers);
  expect(response.headers.get('content-language')).toBe(langue);
  expect(response.headers.get('vary')).toBe(query === '' ? 'Accept-Language, Accept-Encoding' : 'Accept-Encoding');
  const [nom, categorie, caracteristique, alt] =
    langue === 'fr'
      ? ['Clavier Azur', 'Claviers', 'Liaison', 'Un clavier bleu vu de haut']
      : ['Azur keyboard', 'Keyboards', 'Connection', 'A blue keyboard from above'];
  expect(await response.json()).toMatchObject({
    nom,
    categorie: { nom: categorie },
    caracteristiques: [{ nom: caracteristique }],
    images: [{ alt }],
  });
});

test('counts the effect of each choice: every facet ignores its own filter', async ({ api }) => {
  const response = await api.get('/api/produits/facettes?categorie=souris&enStock=true&prixMax=8000');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    total: 1,
    categories: [
      {
        slug: 'claviers',
        nom: 'Claviers',
        nombre: 0,
        vignette: { url: clavier.images[0]?.url, largeur: 640, hauteur: 480 },
      },
      { slug: 'souris', nom: 'Souris', nombre: 1, vignette: null },
    ],
    prix: [
      { min: 0, max: 5_000, nombre: 0 },
      { min: 5_000, max: 10_000, nombre: 1 },
      { min: 10_000, max: 25_000, nombre: 0 },
      { min: 25_000, max: 50_000, nombre: 0 },
      { min: 50_000, max: 100_000, nombre: 0 },
      { min: 100_000, max: null, nombre: 0 },
    ],
    disponibilite: { enStock: 1, rupture: 1 },
    proposition: null,
  });
});

test.for([
  [[120, 256, 512], 256],
  [[120, 180], 640],
  [[400, 256], 256],
] as const)('of a picture with files of %o pixels, a category shows that of %i', ([widths, expected]) => {
  const variantes = widths.map((largeur) => ({ fichier: `${largeur}.avif`, type: 'image/avif' as const, largeur }));
  const image = { fichier: '640.webp', largeur: 640, hauteur: 480, alt: { fr: '', en: '' }, variantes };
  expect(toVignette(image)).toEqual({
    url: `/api/images/${expected}.${expected === 640 ? 'webp' : 'avif'}`,
    largeur: expected,
    hauteur: expected * 0.75,
  });
});

test('HEAD answers as GET, without a body', async ({ api }) => {
  const [head, get] = await Promise.all([api.send('HEAD', '/api/produits'), api.get('/api/produits')]);
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
  for (const name of ['etag', 'content-length', 'x-total-count'])
    expect(head.headers.get(name)).toBe(get.headers.get(name));
});
