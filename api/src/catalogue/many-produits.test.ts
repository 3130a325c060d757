import type { FacettesProduits } from '@boutique/contracts/produits';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { rowsRead } from '../../test/rows-read.ts';
import { createEditionService } from './edition.service.ts';
import { createProduitsService } from './produits.service.ts';

const SIZE = 12_000;

/** Every product has `broche` in its description, three have it in their name, and 20 are mice. */
const test = base.extend('found', ({ api }) => async (query: string) => {
  const response = await api.get(`/api/produits?${query}`);
  const items = (await response.json()) as { slug: string }[];
  return {
    slugs: items.map(({ slug }) => slug),
    total: Number(response.headers.get('x-total-count')),
    next: response.headers
      .get('link')
      ?.match(/^<([^>]*)>/)?.[1]
      ?.split('?')[1],
  };
});

test.beforeAll(async ({ db }) => {
  await db.raw(
    `insert into produits (slug, nom_fr, nom_en, description_fr, description_en, categorie, marque, prix_centimes, stock,
       cree_le, modifie_le, recherche_fr, recherche_en)
     select 'numero-' || n, 'Article', 'Article', 'broche', 'pin', case when n % 600 = 0 then 'souris' else 'claviers' end,
       'Dactyle', n, n % 10, timestamptz '2026-01-01Z' + n * interval '1 minute',
       timestamptz '2026-01-01Z' + n * interval '1 minute',
       setweight(vecteur('broche', 'fr'), case when n > :size - 3 then 'A' else 'C' end::"char"), vecteur('pin', 'en')
     from generate_series(1, :size) n`,
    { size: SIZE },
  );
  await db.raw('vacuum analyze produits');
});

test('counts to 1 000, and says that there are more', async ({ found }) => {
  expect((await found('limite=1')).total).toBe(1_001);
  expect((await found('limite=1&categorie=souris')).total).toBe(20);
  expect((await found('limite=1&prixMax=1000')).total).toBe(1_000);
  expect((await found('limite=1&q=broche')).total).toBe(1_001);
});

test('counts each choice to 1 000', async ({ api }) => {
  const facettes = (await (await api.get('/api/produits/facettes?prixMax=4000')).json()) as FacettesProduits;
  expect(facettes).toMatchObject({
    total: 1_001,
    categories: [
      { slug: 'claviers', nombre: 1_001 },
      { slug: 'souris', nombre: 6 },
    ],
    disponibilite: { enStock: 1_001, rupture: 400 },
    proposition: null,
  });
  expect(facettes.prix.map(({ nombre }) => nombre)).toEqual([1_001, 1_001, 1_001, 0, 0, 0]);
});

test('a search with many matches has no number for each choice', async ({ api }) => {
  const facettes = (await (
    await api.get('/api/produits/facettes?q=broche&categorie=souris')
  ).json()) as FacettesProduits;
  expect(facettes).toMatchObject({
    total: 20,
    categories: [
      { slug: 'claviers', nombre: null },
      { slug: 'souris', nombre: null },
    ],
    disponibilite: { enStock: null, rupture: null },
    proposition: null,
  });
  expect(new Set(facettes.prix.map(({ nombre }) => nombre))).toEqual(new Set([null]));
});

test('a search with many matches lists 1 001 of them, first those whose names match', async ({ found }) => {
  const slugs: string[] = [];
  for (let query: string | undefined = 'q=broche&limite=100'; query !== undefined; ) {
    const page = await found(query);
    expect(page.total).toBe(1_001);
    slugs.push(...page.slugs);
    query = page.next;
  }
  expect(new Set(slugs.slice(0, 3))).toEqual(new Set([1, 2, 3].map((n) => `numero-${SIZE - 3 + n}`)));
  expect(slugs).toHaveLength(1_001);
  expect(new Set(slugs).size).toBe(1_001);
});

test('no query reads the whole catalogue', async ({ db }) => {
  const produits = createProduitsService(db);
  const edition = createEditionService(db);
  const { next } = await produits.list({ limite: 100, tri: 'prix', prixMin: 9_000 }, 'fr');
  const requests: Record<string, () => Promise<unknown>> = {
    'by default': () => produits.list({ limite: 24 }, 'fr'),
    ...Object.fromEntries(
      (['prix', '-prix', 'nom', 'nouveaute', 'note'] as const).map((tri) => [
        tri,
        () => produits.list({ limite: 24, tri }, 'fr'),
      ]),
    ),
    'far down': () => produits.list({ limite: 24, tri: 'prix', prixMin: 9_000, apres: next ?? '' }, 'fr'),
    'a category by price': () => produits.list({ limite: 24, tri: 'prix', categorie: 'souris' }, 'fr'),
    'prices by date': () => produits.list({ limite: 24, prixMin: 5_000, prixMax: 5_100 }, 'fr'),
    'not in stock': () => produits.list({ limite: 24, enStock: false }, 'fr'),
    'a common word': () => produits.list({ limite: 24, q: 'broche' }, 'fr'),
    'a word with a typo': () => produits.list({ limite: 24, q: 'brocje' }, 'fr'),
    'the beginning of a word': () => produits.list({ limite: 6, q: 'bro' }, 'fr'),
    'a common word by price': () => produits.list({ limite: 24, q: 'broche', tri: 'prix' }, 'fr'),
    'one product': () => produits.read('numero-7', 'fr'),
    facets: () => produits.facettes({}, 'fr'),
    'facets of a category and prices': () => produits.facettes({ categorie: 'claviers', prixMin: 2_000 }, 'fr'),
    'facets of a common word': () => produits.facettes({ q: 'broche' }, 'fr'),
    "staff's list": () => edition.list({ limite: 24 }, 'fr'),
  };
  const statements: { sql: string; bindings: readonly unknown[] }[] = [];
  const listen = (statement: (typeof statements)[number]) => statements.push(statement);
  for (const [name, run] of Object.entries(requests)) {
    statements.length = 0;
    db.on('query', listen);
    await run();
    db.off('query', listen);
    expect(statements.length, name).toBeGreaterThan(0);
    let read = 0;
    for (const { sql, bindings } of [...statements]) {
      const { rows } = await db.raw(`explain (analyze, format json) ${sql.replace(/\$\d+/g, '?')}`, [
        ...bindings,
      ] as never[]);
      read += rowsRead(rows[0]['QUERY PLAN'][0].Plan, 'produits');
    }
    expect(read, name).toBeLessThan(SIZE / 1.5);
  }
}, 60_000);
