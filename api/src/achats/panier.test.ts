import { MAX_LIGNES } from '@boutique/contracts/panier';
import type { Problem } from '@boutique/contracts/problems';
import { expect } from 'vitest';
import { test } from '../../test/fixtures.ts';
import { count, createProduits } from '../../test/rows.ts';

test('reading an empty cart sets no cookie and writes no row', async ({ db, api }) => {
  const before = await count(db, 'acheteurs');
  const response = await api.get('/api/panier');
  expect(await response.json()).toEqual({ lignes: [], nombreArticles: 0, totalCentimes: 0 });
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await count(db, 'acheteurs')).toBe(before);
});

test('a guest’s cookie cannot be read by scripts or sent by other sites, and is stored as a digest', async ({
  db,
  api,
}) => {
  const [produit = ''] = await createProduits(db, [5]);
  const response = await api.send('POST', '/api/panier/lignes', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ produitId: produit, quantite: 1 }),
  });
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^visiteur=[\w-]{43};.*path=\/;.*samesite=lax;.*httponly/i);
  const token = /^visiteur=([^;]+)/.exec(cookie)?.[1] ?? '';
  const digests = await db('acheteurs').pluck<Buffer[]>('visiteur_sha256');
  expect(digests.filter((digest) => digest?.toString().includes(token))).toEqual([]);
});

test('parallel additions add up, but never beyond the stock', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [7]);
  const { add, get } = await guest();
  await add(produit, 1);
  const answers = await Promise.all(Array.from({ length: 10 }, () => add(produit, 1)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  expect(await (await get('/api/panier')).json()).toMatchObject({ nombreArticles: 7, totalCentimes: 7 * 4990 });
});

test('a refusal tells the largest quantity that would be accepted', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [25]);
  const { add, put } = await guest();
  const maximumOf = async (response: Promise<Response>) =>
    ((await (await response).json()) as Problem).erreurs?.[0]?.maximum;
  await add(produit, 20);
  expect(await maximumOf(add(produit, 6))).toBe(5);
  expect(await maximumOf(put(produit, 26))).toBe(25);
  await db('produits').where({ id: produit }).update({ stock: 3 });
  expect(await maximumOf(add(produit, 1))).toBe(0);
});

test('a product that left the catalogue stays visible in the cart, and can only be taken out', async ({
  db,
  guest,
}) => {
  const [produit = ''] = await createProduits(db, [5]);
  const { add, get, send } = await guest();
  await add(produit, 2);
  await db('produits').where({ id: produit }).update({ actif: false });
  expect(await (await get('/api/panier')).json()).toMatchObject({ lignes: [{ disponible: false, stock: 0 }] });
  expect(await (await add(produit, 1)).json()).toMatchObject({ code: 'produit-introuvable' });
  expect(await (await send('DELETE', `/api/panier/lignes/${produit}`)).json()).toMatchObject({ lignes: [] });
});

test('the quantity can be lowered when the stock has become too small', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const { put } = await guest();
  await put(produit, 5);
  await db('produits').where({ id: produit }).update({ stock: 1 });
  expect((await put(produit, 3)).status).toBe(200);
  expect((await put(produit, 4)).status).toBe(409);
});

test(`a cart holds at most ${MAX_LIGNES} products`, async ({ db, guest }) => {
  const produits = await createProduits(db, Array(MAX_LIGNES + 1).fill(1));
  const { add } = await guest();
  const last = produits.pop() ?? '';
  for (const produit of produits) expect((await add(produit, 1)).status).toBe(200);
  expect(await (await add(last, 1)).json()).toMatchObject({ code: 'limite-atteinte' });
});

test('two browsers have two carts', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  await (await guest()).add(produit, 2);
  expect(await (await (await guest()).get('/api/panier')).json()).toMatchObject({ nombreArticles: 0 });
});
