import { setTimeout as sleep } from 'node:timers/promises';
import type { Commande } from '@boutique/contracts/commandes';
import { MAX_FAVORIS } from '@boutique/contracts/favoris';
import { MAX_LIGNES } from '@boutique/contracts/panier';
import { expect, onTestFinished } from 'vitest';
import { test } from '../../test/fixtures.ts';
import { browserOf, newKey, tokenOf } from '../../test/people.ts';
import { count, createProduits, stockOf } from '../../test/rows.ts';

// Many requests for the same product at the same moment, through real HTTP on a real database.

type Shopper = ReturnType<typeof browserOf>;

const PRICE = 4990;
const ROUNDS = 20;

const times = <Result>(n: number, run: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: n }, (_, index) => run(index)));

/** The number of answers per status and code. */
async function tally(responses: readonly Response[]): Promise<Record<string, number>> {
  const kinds = await Promise.all(
    responses.map(async (response) => {
      const { code = '' } = (await response.clone().json()) as { code?: string };
      return `${response.status} ${code}`.trim();
    }),
  );
  return Object.fromEntries(
    Object.entries(Object.groupBy(kinds, (kind) => kind)).map(([kind, all = []]) => [kind, all.length]),
  );
}

test(`stock 5, 30 buyers: 5 orders and 25 refusals, in ${ROUNDS} rounds`, async ({ db, guest }) => {
  for (let round = 0; round < ROUNDS; round++) {
    const [produit = ''] = await createProduits(db, [5]);
    const before = { commandes: await count(db, 'commandes'), lignes: await count(db, 'lignes_commande') };
    const buyers = await times(30, guest);
    await Promise.all(buyers.map(({ put }) => put(produit, 1)));
    const answers = await Promise.all(buyers.map(({ order }) => order(PRICE + 490)));
    expect(await tally(answers)).toEqual({ '201': 5, '409 stock-insuffisant': 25 });
    expect(await stockOf(db, produit)).toBe(0);
    expect(await count(db, 'commandes')).toBe(before.commandes + 5);
    expect(await count(db, 'lignes_commande')).toBe(before.lignes + 5);
    expect(await count(db, 'historique_commandes')).toBe(await count(db, 'commandes'));
  }
}, 60_000);

test('stock 5, 30 buyers that send each order 20 times: still 5 orders', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const before = await count(db, 'commandes');
  const buyers = await times(30, guest);
  await Promise.all(buyers.map(({ put }) => put(produit, 1)));
  const answers = await Promise.all(
    buyers.map(async ({ order }) => {
      const key = newKey();
      const impatient = await times(20, () => order(PRICE + 490, key));
      // as a client does after "in progress" and "too many wait"
      let final = await order(PRICE + 490, key);
      while (final.status === 503) final = await order(PRICE + 490, key);
      return { impatient, final };
    }),
  );
  const kinds = Object.keys(await tally(answers.flatMap(({ impatient }) => impatient)));
  const expected = ['201', '409 stock-insuffisant', '409 requete-en-cours', '503 service-indisponible'];
  expect(kinds.filter((kind) => !expected.includes(kind))).toEqual([]);
  expect(await tally(answers.map(({ final }) => final))).toEqual({ '201': 5, '409 stock-insuffisant': 25 });
  expect(await stockOf(db, produit)).toBe(0);
  expect(await count(db, 'commandes')).toBe(before + 5);
}, 60_000);

test('50 parallel requests with one key: one order, which every success answers', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [50]);
  const client = await guest();
  await client.put(produit, 2);
  const key = newKey();
  const answers = await times(50, () => client.order(2 * PRICE, key));
  expect(Object.keys(await tally(answers)).toSorted()).toEqual(expect.arrayContaining(['201']));
  const others = Object.keys(await tally(answers)).filter((kind) => kind !== '201' && kind !== '409 requete-en-cours');
  expect(others).toEqual([]);
  const ids = await Promise.all(
    answers.filter(({ status }) => status === 201).map(async (one) => ((await one.json()) as Commande).id),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await stockOf(db, produit)).toBe(48);
});

test('a guest’s order that is repeated with the token of before is never taken for that of a new guest', async ({
  api,
  db,
}) => {
  for (let round = 0; round < ROUNDS; round++) {
    const [produit = ''] = await createProduits(db, [5]);
    const added = await browserOf(api).put(produit, 1);
    const visiteur = tokenOf(added);
    const key = newKey();
    const answers = await times(20, async (index) => {
      await sleep(index * 2);
      // no answer has reached it
      return browserOf(api, { visiteur }).order(PRICE + 490, key);
    });
    const kinds = Object.keys(await tally(answers));
    expect(kinds.filter((kind) => !['201', '409 requete-en-cours', '503 service-indisponible'].includes(kind))).toEqual(
      [],
    );
    expect(await stockOf(db, produit)).toBe(4);
  }
});

test('carts with the same products in opposite order never deadlock', async ({ db, guest }) => {
  const [a = '', b = '', c = ''] = await createProduits(db, [500, 500, 500]);
  for (let round = 0; round < 5; round++) {
    const answers = await times(20, async (index) => {
      const client = await guest();
      for (const produit of index % 2 ? [a, b, c] : [c, b, a]) await client.put(produit, 1);
      return client.order(3 * PRICE);
    });
    expect(await tally(answers)).toEqual({ '201': 20 });
  }
  expect(await Promise.all([a, b, c].map((id) => stockOf(db, id)))).toEqual([400, 400, 400]);
});

test('parallel cancellations put the stock back once', async ({ admin, db, guest }) => {
  const staff = await admin();
  for (let round = 0; round < 5; round++) {
    const [produit = ''] = await createProduits(db, [9]);
    const client = await guest();
    await client.put(produit, 3);
    const { id } = (await (await client.order(3 * PRICE)).json()) as Commande;
    const answers = await times(6, (index) =>
      index % 2
        ? client.send('POST', `/api/commandes/${id}/annulation`)
        : staff.send('PATCH', `/api/commandes/${id}`, { statut: 'annulee' }),
    );
    expect(await tally(answers)).toEqual({ '200': 1, '409 transition-impossible': 5 });
    expect(await stockOf(db, produit)).toBe(9);
  }
});

test('orders that wait for their turn are bounded: the others are told when to come back', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [1]);
  const client = await guest();
  await client.put(produit, 1);
  const trx = await db.transaction();
  onTestFinished(async () => {
    if (!trx.isCompleted()) await trx.rollback();
  });
  await trx('produits').where({ id: produit }).forUpdate().select('id');
  const orders = Array.from({ length: 410 }, () => client.order(PRICE + 490));
  const first = await Promise.race(orders);
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2']);
  await trx.rollback();
  // on a slow machine, the last ones come when places are free again
  const { '503 service-indisponible': refused = 0, ...others } = await tally(await Promise.all(orders));
  expect(refused).toBeLessThanOrEqual(6);
  expect(others).toEqual({ '201': 1, '409 panier-vide': 409 - refused });
}, 60_000);

test('requests of a buyer whose order waits for a product leave connections to everybody else', async ({
  db,
  guest,
}) => {
  const [produit = '', other = ''] = await createProduits(db, [9, 9]);
  const client = await guest();
  await client.put(produit, 1);
  const trx = await db.transaction();
  onTestFinished(async () => {
    if (!trx.isCompleted()) await trx.rollback();
  });
  await trx('produits').where({ id: produit }).forUpdate().select('id');
  const waiting = times(30, () => client.order(PRICE + 490));
  await sleep(200);
  expect((await (await guest()).put(other, 1)).status).toBe(200);
  await trx.rollback();
  expect(Object.keys(await tally(await waiting))).toContain('201');
});

test.for([
  ['cart', MAX_LIGNES, 'lignes_panier', (client: Shopper, id: string) => client.add(id, 1)],
  [
    'list of favourites',
    MAX_FAVORIS,
    'favoris',
    (client: Shopper, id: string) => client.send('PUT', `/api/favoris/${id}`),
  ],
] as const)('parallel requests do not pass the limit of a %s', async ([, limit, table, add], { db, guest }) => {
  const produits = await createProduits(db, Array(limit + 10).fill(5));
  const client = await guest();
  // the first one creates the buyer
  const before = await count(db, table);
  await add(client, produits.pop() ?? '');
  const answers = await Promise.all(produits.map((produit) => add(client, produit)));
  expect(answers.filter(({ ok }) => !ok)).toHaveLength(10);
  expect(await count(db, table)).toBe(before + limit);
});
