import { demoAvis } from '@boutique/demo-data/avis';
import { demoProduits } from '@boutique/demo-data/produits';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { recountAvis } from '../catalogue/avis.queries.ts';
import { seedDemo } from './seed-demo.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('demo');
});
afterAll(() => database.drop());

const ratings = () =>
  database.db('produits').orderBy('id').select('id', 'nombre_avis as nombreAvis', database.db.raw('note::float8'));

test('every mean and count has reviews behind it', async () => {
  expect(await database.db('avis').pluck('id').orderBy('id')).toEqual(demoAvis.map(({ id }) => id));
  expect(await ratings()).toEqual(demoProduits.map(({ id, note, nombreAvis }) => ({ id, nombreAvis, note })));
});

test('a review that was deleted does not come back with the next seed, nor does a mean change', async () => {
  const [gone] = demoAvis;
  if (!gone) throw new Error('demoAvis is empty');
  await database.db('avis').where({ id: gone.id }).delete();
  await recountAvis(database.db, gone.produitId);
  const before = await ratings();
  await seedDemo(database.db);
  expect(await database.db('avis').where({ id: gone.id })).toEqual([]);
  expect(await ratings()).toEqual(before);
});
