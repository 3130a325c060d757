import { demoAvis } from '@boutique/demo-data/avis';
import { demoProduits } from '@boutique/demo-data/produits';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { recountAvis } from '../catalogue/avis.queries.ts';
import { reencodePicture } from '../catalogue/reencode-picture.ts';
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

test('pictures have the files that an upload of their size gets', async ({ db }) => {
  const [produit] = demoProduits;
  const { images } = await db('produits').where({ id: produit?.id }).first('images');
  const { contenu } = await db('images')
    .where({ sha256: images[0].fichier.slice(0, 64) })
    .first('contenu');
  const [main, ...variantes] = (await reencodePicture(contenu)).toReversed();
  const shown = ({ type, largeur }: { type: string; largeur: number }) => `${type} ${largeur}`;
  expect([images[0].largeur, images[0].variantes.map(shown)]).toEqual([
    main?.largeur,
    variantes.toReversed().map(shown),
  ]);
});

test('the next seed adds files to pictures of an older seed, and leaves edited ones', async ({ db }) => {
  const imagesOf = (id: string) => db('produits').where({ id }).first('images');
  const [first, second] = demoProduits;
  if (!first || !second) throw new Error('demoProduits is too short');
  const before = await imagesOf(first.id);
  const [{ variantes, ...image }] = before.images;
  const edited = [{ ...image, alt: { fr: 'Autre', en: 'Other' } }];
  await db('produits')
    .where({ id: first.id })
    .update({ images: JSON.stringify([image]) });
  await db('produits')
    .where({ id: second.id })
    .update({ images: JSON.stringify(edited) });
  await seedDemo(db);
  expect(await imagesOf(first.id)).toEqual(before);
  expect((await imagesOf(second.id)).images).toEqual(edited);
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
