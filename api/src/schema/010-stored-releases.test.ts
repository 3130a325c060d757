import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { migrations } from './migrations.ts';

const test = base.override('template', 'template1');

test('an upgrade keeps slices, tokens and history, in English; releases must be registered again', async ({ db }) => {
  const place = migrations.findIndex(({ name }) => name === '010-stored-releases');
  for (const { up } of migrations.slice(0, place)) await up(db);
  await db('slices').insert({ name: 'produits', followed: '1.0.0 sha384-x' });
  await db('releases').insert({
    slice: 'produits',
    version: '1.0.0',
    integrity: 'sha384-x',
    origin: 'http://mfe-produits:8080',
    release: '{}',
    state: 'active',
  });
  await db('deploy_tokens').insert({ slice: 'produits', name: 'ci', token_sha256: Buffer.alloc(32) });
  const figures = { visiteurs: 9, visiteursEnEchec: 3, autresVisiteurs: 90, autresEnEchec: 1 };
  await db('release_history').insert([
    { slice: 'produits', action: 'inscription', version: '1.0.0', state: 'nouvelle', author: 'jeton ci' },
    { slice: 'produits', action: 'trafic', version: '1.0.0', state: 'active', traffic: 100, author: 'Alix' },
    {
      slice: 'produits',
      action: 'retrait-automatique',
      version: '1.0.0',
      state: 'en-echec',
      author: 'automatique',
      figures,
    },
  ]);

  await migrations[place]?.up(db);

  expect(await db('releases').select()).toEqual([]);
  expect(await db('slices').pluck('followed')).toEqual([null]);
  expect(await db('deploy_tokens').pluck('name')).toEqual(['ci']);
  expect(await db('release_history').orderBy('id').select('action', 'state', 'author', 'figures')).toEqual([
    { action: 'registered', state: 'new', author: 'token ci', figures: null },
    { action: 'traffic', state: 'active', author: 'Alix', figures: null },
    {
      action: 'withdrawn',
      state: 'failed',
      author: 'automatic',
      figures: { clients: 9, failingClients: 3, otherClients: 90, otherFailingClients: 1 },
    },
  ]);
  await expect(db('release_history').delete()).rejects.toThrow('only grows');
});
