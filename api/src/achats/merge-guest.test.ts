import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { newEmail } from '../../test/people.ts';
import { createProduits } from '../../test/rows.ts';
import { digestOf, newToken } from '../platform/tokens.ts';

const test = base
  .extend('lines', ({ db }) => async (acheteur: string): Promise<Record<string, number>> => {
    const rows = await db('lignes_panier').where({ acheteur_id: acheteur }).select('produit_id', 'quantite');
    return Object.fromEntries(rows.map(({ produit_id, quantite }) => [produit_id, quantite]));
  })
  .extend(
    'put',
    ({ db }) =>
      (acheteur: string, cart: Record<string, number>) =>
        db('lignes_panier').insert(
          Object.entries(cart).map(([produit_id, quantite]) => ({ acheteur_id: acheteur, produit_id, quantite })),
        ),
  )
  .extend('newGuest', ({ db, openBrowser }) => async () => {
    const visiteur = newToken();
    const [{ id }] = await db('acheteurs')
      .insert({ visiteur_sha256: digestOf(visiteur) })
      .returning('id');
    return { id: id as string, browser: openBrowser({ visiteur }) };
  })
  .extend(
    'acheteurOf',
    ({ db }) =>
      async (email: string): Promise<string> =>
        (
          await db('acheteurs as a')
            .join('utilisateurs as u', 'u.id', 'a.utilisateur_id')
            .where('u.email', email)
            .first('a.id')
        ).id,
  );

test('signing up keeps the cart, signing in adds it to the account’s cart', async ({
  db,
  newGuest,
  put,
  acheteurOf,
  lines,
}) => {
  const [few = '', many = '', gone = '', other = ''] = await createProduits(db, [3, 500, 0, 9]);
  const email = newEmail();
  const first = await newGuest();
  await put(first.id, { [few]: 2, [many]: 60 });
  await first.browser.signUp(email);
  const own = await acheteurOf(email);
  expect(await lines(own)).toEqual({ [few]: 2, [many]: 60 });
  expect(await lines(first.id)).toEqual({});

  const second = await newGuest();
  await put(second.id, { [few]: 2, [many]: 60, [gone]: 4, [other]: 5 });
  expect((await second.browser.signIn(email, 'pas le bon')).status).toBe(401);
  expect(await lines(second.id)).toHaveProperty(few);
  await second.browser.signIn(email);
  expect(await lines(own)).toEqual({ [few]: 3, [many]: 99, [gone]: 1, [other]: 5 });
  expect(await lines(second.id)).toEqual({});
  // a second sign-in adds nothing again
  await second.browser.signIn(email);
  expect(await lines(own)).toEqual({ [few]: 3, [many]: 99, [gone]: 1, [other]: 5 });
});

test('a full cart and a full list stay as they are', async ({ db, newGuest, put, acheteurOf, lines }) => {
  const produits = await createProduits(db, Array(102).fill(5));
  const email = newEmail();
  const first = await newGuest();
  const favoris = (acheteur: string, ids: string[]) =>
    db('favoris').insert(
      ids.map((produit_id, i) => ({ acheteur_id: acheteur, produit_id, ajoute_le: new Date(Date.now() + i * 1000) })),
    );
  await put(first.id, Object.fromEntries(produits.slice(0, 99).map((id) => [id, 1])));
  await favoris(first.id, produits.slice(0, 49));
  await first.browser.signUp(email);
  const second = await newGuest();
  await put(second.id, Object.fromEntries([produits[0], ...produits.slice(99)].map((id) => [id, 1])));
  await favoris(second.id, [produits[0] as string, ...produits.slice(60, 63)]);
  await second.browser.signIn(email);
  const own = await acheteurOf(email);
  const merged = await lines(own);
  expect(Object.keys(merged)).toHaveLength(100);
  expect(merged[produits[0] as string]).toBe(2);
  const kept = await db('favoris').where({ acheteur_id: own }).pluck('produit_id');
  expect(kept).toHaveLength(50);
  // the guest's newest favourite
  expect(kept).toContain(produits[62]);
});

test('many browsers that sign in at the same time lose nothing', async ({
  db,
  openBrowser,
  newGuest,
  put,
  lines,
  acheteurOf,
}) => {
  const [article = ''] = await createProduits(db, [99]);
  const email = newEmail();
  await openBrowser().signUp(email);
  const guests = await Promise.all(Array.from({ length: 6 }, newGuest));
  await Promise.all(guests.map(({ id }) => put(id, { [article]: 2 })));
  const answers = await Promise.all(guests.map(({ browser }) => browser.signIn(email)));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(await lines(await acheteurOf(email))).toEqual({ [article]: 12 });
});

test('parallel orders, sign-ins and a deletion wait for each other, and none fails', async ({
  db,
  openBrowser,
  newGuest,
  acheteurOf,
  put,
  api,
}) => {
  const produits = await createProduits(db, Array(6).fill(1_000));
  const cart = Object.fromEntries(produits.map((id) => [id, 1]));
  const adresse = { nom: 'Camille', rue: '1 rue', codePostal: '75001', ville: 'Paris', pays: 'FR' };
  const total = 6 * 4990;
  for (let round = 0; round < 8; round += 1) {
    const email = newEmail();
    const own = openBrowser();
    await own.signUp(email);
    const guests = await Promise.all(Array.from({ length: 3 }, newGuest));
    await db('acheteurs').insert({ utilisateur_id: (await own.whoAmI()).id });
    await Promise.all([acheteurOf(email), ...guests.map(({ id }) => id)].map(async (id) => put(await id, cart)));
    // once the account is deleted, the same request is a guest's, who names an address and has an empty cart
    const body = {
      email: newEmail(),
      adresse,
      livraison: 'standard',
      paiement: 'a-la-livraison',
      totalCentimes: total,
    };
    const order = () =>
      fetch(`${api.url}/api/commandes`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': newEmail().slice(0, 30),
          cookie: `session=${own.cookies.get('session')}`,
        },
        body: JSON.stringify(body),
      });
    const answers = await Promise.all([
      order(),
      ...guests.map(({ browser }) => browser.signIn(email)),
      order(),
      ...(round % 2 ? [own.send('DELETE', '/api/compte')] : []),
    ]);
    for (const { status } of answers) expect([200, 201, 204, 401, 409]).toContain(status);
    if (round % 2 === 0) continue;
    expect(await db('commandes').whereRaw('lower(email) = lower(?)', [email])).toEqual([]);
  }
});
