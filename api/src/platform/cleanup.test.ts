import { expect, vi } from 'vitest';
import { isolatedTest as base } from '../../test/fixtures.ts';
import { createAccount } from '../../test/people.ts';
import { produitRow } from '../../test/rows.ts';
import { cleanupRules } from '../app.ts';
import { deleteExpired, startCleanup } from './cleanup.ts';
import { createLog } from './log.ts';

const test = base
  .extend(
    'ago',
    ({ db }) =>
      (interval: string) =>
        db.raw('now() - ?::interval', [interval]),
  )
  .extend('fill', ({ db, ago }) => async () => {
    const { id } = await createAccount(db, 'user');
    const { id: other } = await createAccount(db, 'user');
    await db('sessions').delete();
    await db('sessions').insert([
      { jeton_sha256: sha('live'), utilisateur_id: id, vue_le: ago('13 days'), cree_le: ago('89 days') },
      { jeton_sha256: sha('idle'), utilisateur_id: id, vue_le: ago('15 days'), cree_le: ago('16 days') },
      { jeton_sha256: sha('old'), utilisateur_id: id, vue_le: ago('1 hour'), cree_le: ago('91 days') },
    ]);
    await db('tentatives').insert([
      { cle: 'recent', nombre: 1, debut: ago('2 hours') },
      { cle: 'old', nombre: 1, debut: ago('25 hours') },
    ]);
    await db('verifications').insert([
      { jeton_sha256: sha('recent'), utilisateur_id: id, email: 'x', cree_le: ago('23 hours') },
      { jeton_sha256: sha('old'), utilisateur_id: id, email: 'x', cree_le: ago('25 hours') },
    ]);
    await db('reinitialisations').insert([
      { jeton_sha256: sha('recent'), utilisateur_id: id, cree_le: ago('29 minutes') },
      { jeton_sha256: sha('old'), utilisateur_id: other, cree_le: ago('31 minutes') },
    ]);
    await db('appareils').insert([
      { jeton_sha256: sha('recent'), utilisateur_id: id, vu_le: ago('11 months') },
      { jeton_sha256: sha('old'), utilisateur_id: id, vu_le: ago('13 months') },
    ]);
    const acheteurs = await db('acheteurs')
      .insert([
        { visiteur_sha256: sha('recent'), vu_le: ago('179 days') },
        { visiteur_sha256: sha('old'), vu_le: ago('181 days') },
        { visiteur_sha256: sha('buyer'), vu_le: ago('181 days') },
        { utilisateur_id: id, vu_le: ago('900 days') },
      ])
      .returning('id');
    await db('commandes').insert({
      numero: 'MBR-1',
      acheteur_id: acheteurs[2].id,
      statut: 'livree',
      livraison: 'standard',
      paiement: 'a-la-livraison',
      nombre_articles: 1,
      sous_total_centimes: 1,
      livraison_centimes: 0,
      total_centimes: 1,
    });
    await db('idempotence').insert([
      { acheteur_id: acheteurs[3].id, cle: 'recent', empreinte: sha('x'), reponse: '{}', cree_le: ago('47 hours') },
      { acheteur_id: acheteurs[3].id, cle: 'old', empreinte: sha('x'), reponse: '{}', cree_le: ago('49 hours') },
    ]);
  });
const sha = (text: string) => Buffer.from(text);
const expected = {
  sessions: 2,
  tentatives: 1,
  verifications: 1,
  reinitialisations: 1,
  appareils: 1,
  acheteurs: 1,
  idempotence: 1,
};

test('deletes only outdated rows', async ({ fill, db }) => {
  await fill();
  expect(await deleteExpired(db, cleanupRules)).toEqual(expected);
  expect(await deleteExpired(db, cleanupRules)).toEqual({});
  const rest = await Promise.all(
    Object.keys(expected).map(async (table) => [table, Number((await db(table).count({ n: '*' }))[0]?.n)]),
  );
  expect(Object.fromEntries(rest)).toEqual({
    sessions: 1,
    tentatives: 1,
    verifications: 1,
    reinitialisations: 1,
    appareils: 1,
    acheteurs: 3,
    idempotence: 1,
  });
  expect(await db('acheteurs').whereNotNull('visiteur_sha256').pluck('visiteur_sha256')).toEqual(
    expect.arrayContaining([sha('recent'), sha('buyer')]),
  );
});

test('pictures that no product shows are deleted after a day', async ({ ago, db }) => {
  const image = (digit: string, age: string) => ({
    sha256: digit.repeat(64),
    type: 'image/webp',
    contenu: sha(digit),
    cree_le: ago(age),
  });
  await db('images').insert([image('a', '25 hours'), image('b', '23 hours'), image('c', '25 hours')]);
  const shown = { fichier: `${'c'.repeat(64)}.webp`, largeur: 1, hauteur: 1, alt: { fr: 'x', en: 'x' }, variantes: [] };
  await db('produits').insert(produitRow({ images: JSON.stringify([shown]) }));
  expect(await deleteExpired(db, cleanupRules)).toEqual({ images: 1 });
  expect((await db('images').pluck('sha256')).toSorted()).toEqual(['b'.repeat(64), 'c'.repeat(64)]);
});

test('more than one batch, and two replicas at the same time', async ({ db }) => {
  await db.raw(
    "insert into tentatives (cle, nombre, debut) select n::text, 1, now() - interval '2 days' from generate_series(1, 2500) n",
  );
  const runs = await Promise.all([deleteExpired(db, cleanupRules), deleteExpired(db, cleanupRules)]);
  expect(
    runs.reduce((sum, { tentatives = 0 }) => sum + tentatives, 0) +
      (await deleteExpired(db, cleanupRules).then(({ tentatives = 0 }) => tentatives)),
  ).toBe(2500);
});

test('runs by itself until it is stopped, even after a failed run', async ({ db, fill, ago }) => {
  await db.schema.renameTable('idempotence', 'away');
  const cleanup = startCleanup(db, createLog('silent'), cleanupRules, 10);
  await fill().catch(() => {});
  await db.schema.renameTable('away', 'idempotence');
  await vi.waitFor(async () => expect(await db('tentatives').where({ cle: 'old' })).toEqual([]));
  await cleanup.stop();
  await db('tentatives').insert({ cle: 'later', nombre: 1, debut: ago('2 days') });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await db('tentatives').where({ cle: 'later' })).toHaveLength(1);
});
