import type { PlanDuSite } from '@boutique/contracts/plan-du-site';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { categorieRows, produitRow } from '../../test/rows.ts';

const test = base.extend(
  'readPlan',
  ({ api }) =>
    async () =>
      (await (await api.get('/api/plan-du-site')).json()) as PlanDuSite,
);

const pathsOf = (plan: PlanDuSite) => plan.map(({ chemin }) => chemin);

test('an empty shop has a site map', async ({ db, readPlan }) => {
  await db('categories').delete();
  expect(pathsOf(await readPlan())).toEqual(['/', '/produits']);
});

test('the site map has products on sale, and categories with such products, each with its last change', async ({
  db,
  readPlan,
}) => {
  await db('categories').insert(categorieRows);
  await db('produits').insert([
    produitRow({ slug: 'ancien', modifie_le: '2026-01-01' }),
    produitRow({ slug: 'recent', modifie_le: '2026-03-01' }),
    produitRow({ slug: 'archive', categorie: 'souris', modifie_le: '2026-04-01', actif: false }),
  ]);
  expect(await readPlan()).toEqual(
    [
      ['/', '2026-03-01'],
      ['/produits', '2026-03-01'],
      ['/produits?categorie=claviers', '2026-03-01'],
      ['/produits/recent', '2026-03-01'],
      ['/produits/ancien', '2026-01-01'],
    ].map(([chemin, day]) => ({ chemin, modifieLe: `${day}T00:00:00.000Z` })),
  );
});

test('the site map stops at 25 000 pages', async ({ db, readPlan }) => {
  // in batches, because a statement may take five seconds and the machine may be busy
  for (let first = 1; first <= 25_000; first += 5_000) {
    await db.raw(
      `insert into produits (slug, nom_fr, nom_en, description_fr, description_en, categorie, marque, prix_centimes, stock,
         recherche_fr, recherche_en, modifie_le)
       select 'serie-' || n, 'n', 'n', 'd', 'd', 'claviers', 'm', 100, 1, '', '', now()
       from generate_series(:first::int, :first::int + 4999) as n`,
      { first },
    );
  }
  const paths = pathsOf(await readPlan());
  expect(paths).toHaveLength(25_000);
  expect(new Set(paths).size).toBe(25_000);
});
