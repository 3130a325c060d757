import type { Commande, CommandeResume } from '@boutique/contracts/commandes';
import type { ExportCompte } from '@boutique/contracts/comptes';
import { livraisonPrevue } from '@boutique/contracts/delivery-dates';
import { GUEST_ORDER } from '@boutique/contracts/limits';
import type { Problem } from '@boutique/contracts/problems';
import { expect, onTestFinished } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { adresse, browserOf, newKey, tokenOf } from '../../test/people.ts';
import { createProduits, stockOf } from '../../test/rows.ts';
import { startApi } from '../../test/start-api.ts';
import { emailOf } from './nouvelle-commande.queries.ts';

const PRICE = 4990;
const commandeOf = async (response: Response) => (await response.json()) as Commande;
const idsOf = async (response: Response) => ((await response.json()) as CommandeResume[]).map(({ id }) => id);

const test = base
  /** A guest with an order of `quantite` of a product. */
  .extend('ordered', ({ db, guest }) => async (stock = 5, quantite = 2) => {
    const [produit = ''] = await createProduits(db, [stock]);
    const client = await guest();
    await client.put(produit, quantite);
    // delivery is free for 50 EUR or more
    const total = quantite * PRICE + (quantite > 1 ? 0 : 490);
    const response = await client.order(total);
    expect(response.status).toBe(201);
    return { produit, client, response, commande: await commandeOf(response) };
  });

test('an order takes the stock, keeps names and prices, and empties the cart', async ({ ordered, db }) => {
  const { produit, client, response, commande } = await ordered();
  expect(commande).toEqual({
    id: expect.any(String),
    numero: expect.stringMatching(/^MBR-[0-9A-HJKMNP-TV-Z]{6}$/),
    statut: 'confirmee',
    expireLe: null,
    lignes: [
      {
        produitId: produit,
        slug: expect.stringMatching(/^produit-/),
        nom: 'Clavier',
        image: null,
        prixCentimes: PRICE,
        quantite: 2,
        totalCentimes: 2 * PRICE,
      },
    ],
    sousTotalCentimes: 2 * PRICE,
    livraison: 'standard',
    livraisonCentimes: 0,
    livraisonPrevue: livraisonPrevue(Date.now(), { joursMin: 3, joursMax: 5 }),
    totalCentimes: 2 * PRICE,
    paiement: 'a-la-livraison',
    enLigne: null,
    email: 'camille@boutique.example',
    adresse,
    historique: [{ statut: 'confirmee', le: expect.any(String), par: 'client' }],
    creeLe: expect.any(String),
  });
  expect(response.headers.get('location')).toBe(`/api/commandes/${commande.id}`);
  expect(await stockOf(db, produit)).toBe(3);
  expect(await (await client.get('/api/panier')).json()).toMatchObject({ lignes: [] });

  await db('produits').where({ id: produit }).update({ nom_fr: 'Renommé', prix_centimes: 1, actif: false });
  const later = await commandeOf(await client.get(`/api/commandes/${commande.id}`));
  expect(later.lignes[0]).toMatchObject({ nom: 'Clavier', prixCentimes: PRICE, slug: null });
  await db('produits').where({ id: produit }).delete();
  const last = await commandeOf(await client.get(`/api/commandes/${commande.id}`));
  expect(last.lignes[0]).toMatchObject({ produitId: null, nom: 'Clavier', totalCentimes: 2 * PRICE });
});

test('small orders pay for their delivery', async ({ ordered }) => {
  const { commande } = await ordered(5, 1);
  expect(commande).toMatchObject({ sousTotalCentimes: PRICE, livraisonCentimes: 490, totalCentimes: PRICE + 490 });
});

test('an overseas department has its own price and delay, and is never free', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  await client.put(produit, 2);
  const order = (totalCentimes: number) =>
    client.order(totalCentimes, newKey(), { adresse: { ...adresse, codePostal: '97110', ville: 'Pointe-à-Pitre' } });
  expect(await (await order(2 * PRICE)).json()).toMatchObject({ code: 'total-modifie' });
  expect(await commandeOf(await order(2 * PRICE + 1_490))).toMatchObject({
    livraisonCentimes: 1_490,
    livraisonPrevue: livraisonPrevue(Date.now(), { joursMin: 8, joursMax: 12 }),
  });
});

test('the promised days stay those of the order; without them, they are computed', async ({ ordered, db }) => {
  const { client, commande } = await ordered();
  const promised = async () => (await commandeOf(await client.get(`/api/commandes/${commande.id}`))).livraisonPrevue;
  await db('commandes').where({ id: commande.id }).update({ prevue_du: '2026-12-24', prevue_au: '2026-12-28' });
  expect(await promised()).toEqual({ du: '2026-12-24', au: '2026-12-28' });
  const changes = { prevue_du: null, prevue_au: null, cree_le: '2026-11-26T23:30:00Z' };
  await db('commandes').where({ id: commande.id }).update(changes);
  expect(await promised()).toEqual({ du: '2026-12-02', au: '2026-12-04' });
});

test('a repeated order whose answer was stored by an older version is answered in full', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  const key = newKey();
  await client.put(produit, 2);
  const first = await commandeOf(await client.order(2 * PRICE, key));
  await db('idempotence')
    .where({ cle: key })
    .update({ reponse: { id: first.id } });
  expect(await (await client.order(2 * PRICE, key)).json()).toEqual(first);
});

test('the most expensive possible cart can be ordered', async ({ db, user, admin }) => {
  const dearest = 100_000_000;
  const produits = await createProduits(db, [99, 99], { prix_centimes: dearest });
  const client = await user();
  for (const id of produits) await client.put(id, 99);
  const totalCentimes = 2 * 99 * dearest;
  const response = await client.order(totalCentimes);
  expect(response.status).toBe(201);
  const { id, numero } = await commandeOf(response);
  expect(await commandeOf(await client.get(`/api/commandes/${id}`))).toMatchObject({
    totalCentimes,
    sousTotalCentimes: totalCentimes,
  });
  expect(await (await client.get('/api/commandes')).json()).toMatchObject([{ id, totalCentimes }]);
  const staff = await admin();
  expect(await (await staff.get(`/api/administration/commandes?q=${numero}`)).json()).toMatchObject([
    { id, totalCentimes },
  ]);
  const { commandes } = (await (await client.get('/api/compte/export')).json()) as ExportCompte;
  expect(commandes).toMatchObject([{ id, totalCentimes, sousTotalCentimes: totalCentimes }]);
});

test('a guest orders few pieces of one product, and few in all; an account more', async ({ db, guest, user }) => {
  const { ofOneProduct, inAll } = GUEST_ORDER;
  const produits = await createProduits(db, Array(4).fill(99));
  const [produit = ''] = produits;
  const client = await guest();
  await client.put(produit, ofOneProduct + 1);
  expect(await (await client.order((ofOneProduct + 1) * PRICE)).json()).toMatchObject({
    code: 'limite-atteinte',
    erreurs: [{ chemin: `lignes.${produit}`, maximum: ofOneProduct }],
  });
  for (const id of produits) await client.put(id, inAll / 4 + 1);
  expect(await (await client.order((inAll + 4) * PRICE)).json()).toMatchObject({ code: 'limite-atteinte' });
  for (const id of produits) await client.put(id, 1);
  await client.put(produit, ofOneProduct);
  expect((await client.order((ofOneProduct + 3) * PRICE)).status).toBe(201);
  const member = await user();
  await member.put(produit, ofOneProduct + 1);
  expect((await member.order((ofOneProduct + 1) * PRICE)).status).toBe(201);
});

test('one client address places few orders of guests in an hour; refused and repeated ones do not count', async ({
  db,
  user,
}) => {
  // other tests of this file order from the same address
  await db('tentatives').delete();
  const api = await startApi({ db, guestOrdersPerHour: 2 });
  onTestFinished(() => api.stop());
  const [produit = ''] = await createProduits(db, [9]);
  const orderAs = async (client: ReturnType<typeof browserOf>, key?: string) => {
    await client.put(produit, 1);
    return client.order(PRICE + 490, key);
  };
  const first = browserOf(api);
  expect((await first.order(PRICE + 490)).status).toBe(409);
  const key = newKey();
  expect((await orderAs(first, key)).status).toBe(201);
  expect((await first.order(PRICE + 490, key)).status).toBe(201);
  const answers = await Promise.all(Array.from({ length: 4 }, () => orderAs(browserOf(api))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 429, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3_500);
  expect(await refused?.json()).toMatchObject({ code: 'trop-de-tentatives' });
  expect(await stockOf(db, produit)).toBe(7);
  expect((await orderAs(await user())).status).toBe(201);
});

test('one client address begins few carts and lists in an hour; known guests and accounts go on', async ({
  db,
  user,
}) => {
  await db('tentatives').delete();
  const api = await startApi({ db, guestOrdersPerHour: 1 });
  onTestFinished(() => api.stop());
  const [produit = ''] = await createProduits(db, [9]);
  const guests = () => db('acheteurs').whereNull('utilisateur_id').count().first();
  const before = Number((await guests())?.count);
  const clients = Array.from({ length: 25 }, () => browserOf(api));
  const begin = ({ send }: (typeof clients)[number], index: number) =>
    index % 2 === 0
      ? send('POST', '/api/panier/lignes', { produitId: produit, quantite: 1 })
      : send('PUT', `/api/favoris/${produit}`);
  const answers = await Promise.all(clients.map(begin));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  expect(Number((await guests())?.count)).toBe(before + 20);
  const known = clients[answers.findIndex(({ ok }) => ok)];
  expect((await known?.send('PUT', `/api/favoris/${produit}`))?.status).toBe(204);
  expect((await browserOf(api).get('/api/panier')).status).toBe(200);
  expect((await (await user()).put(produit, 1)).ok).toBe(true);
});

test('a lack of stock is reported line by line, and no stock is taken', async ({ db, guest }) => {
  const [enough = '', short = '', gone = ''] = await createProduits(db, [5, 5, 5]);
  const client = await guest();
  for (const produit of [enough, short, gone]) await client.put(produit, 3);
  await db('produits').where({ id: short }).update({ stock: 2 });
  await db('produits').where({ id: gone }).update({ actif: false });
  const response = await client.order(9 * PRICE);
  expect(response.status).toBe(409);
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ code: 'stock-insuffisant' });
  expect(problem.erreurs?.toSorted((a, b) => a.message.localeCompare(b.message))).toEqual([
    { chemin: `lignes.${gone}`, message: 'Plus disponible' },
    { chemin: `lignes.${short}`, message: 'Plus que 2 en stock' },
  ]);
  expect(await stockOf(db, enough)).toBe(5);
  expect(await (await client.get('/api/panier')).json()).toMatchObject({ nombreArticles: 9 });
});

test('an order with an outdated total is refused', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  await client.put(produit, 2);
  await db('produits').where({ id: produit }).update({ prix_centimes: 6000 });
  expect(await (await client.order(2 * PRICE)).json()).toMatchObject({
    code: 'total-modifie',
    erreurs: [{ chemin: 'body.totalCentimes', message: 'Le total est maintenant de 12000 centimes' }],
  });
  expect((await client.order(12_000)).status).toBe(201);
});

test.for([undefined, '', 'short', 'x'.repeat(101), 'a key with spaces in it'])(
  'the key %j is refused',
  async (key, { api }) => {
    const response = await api.send('POST', '/api/commandes', {
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      body: JSON.stringify({ adresse, livraison: 'standard', paiement: 'a-la-livraison', totalCentimes: 1 }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'cle-idempotence-manquante' });
  },
);

test('a guest must send an e-mail address; for an account its own is used, even when another is sent', async ({
  db,
  guest,
  user,
}) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  await client.put(produit, 2);
  expect(await (await client.order(2 * PRICE, newKey(), { email: undefined })).json()).toMatchObject({
    code: 'requete-invalide',
    erreurs: [{ chemin: 'body.email' }],
  });
  const member = await user();
  await member.put(produit, 2);
  const commande = await commandeOf(await member.order(2 * PRICE, newKey(), { email: 'other@boutique.example' }));
  expect(commande.email).toMatch(/^[0-9a-f-]{36}@boutique\.example$/);
});

test('an empty cart cannot be ordered', async ({ guest }) => {
  expect(await (await (await guest()).order(490)).json()).toMatchObject({ code: 'panier-vide' });
});

test('a repeated request gets the first answer, also from another process; another request with its key is refused', async ({
  db,
  guest,
}) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  const key = newKey();
  await client.put(produit, 2);
  const first = await commandeOf(await client.order(2 * PRICE, key));
  await client.put(produit, 1);
  const again = await client.order(2 * PRICE, key);
  expect(again.status).toBe(201);
  expect(again.headers.get('location')).toBe(`/api/commandes/${first.id}`);
  expect(await again.json()).toEqual(first);

  const other = await startApi({ db });
  const elsewhere = browserOf(other);
  expect(await (await elsewhere.order(2 * PRICE, key)).json()).toMatchObject({ code: 'panier-vide' });
  await other.stop();

  const changed = await client.order(2 * PRICE, key, { livraison: 'express' });
  expect(changed.status).toBe(422);
  expect(await changed.json()).toMatchObject({ code: 'cle-idempotence-reutilisee' });
  expect(await stockOf(db, produit)).toBe(3);
});

/** The guest's token that an answer gives. */
test('a guest’s order gives the browser another token, and who has the one of before reads nothing', async ({
  api,
  db,
}) => {
  const [produit = ''] = await createProduits(db, [9]);
  const planted = tokenOf(await browserOf(api).put(produit, 2));
  const [planter, victim] = [browserOf(api, { visiteur: planted }), browserOf(api, { visiteur: planted })];
  const { id } = await commandeOf(await victim.order(2 * PRICE));
  expect((await victim.get(`/api/commandes/${id}`)).status).toBe(200);
  expect((await planter.get(`/api/commandes/${id}`)).status).toBe(404);
  await victim.put(produit, 3);
  expect(await (await planter.get('/api/panier')).json()).toMatchObject({ lignes: [] });
  expect(await (await browserOf(api, { visiteur: planted }).order(3 * PRICE)).json()).toMatchObject({
    code: 'panier-vide',
  });
  expect(await (await victim.get('/api/panier')).json()).toMatchObject({ nombreArticles: 3 });
});

test('a guest who did not get the answer repeats the order with the token of before, and reads it then', async ({
  api,
  db,
}) => {
  const [produit = ''] = await createProduits(db, [9]);
  const key = newKey();
  const before = tokenOf(await browserOf(api).put(produit, 2));
  const first = await commandeOf(await browserOf(api, { visiteur: before }).order(2 * PRICE, key));
  for (const _lost of [1, 2]) {
    const browser = browserOf(api, { visiteur: before });
    const again = await browser.order(2 * PRICE, key);
    expect(await again.json()).toEqual(first);
    expect(tokenOf(again)).not.toBe('');
    expect((await browser.get(`/api/commandes/${first.id}`)).status).toBe(200);
    // with the new token, too
    const repeated = await browser.order(2 * PRICE, key);
    expect(await repeated.json()).toEqual(first);
    expect(tokenOf(repeated)).toBe('');
  }
  expect(await stockOf(db, produit)).toBe(7);
});

test('an order by an account that was deleted a moment ago is refused with that reason, not for its body', async ({
  db,
}) => {
  await expect(emailOf(db, '01890000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'non-connecte' });
});

test('a refused order leaves its key free', async ({ db, guest }) => {
  const [produit = ''] = await createProduits(db, [5]);
  const client = await guest();
  const key = newKey();
  await client.put(produit, 2);
  await db('produits').where({ id: produit }).update({ stock: 1 });
  expect((await client.order(2 * PRICE, key)).status).toBe(409);
  await db('produits').where({ id: produit }).update({ stock: 2 });
  expect((await client.order(2 * PRICE, key)).status).toBe(201);
});

test('only the buyer and staff can read an order; for others it does not exist', async ({
  ordered,
  admin,
  guest,
  user,
}) => {
  const { commande, client } = await ordered();
  const path = `/api/commandes/${commande.id}`;
  expect((await client.get(path)).status).toBe(200);
  expect((await (await admin()).get(path)).status).toBe(200);
  for (const stranger of [await guest(), await user()]) {
    expect(await (await stranger.get(path)).json()).toMatchObject({ code: 'commande-introuvable' });
    expect((await stranger.send('POST', `${path}/annulation`)).status).toBe(404);
  }
});

test('the list has the buyer’s own orders, the newest first, page by page', async ({ user, db }) => {
  const client = await user();
  expect(await (await client.get('/api/commandes')).json()).toEqual([]);
  const [produit = ''] = await createProduits(db, [50]);
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    await client.put(produit, 2);
    ids.unshift((await commandeOf(await client.order(2 * PRICE))).id);
  }
  const first = await client.get('/api/commandes?limite=2');
  expect(first.headers.get('x-total-count')).toBe('3');
  const firstIds = await idsOf(first);
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const rest = await idsOf(await client.get(next));
  expect([...firstIds, ...rest]).toEqual(ids);
});

test('staff takes an order through its statuses, and its history has each step', async ({ ordered, admin, db }) => {
  const { commande, client } = await ordered();
  const staff = await admin();
  const set = (statut: string) => staff.send('PATCH', `/api/commandes/${commande.id}`, { statut });
  expect(await (await set('livree')).json()).toMatchObject({ code: 'transition-impossible' });
  for (const statut of ['preparee', 'expediee', 'livree']) expect((await set(statut)).status).toBe(200);
  expect(await (await set('expediee')).json()).toMatchObject({ code: 'transition-impossible' });
  const { historique } = await commandeOf(await client.get(`/api/commandes/${commande.id}`));
  expect(historique.map(({ statut, par }) => `${statut} ${par}`)).toEqual([
    'confirmee client',
    'preparee boutique',
    'expediee boutique',
    'livree boutique',
  ]);
  const audit = await db('journal').where({ objet_id: commande.id }).orderBy('id').pluck('details');
  expect(audit).toEqual([
    { avant: 'confirmee', apres: 'preparee' },
    { avant: 'preparee', apres: 'expediee' },
    { avant: 'expediee', apres: 'livree' },
  ]);
});

test('cancelling puts the stock back; a buyer can cancel until the order is prepared', async ({
  ordered,
  db,
  admin,
}) => {
  const { commande, client, produit } = await ordered();
  expect(await stockOf(db, produit)).toBe(3);
  expect(await (await client.send('POST', `/api/commandes/${commande.id}/annulation`)).json()).toMatchObject({
    statut: 'annulee',
  });
  expect(await stockOf(db, produit)).toBe(5);
  const { commande: prepared, client: late } = await ordered();
  await (await admin()).send('PATCH', `/api/commandes/${prepared.id}`, { statut: 'preparee' });
  expect(await (await late.send('POST', `/api/commandes/${prepared.id}/annulation`)).json()).toMatchObject({
    code: 'transition-impossible',
  });
});

test('staff finds orders by the start of a number, by a piece of an e-mail address, and by status', async ({
  ordered,
  admin,
}) => {
  const { commande } = await ordered();
  const staff = await admin();
  const numeros = async (query: string) =>
    ((await (await staff.get(`/api/administration/commandes?${query}`)).json()) as CommandeResume[]).map(
      ({ numero }) => numero,
    );
  expect(await numeros(`q=${commande.numero.slice(0, 9).toLowerCase()}`)).toContain(commande.numero);
  expect(await numeros('q=MILLE%40bou')).toContain(commande.numero);
  expect(await numeros('q=100%25')).toEqual([]);
  expect(await numeros('statut=livree')).not.toContain(commande.numero);
});
