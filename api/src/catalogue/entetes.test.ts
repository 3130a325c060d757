import type { Entete, PlanDuSite } from '@boutique/contracts/entetes';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { categorieRows, produitRow } from '../../test/rows.ts';
import { shortened } from './entetes.service.ts';

const test = base
  .extend(
    'read',
    ({ api }) =>
      async <Body>(path: string) =>
        (await (await api.get(path)).json()) as Body,
  )
  .extend(
    'planPaths',
    ({ read }) =>
      async () =>
        (await read<PlanDuSite>('/api/plan-du-site')).map(({ chemin }) => chemin),
  );

test('an empty shop has a site map and a head of the catalogue', async ({ db, planPaths, read }) => {
  await db('categories').delete();
  expect(await planPaths()).toEqual(['/', '/produits']);
  expect(await read<Entete>('/api/entetes/catalogue')).toMatchObject({ image: null, canonique: '/produits' });
});

test('the site map has products on sale, and categories with such products, each with its last change', async ({
  db,
  read,
  api,
}) => {
  await db('categories').insert(categorieRows);
  await db('produits').insert([
    produitRow({ slug: 'ancien', modifie_le: '2026-01-01' }),
    produitRow({ slug: 'recent', modifie_le: '2026-03-01' }),
    produitRow({ slug: 'archive', categorie: 'souris', modifie_le: '2026-04-01', actif: false }),
  ]);
  expect(await read<PlanDuSite>('/api/plan-du-site')).toEqual(
    [
      ['/', '2026-03-01'],
      ['/produits', '2026-03-01'],
      ['/produits?categorie=claviers', '2026-03-01'],
      ['/produits/recent', '2026-03-01'],
      ['/produits/ancien', '2026-01-01'],
    ].map(([chemin, day]) => ({ chemin, modifieLe: `${day}T00:00:00.000Z` })),
  );
  expect((await api.get('/api/entetes/produits/archive')).status).toBe(404);
});

test('the site map stops at 50 000 pages', async ({ db, planPaths }) => {
  // in batches, because a statement may take five seconds and the machine may be busy
  for (let first = 1; first <= 50_000; first += 5_000) {
    await db.raw(
      `insert into produits (slug, nom_fr, nom_en, description_fr, description_en, categorie, marque, prix_centimes, stock,
         recherche_fr, recherche_en, modifie_le)
       select 'serie-' || n, 'n', 'n', 'd', 'd', 'claviers', 'm', 100, 1, '', '', now()
       from generate_series(:first::int, :first::int + 4999) as n`,
      { first },
    );
  }
  const paths = await planPaths();
  expect(paths).toHaveLength(50_000);
  expect(new Set(paths).size).toBe(50_000);
});

test.each([
  ['court', 'court'],
  ['  sur\ndeux\t lignes ', 'sur deux lignes'],
  ['a'.repeat(160), 'a'.repeat(160)],
  ['a'.repeat(161), `${'a'.repeat(159)}…`],
  [`${'mot '.repeat(39)}final et la suite`, `${'mot '.repeat(39).trim()}…`],
  [`${'a'.repeat(150)}, et encore la suite`, `${'a'.repeat(150)}, et…`],
  [`${'a'.repeat(155)}, puis la suite`, `${'a'.repeat(155)}…`],
  [`${'a'.repeat(158)}😀 et la suite`, `${'a'.repeat(158)}…`],
])('a description is cut between two words: %#', (text, expected) => {
  expect(shortened(text)).toBe(expected);
  expect(shortened(text).length).toBeLessThanOrEqual(160);
});
