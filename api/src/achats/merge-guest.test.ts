import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { newEmail, openBrowser } from '../../test/people.ts';
import { categorieRows, produitRow } from '../../test/rows.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { digestOf, newToken } from '../platform/tokens.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db('categories').insert(categorieRows);
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const produit = async (stock: number): Promise<string> =>
  (await database.db('produits').insert(produitRow({ stock })).returning('id'))[0].id;
const lines = async (acheteur: string): Promise<Record<string, number>> => {
  const rows = await database.db('lignes_panier').where({ acheteur_id: acheteur }).select('produit_id', 'quantite');
  return Object.fromEntries(rows.map(({ produit_id, quantite }) => [produit_id, quantite]));
};
const put = (acheteur: string, cart: Record<string, number>) =>
  database
    .db('lignes_panier')
    .insert(Object.entries(cart).map(([produit_id, quantite]) => ({ acheteur_id: acheteur, produit_id, quantite })));

async function guest() {
  const visiteur = newToken();
  const [{ id }] = await database
    .db('acheteurs')
    .insert({ visiteur_sha256: digestOf(visiteur) })
    .returning('id');
  return { id: id as string, browser: openBrowser(() => api, { jar: { visiteur } }) };
}
const acheteurOf = async (email: string): Promise<string> =>
  (
    await database
      .db('acheteurs as a')
      .join('utilisateurs as u', 'u.id', 'a.utilisateur_id')
      .where('u.email', email)
      .first('a.id')
  ).id;

test('signing up takes the cart along, signing in adds it to what is there', async () => {
  const [few, many, gone, other] = [await produit(3), await produit(500), await produit(0), await produit(9)];
  const email = newEmail();
  const first = await guest();
  await put(first.id, { [few]: 2, [many]: 60 });
  await first.browser.signUp(email);
  const own = await acheteurOf(email);
  expect(await lines(own)).toEqual({ [few]: 2, [many]: 60 });
  expect(await lines(first.id)).toEqual({});

  const second = await guest();
  await put(second.id, { [few]: 2, [many]: 60, [gone]: 4, [other]: 5 });
  expect((await second.browser.signIn(email, 'pas le bon')).status).toBe(401);
  expect(await lines(second.id)).toHaveProperty(few);
  await second.browser.signIn(email);
  expect(await lines(own)).toEqual({ [few]: 3, [many]: 99, [gone]: 1, [other]: 5 });
  expect(await lines(second.id)).toEqual({});
  // nothing is added twice
  await second.browser.signIn(email);
  expect(await lines(own)).toEqual({ [few]: 3, [many]: 99, [gone]: 1, [other]: 5 });
});

test('a full cart and a full list stay as they are', async () => {
  const produits = await Promise.all(Array.from({ length: 102 }, () => produit(5)));
  const email = newEmail();
  const first = await guest();
  const favoris = (acheteur: string, ids: string[]) =>
    database
      .db('favoris')
      .insert(
        ids.map((produit_id, i) => ({ acheteur_id: acheteur, produit_id, ajoute_le: new Date(Date.now() + i * 1000) })),
      );
  await put(first.id, Object.fromEntries(produits.slice(0, 99).map((id) => [id, 1])));
  await favoris(first.id, produits.slice(0, 49));
  await first.browser.signUp(email);
  const second = await guest();
  await put(second.id, Object.fromEntries([produits[0], ...produits.slice(99)].map((id) => [id, 1])));
  await favoris(second.id, [produits[0] as string, ...produits.slice(60, 63)]);
  await second.browser.signIn(email);
  const own = await acheteurOf(email);
  const merged = await lines(own);
  expect(Object.keys(merged)).toHaveLength(100);
  expect(merged[produits[0] as string]).toBe(2);
  const kept = await database.db('favoris').where({ acheteur_id: own }).pluck('produit_id');
  expect(kept).toHaveLength(50);
  // the newest of what was to come
  expect(kept).toContain(produits[62]);
});

test('many browsers that sign in at the same time lose nothing', async () => {
  const article = await produit(99);
  const email = newEmail();
  await openBrowser(() => api).signUp(email);
  const guests = await Promise.all(Array.from({ length: 6 }, guest));
  await Promise.all(guests.map(({ id }) => put(id, { [article]: 2 })));
  const answers = await Promise.all(guests.map(({ browser }) => browser.signIn(email)));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(await lines(await acheteurOf(email))).toEqual({ [article]: 12 });
});

test('orders, sign-ins and a deletion at the same time wait for each other, and fail nobody', async () => {
  const produits = await Promise.all(Array.from({ length: 6 }, () => produit(1_000)));
  const cart = Object.fromEntries(produits.map((id) => [id, 1]));
  const adresse = { nom: 'Camille', rue: '1 rue', codePostal: '75001', ville: 'Paris', pays: 'FR' };
  const total = 6 * 4990;
  for (let round = 0; round < 8; round += 1) {
    const email = newEmail();
    const own = openBrowser(() => api);
    await own.signUp(email);
    const guests = await Promise.all(Array.from({ length: 3 }, guest));
    await database.db('acheteurs').insert({ utilisateur_id: (await own.whoAmI()).id });
    await Promise.all([acheteurOf(email), ...guests.map(({ id }) => id)].map(async (id) => put(await id, cart)));
    const order = () =>
      fetch(`${api.url}/api/commandes`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': newEmail().slice(0, 30),
          cookie: `session=${own.cookies.get('session')}`,
        },
        body: JSON.stringify({ adresse, livraison: 'standard', paiement: 'a-la-livraison', totalCentimes: total }),
      });
    const answers = await Promise.all([
      order(),
      ...guests.map(({ browser }) => browser.signIn(email)),
      order(),
      ...(round % 2 ? [own.send('DELETE', '/api/compte')] : []),
    ]);
    for (const { status } of answers) expect([200, 201, 204, 401, 409]).toContain(status);
    if (round % 2 === 0) continue;
    expect(await database.db('commandes').whereRaw('lower(email) = lower(?)', [email])).toEqual([]);
  }
});
