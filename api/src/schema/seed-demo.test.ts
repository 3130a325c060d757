import { demoAvis } from '@boutique/demo-data/avis';
import { demoProduits } from '@boutique/demo-data/produits';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { recountAvis } from '../catalogue/avis.queries.ts';
import { seedDemo } from './seed-demo.ts';

const test = base.override('template', 'demo').extend(
  'ratings',
  ({ db }) =>
    () =>
      db('produits').orderBy('id').select('id', 'nombre_avis as nombreAvis', db.raw('note::float8')),
);

test('every mean and count has reviews behind it', async ({ db, ratings }) => {
  expect(await db('avis').pluck('id').orderBy('id')).toEqual(demoAvis.map(({ id }) => id));
  expect(await ratings()).toEqual(demoProduits.map(({ id, note, nombreAvis }) => ({ id, nombreAvis, note })));
});

test('the next seed neither brings a deleted review back nor changes a mean', async ({ db, ratings }) => {
  const [gone] = demoAvis;
  if (!gone) throw new Error('demoAvis is empty');
  await db('avis').where({ id: gone.id }).delete();
  await recountAvis(db, gone.produitId);
  const before = await ratings();
  await seedDemo(db);
  expect(await db('avis').where({ id: gone.id })).toEqual([]);
  expect(await ratings()).toEqual(before);
});
