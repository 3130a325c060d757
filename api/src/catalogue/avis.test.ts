import type { Avis } from '@boutique/contracts/avis';
import type { Produit } from '@boutique/contracts/produits';
import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { browserOf, createAccount } from '../../test/people.ts';
import { produitRow, recordPurchase } from '../../test/rows.ts';

const rate = (
  { baseUrl, fetch }: { baseUrl: string; fetch: typeof globalThis.fetch },
  produitId: string,
  note: number,
) =>
  fetch(`${baseUrl}/api/produits/${produitId}/avis`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note, titre: 'Bien', texte: 'Je m’en sers.', langue: 'fr' }),
  });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

const test = base
  .extend('createProduit', ({ db }) => async (): Promise<string> => {
    const [{ id }] = await db('produits').insert(produitRow()).returning('id');
    return id;
  })
  /** An account that has ordered the product. */
  .extend('createBuyer', ({ db, api }) => async (produitId: string, { statut = 'livree', nom = 'Camille' } = {}) => {
    const { id, token } = await createAccount(db, 'user', { nom });
    await recordPurchase(db, { utilisateurId: id, produitId, statut });
    return { id, ...browserOf(api, { session: token }) };
  })
  .extend('ratingOf', ({ api }) => async (produitId: string) => {
    const { note, nombreAvis } = (await (await api.get(`/api/produits/${produitId}`)).json()) as Produit;
    return { note, nombreAvis };
  });

test('after 20 parallel reviews and some deletions, mean and count are those of the remaining reviews', async ({
  createProduit,
  createBuyer,
  ratingOf,
  api,
}) => {
  const produitId = await createProduit();
  const buyers = await Promise.all(Array.from({ length: 20 }, () => createBuyer(produitId)));
  const answers = await Promise.all(buyers.map((buyer, index) => rate(buyer, produitId, (index % 5) + 1)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect(await ratingOf(produitId)).toEqual({ note: 3, nombreAvis: 20 });

  const avis = (await Promise.all(answers.map((answer) => answer.json()))) as Avis[];
  const takenBack = avis.flatMap(({ id, note }, index) => {
    const author = buyers[index];
    return note === 1 && author ? [{ id, author }] : [];
  });
  await Promise.all(takenBack.map(({ id, author }) => author.fetch(`${api.url}/api/avis/${id}`, { method: 'DELETE' })));
  expect(takenBack).toHaveLength(4);
  expect(await ratingOf(produitId)).toEqual({ note: 3.5, nombreAvis: 16 });
});

test('ten parallel reviews by one account make one review', async ({ createProduit, createBuyer, ratingOf }) => {
  const produitId = await createProduit();
  const buyer = await createBuyer(produitId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => rate(buyer, produitId, 2)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    expect(await codeOf(answer)).toBe('avis-deja-donne');
  }
  expect(await ratingOf(produitId)).toEqual({ note: 2, nombreAvis: 1 });
});

test.for([
  [[4, 5, 4, 4], 4.3],
  [[5, 4, 4], 4.3],
  [[5, 5, 4], 4.7],
  [[1, 1, 1, 2], 1.3],
] as const)('the mean of %j is %d: halves go up', async ([notes, mean], { createProduit, createBuyer, ratingOf }) => {
  const produitId = await createProduit();
  for (const note of notes) expect((await rate(await createBuyer(produitId), produitId, note)).status).toBe(201);
  expect((await ratingOf(produitId)).note).toBe(mean);
});

test('an order before its delivery, a cancelled one and one of another product give no right to review', async ({
  createProduit,
  createBuyer,
  db,
}) => {
  const produitId = await createProduit();
  const cancelled = await createBuyer(produitId, { statut: 'annulee' });
  const waiting = await createBuyer(produitId, { statut: 'expediee' });
  const other = await createBuyer(await createProduit());
  for (const person of [cancelled, waiting, other]) {
    const response = await rate(person, produitId, 1);
    expect([response.status, await codeOf(response)]).toEqual([403, 'achat-requis']);
  }
  await recordPurchase(db, { utilisateurId: cancelled.id, produitId });
  expect((await rate(cancelled, produitId, 5)).status).toBe(201);
});

test('when staff cancels a delivered order, its review goes, and the mean is counted again', async ({
  createProduit,
  createBuyer,
  ratingOf,
  db,
  api,
}) => {
  const produitId = await createProduit();
  const staff = browserOf(api, { session: (await createAccount(db, 'admin')).token });
  const once = await createBuyer(produitId);
  const twice = await createBuyer(produitId);
  await recordPurchase(db, { utilisateurId: twice.id, produitId });
  for (const [buyer, note] of [
    [once, 1],
    [twice, 5],
    [await createBuyer(produitId), 4],
  ] as const) {
    expect((await rate(buyer, produitId, note)).status).toBe(201);
  }
  const cancelOrderOf = async ({ id }: { id: string }) => {
    const commande = await db('commandes as c')
      .join('acheteurs as a', 'a.id', 'c.acheteur_id')
      .where({ 'a.utilisateur_id': id, 'c.statut': 'livree' })
      .first('c.id');
    const response = await staff.send('PATCH', `/api/commandes/${commande.id}`, { statut: 'annulee' });
    expect(response.status).toBe(200);
  };
  await cancelOrderOf(once);
  expect(await ratingOf(produitId)).toEqual({ note: 4.5, nombreAvis: 2 });
  expect(await codeOf(await rate(once, produitId, 1))).toBe('achat-requis');
  // the other delivered order keeps the review
  await cancelOrderOf(twice);
  expect(await ratingOf(produitId)).toEqual({ note: 4.5, nombreAvis: 2 });
  await cancelOrderOf(twice);
  expect(await ratingOf(produitId)).toEqual({ note: 4, nombreAvis: 1 });
});

test('a review makes no version of the product and does not change its time of edition', async ({
  createProduit,
  db,
  createBuyer,
}) => {
  const produitId = await createProduit();
  const read = () => db('produits').where({ id: produitId }).first('version', 'modifie_le', 'recherche_fr');
  const before = await read();
  expect((await rate(await createBuyer(produitId), produitId, 5)).status).toBe(201);
  expect(await read()).toEqual(before);
});

test('a deletion of a review by staff is in the audit; one by its author is not', async ({
  createProduit,
  createBuyer,
  db,
  api,
  ratingOf,
}) => {
  const produitId = await createProduit();
  const author = await createBuyer(produitId, { nom: 'Dominique' });
  const { id } = (await (await rate(author, produitId, 1)).json()) as Avis;
  const staff = await createAccount(db, 'admin');
  const admin = browserOf(api, { session: staff.token });
  const response = await admin.fetch(`${api.url}/api/avis/${id}`, { method: 'DELETE' });
  expect(response.status).toBe(204);
  expect(await ratingOf(produitId)).toEqual({ note: null, nombreAvis: 0 });
  const audit = () => db('journal').where({ objet: 'avis' }).select('acteur_id', 'action', 'objet_id', 'details');
  const entries = await audit();
  expect(entries).toEqual([
    {
      acteur_id: staff.id,
      action: 'avis-supprime',
      objet_id: id,
      details: { produitId, auteur: 'Dominique', note: 1, titre: 'Bien' },
    },
  ]);

  const again = (await (await rate(author, produitId, 4)).json()) as Avis;
  expect((await author.fetch(`${api.url}/api/avis/${again.id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await audit()).toEqual(entries);
});

test('a review stays after its author’s account is deleted, without the name', async ({
  createProduit,
  createBuyer,
  api,
  db,
  ratingOf,
}) => {
  const produitId = await createProduit();
  const author = await createBuyer(produitId, { nom: 'Dominique' });
  await rate(author, produitId, 4);
  const list = async () => (await (await api.get(`/api/produits/${produitId}/avis`)).json()) as Avis[];
  expect(await list()).toMatchObject([{ auteur: 'Dominique' }]);
  await db('utilisateurs').where({ id: author.id }).delete();
  expect(await list()).toMatchObject([{ auteur: null, note: 4, titre: 'Bien' }]);
  expect(await ratingOf(produitId)).toEqual({ note: 4, nombreAvis: 1 });
});

test('an archived product has no page and no reviews', async ({ createProduit, createBuyer, db, api }) => {
  const produitId = await createProduit();
  const author = await createBuyer(produitId);
  await rate(author, produitId, 4);
  await db('produits').where({ id: produitId }).update({ actif: false });
  for (const path of ['avis', 'mon-avis']) {
    const response = await author.fetch(`${api.url}/api/produits/${produitId}/${path}`);
    expect([response.status, await codeOf(response)]).toEqual([404, 'produit-introuvable']);
  }
});
