import { normalized } from '@boutique/contract-testing/normalized';
import { otherSpellings, searches } from '@boutique/contract-testing/searches';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { produitRow } from '../../test/rows.ts';

const test = base.override('template', 'demo');

test.beforeAll(async ({ db }) => {
  await db('produits').insert(
    otherSpellings.map(({ nom, description, ...row }) =>
      produitRow({
        ...row,
        nom_fr: nom.fr,
        nom_en: nom.en,
        description_fr: description.fr,
        description_en: description.en,
      }),
    ),
  );
});

/** Searches of the evaluation set that find something else; each one more fails the test. */
const KNOWN_MISSES: readonly string[] = ['ordinateur silencieux'];

test('finds what shoppers mean', { timeout: 60_000 }, async ({ api }) => {
  const misses: string[] = [];
  const kinds = new Map<string, { asked: number; right: number }>();
  for (const { kind, langue, q, finds, not } of searches) {
    const response = await api.get(`/api/produits?${new URLSearchParams({ q, langue, limite: '100' })}`);
    const found = new Set(((await response.json()) as { slug: string }[]).map(({ slug }) => slug));
    const missing = finds.filter((slug) => !found.has(slug));
    const wrong = not.filter((slug) => found.has(slug));
    const score = kinds.get(kind) ?? { asked: 0, right: 0 };
    kinds.set(kind, score);
    score.asked += 1;
    if (missing.length === 0 && wrong.length === 0) score.right += 1;
    else {
      misses.push(q);
      console.log(`« ${q} » (${langue}) does not find ${missing.join(', ') || '–'}; finds ${wrong.join(', ') || '–'}`);
    }
  }
  console.table(Object.fromEntries(kinds));
  console.log(`${searches.length - misses.length} of ${searches.length} searches find what they must`);
  expect(searches.length).toBeGreaterThanOrEqual(150);
  expect(misses).toEqual(KNOWN_MISSES);
});

test.for(normalized)('normalizes « %s »', async ([text, indexed, asked], { db }) => {
  const { rows } = await db.raw(
    `select normaliser(:text, 'fr', true) as indexed, normaliser(:text, 'fr', false) as asked`,
    { text },
  );
  expect(rows).toEqual([{ indexed, asked }]);
});
