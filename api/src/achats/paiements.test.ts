import { eventOf, type StripeStandIn, startStripe } from '@boutique/contract-testing/stripe-stand-in';
import type { Commande } from '@boutique/contracts/commandes';
import { expect, onTestFinished, vi } from 'vitest';
import { isolatedTest as base } from '../../test/fixtures.ts';
import { providersOf, settler, startPaidApi } from '../../test/payments.ts';
import { newKey } from '../../test/people.ts';
import { planOf } from '../../test/plan-of.ts';
import { createProduits, stockOf } from '../../test/rows.ts';
import { startApi } from '../../test/start-api.ts';
import { lockExpired } from './commandes.queries.ts';
import { takeStep } from './paiements.queries.ts';
import { cancelExpired } from './statuts.ts';

// Online payment against a stand-in that speaks Stripe's protocol over HTTP, through Stripe's own library.

const PRICE = 4_990;
const TOTAL = 2 * PRICE;
const online = { paiement: 'en-ligne' };

const test = base
  .extend('stripe', async ({ task: _ }, { onCleanup }) => {
    const stripe = await startStripe();
    onCleanup(stripe.stop);
    return stripe;
  })
  .extend('providers', ({ stripe }) => providersOf(stripe))
  .extend('api', async ({ db, providers, stripe }, { onCleanup }) => {
    const api = await startPaidApi(stripe, { db, providers, guestConfirmation: { aboveCentimes: PRICE, hours: 1 } });
    onCleanup(api.stop);
    return api;
  })
  .extend('settle', ({ db, providers }) => settler(db, providers))
  /** A guest with an order of two pieces, to be paid online. */
  .extend('ordered', ({ db, guest }) => async () => {
    const [produit = ''] = await createProduits(db, [9]);
    const client = await guest();
    await client.put(produit, 2);
    const key = newKey();
    const response = await client.order(TOTAL, key, online);
    expect(response.status).toBe(201);
    const commande = (await response.json()) as Commande;
    const path = `/api/commandes/${commande.id}`;
    return {
      produit,
      client,
      key,
      commande,
      path,
      read: async () => (await (await client.get(path)).json()) as Commande,
      cancel: () => client.send('POST', `${path}/annulation`),
    };
  })
  .extend(
    'mails',
    ({ db }) =>
      async ({ id }: { id: string }) =>
        (await db('mails_commande').where({ commande_id: id }).pluck('evenement')).sort(),
  )
  /** Lets the time of all orders that wait, and of all steps of payments, come. */
  .extend('wait', ({ db }) => async () => {
    await db('commandes').whereNotNull('expire_le').update({ expire_le: db.fn.now() });
    await db('paiements').update({ prochain_le: db.fn.now() });
  });

/** What the shop and the provider hold of an order in the end. */
const outcome = async ({ read }: { read: () => Promise<Commande> }, stripe: StripeStandIn) => {
  const { statut, enLigne } = await read();
  return { statut, paiement: enLigne?.statut, refunds: [...stripe.refunds.values()] };
};

test('an order waits for its payment with its stock, at the provider’s page', async ({
  ordered,
  stripe,
  db,
  mails,
}) => {
  const { commande, produit, read } = await ordered();
  const session = stripe.sessionOf(commande.id);
  // no confirmation by staff, though the sum is above that of guests
  expect(commande).toMatchObject({
    statut: 'a-payer',
    paiement: 'en-ligne',
    enLigne: { statut: 'ouvert', url: session.url },
  });
  expect((Date.parse(commande.expireLe ?? '') - Date.parse(commande.creeLe)) / 60_000).toBeCloseTo(30, 1);
  expect(session).toMatchObject({
    amount_total: TOTAL,
    success_url: `https://boutique.test/commande/confirmation/${commande.id}?paiement=fait`,
    cancel_url: `https://boutique.test/commande/confirmation/${commande.id}`,
  });
  expect(await stockOf(db, produit)).toBe(7);
  expect(await mails(commande)).toEqual([]);
  expect(await read()).toEqual(commande);
});

test('a signed event confirms the order; the same event again, in parallel and later, changes nothing', async ({
  ordered,
  stripe,
  settle,
  wait,
  mails,
  db,
}) => {
  const order = await ordered();
  const session = stripe.sessionOf(order.commande.id);
  const event = stripe.pay(session);
  const answers = await Promise.all([1, 2, 3, 4].map(() => stripe.send(event)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect((await order.read()).historique.map(({ statut, par }) => `${statut} ${par}`)).toEqual([
    'a-payer client',
    'confirmee client',
  ]);
  await wait();
  expect(await cancelExpired(db)).toBe(false);
  await settle();
  // Stripe does not keep an order of events
  await stripe.send(eventOf('checkout.session.expired', session));
  await stripe.send(event);
  expect(await outcome(order, stripe)).toEqual({ statut: 'confirmee', paiement: 'paye', refunds: [] });
  expect(await mails(order.commande)).toEqual(['confirmee']);
  expect(await stockOf(db, order.produit)).toBe(7);
});

test('forged, altered, stale and unsigned events are refused, others ignored', async ({ ordered, stripe, api }) => {
  const order = await ordered();
  const session = stripe.sessionOf(order.commande.id);
  const paid = eventOf('checkout.session.completed', { ...session, payment_status: 'paid' });
  const refused = [
    await stripe.send(paid, { secret: 'whsec_other' }),
    await stripe.send(paid, { at: Math.floor(Date.now() / 1_000) - 3_600 }),
    await api.send('POST', '/api/paiements/evenements', {
      headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' },
      body: JSON.stringify(paid),
    }),
    await api.send('POST', '/api/paiements/evenements', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(paid),
    }),
  ];
  for (const response of refused) {
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'signature-invalide' }]);
  }
  const ignored = [
    // paid later, as by a transfer
    eventOf('checkout.session.completed', session),
    eventOf('charge.succeeded', { ...session, payment_status: 'paid' }),
    // orders of another shop of this account
    eventOf('checkout.session.completed', { ...session, payment_status: 'paid', client_reference_id: 'shop-2-17' }),
    eventOf('checkout.session.completed', {
      ...session,
      payment_status: 'paid',
      client_reference_id: '01890000-0000-7000-8000-000000000000',
    }),
  ];
  for (const event of ignored) expect((await stripe.send(event)).status).toBe(204);
  expect(await outcome(order, stripe)).toEqual({ statut: 'a-payer', paiement: 'ouvert', refunds: [] });
});

test('after 30 minutes the order is cancelled, its stock is back once, and the page is closed', async ({
  ordered,
  stripe,
  settle,
  wait,
  mails,
  db,
}) => {
  const order = await ordered();
  await wait();
  const done = await Promise.all([1, 2, 3].map(() => cancelExpired(db)));
  expect(done.filter(Boolean)).toHaveLength(1);
  await Promise.all([settle(), settle()]);
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'ferme', refunds: [] });
  expect((await order.read()).enLigne?.url).toBeNull();
  expect(stripe.sessionOf(order.commande.id).status).toBe('expired');
  expect(await stockOf(db, order.produit)).toBe(9);
  expect(await mails(order.commande)).toEqual(['annulee']);
});

test('an event that comes too late gives the payment back, once, and tells the buyer', async ({
  ordered,
  stripe,
  settle,
  wait,
  mails,
  db,
}) => {
  const order = await ordered();
  const event = stripe.pay(stripe.sessionOf(order.commande.id));
  await wait();
  await cancelExpired(db);
  await Promise.all([stripe.send(event), stripe.send(event)]);
  await Promise.all([settle(), settle()]);
  await stripe.send(event);
  await settle();
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'rembourse', refunds: [TOTAL] });
  expect(await stockOf(db, order.produit)).toBe(9);
  expect(await mails(order.commande)).toEqual(['annulee', 'remboursee']);
});

test('a payment whose event never comes is given back when the page is closed', async ({
  ordered,
  stripe,
  settle,
  wait,
  db,
}) => {
  const order = await ordered();
  stripe.pay(stripe.sessionOf(order.commande.id));
  await wait();
  await cancelExpired(db);
  await settle();
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'rembourse', refunds: [TOTAL] });
});

test('payment, expiry and both cancellations at the same moment: one decides, and the money follows', async ({
  ordered,
  stripe,
  settle,
  wait,
  admin,
  db,
}) => {
  const staff = await admin();
  for (let round = 0; round < 6; round += 1) {
    stripe.refunds.clear();
    const order = await ordered();
    const event = stripe.pay(stripe.sessionOf(order.commande.id));
    await wait();
    await Promise.all([
      stripe.send(event),
      cancelExpired(db),
      order.cancel(),
      staff.send('PATCH', order.path, { statut: 'annulee' }),
      stripe.send(event),
    ]);
    await settle();
    const { statut, paiement, refunds } = await outcome(order, stripe);
    // confirmed and not cancelled is possible, too: both cancellations may have come before the payment's event
    expect([
      ['annulee', 'rembourse', [TOTAL]],
      ['confirmee', 'paye', []],
    ]).toContainEqual([statut, paiement, refunds]);
    expect(await stockOf(db, order.produit)).toBe(statut === 'annulee' ? 9 : 7);
  }
});

test('a paid order that is cancelled is refunded once, also after the provider was down', async ({
  ordered,
  stripe,
  settle,
  wait,
  mails,
}) => {
  const order = await ordered();
  await stripe.send(stripe.pay(stripe.sessionOf(order.commande.id)));
  stripe.down = true;
  expect((await order.cancel()).status).toBe(200);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await settle();
    expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'a-rembourser', refunds: [] });
    await wait();
  }
  expect(await mails(order.commande)).toEqual(['annulee', 'confirmee']);
  stripe.down = false;
  await Promise.all([settle(), settle(), settle()]);
  await wait();
  await settle();
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'rembourse', refunds: [TOTAL] });
  expect(await mails(order.commande)).toEqual(['annulee', 'confirmee', 'remboursee']);
});

test('a refund whose answer was lost is not made again', async ({ ordered, stripe, settle, db }) => {
  const order = await ordered();
  await stripe.send(stripe.pay(stripe.sessionOf(order.commande.id)));
  await order.cancel();
  await settle();
  // as if the process had ended before it stored the answer, more than a day ago: the key is forgotten, too
  await db('paiements').update({ statut: 'a-rembourser', prochain_le: db.fn.now() });
  await db('mails_commande').where({ evenement: 'remboursee' }).delete();
  stripe.forgetKeys();
  await settle();
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'rembourse', refunds: [TOTAL] });
});

test('while the provider is down an order is placed, and its page is opened later; repeated requests have it', async ({
  ordered,
  stripe,
  settle,
  wait,
  db,
}) => {
  stripe.down = true;
  const order = await ordered();
  expect(order.commande).toMatchObject({ statut: 'a-payer', enLigne: { statut: 'a-ouvrir', url: null } });
  stripe.down = false;
  await db('paiements').update({ prochain_le: db.fn.now() });
  await settle();
  const { url } = stripe.sessionOf(order.commande.id);
  expect((await order.read()).enLigne).toEqual({ statut: 'ouvert', url });
  const again = await order.client.order(TOTAL, order.key, online);
  expect(await again.json()).toMatchObject({ id: order.commande.id, enLigne: { url } });
  expect(stripe.sessions.size).toBe(1);
  await wait();
});

test('an order that is cancelled while its page is being opened leaves no page behind', async ({
  ordered,
  stripe,
  settle,
  wait,
  providers,
}) => {
  stripe.down = true;
  const order = await ordered();
  stripe.down = false;
  const page = providers[1]?.page;
  const create = vi.spyOn(page as NonNullable<typeof page>, 'create').mockImplementationOnce(async (payment) => {
    await order.cancel();
    return (page as NonNullable<typeof page>).create(payment);
  });
  await wait();
  await settle();
  expect(create).toHaveBeenCalledTimes(2);
  expect(await outcome(order, stripe)).toEqual({ statut: 'annulee', paiement: 'ferme', refunds: [] });
  expect(stripe.sessionOf(order.commande.id).status).toBe('expired');
});

test('staff cannot confirm an order that is not paid, only cancel it', async ({ ordered, admin }) => {
  const { path, read } = await ordered();
  const staff = await admin();
  const set = (statut: string) => staff.send('PATCH', path, { statut });
  for (const statut of ['a-payer', 'a-confirmer', 'confirmee', 'preparee', 'expediee', 'livree']) {
    expect(await (await set(statut)).json()).toMatchObject({ code: 'transition-impossible' });
  }
  expect((await set('annulee')).status).toBe(200);
  expect((await read()).historique.map(({ statut, par }) => `${statut} ${par}`)).toEqual([
    'a-payer client',
    'annulee boutique',
  ]);
});

test('what is due is found by indexes of what waits, among all orders and payments', async ({ ordered, db }) => {
  await ordered();
  await db.raw(`
    insert into commandes (numero, statut, livraison, paiement, nombre_articles, sous_total_centimes, livraison_centimes, total_centimes)
      select 'N' || n, 'livree', 'standard', 'en-ligne', 1, 1, 0, 1 from generate_series(1, 20000) n;
    insert into paiements (commande_id, statut) select id, 'paye' from commandes where statut = 'livree';
    analyze commandes, paiements;
  `);
  expect(await planOf(db, () => lockExpired(db))).toMatch(/Index Scan using commandes_qui_expirent/);
  expect(await planOf(db, () => takeStep(db))).toMatch(/Index Scan using paiements_a_demander/);
});

test('without keys the shop offers payment on delivery alone', async ({ db }) => {
  const api = await startApi({ db });
  onTestFinished(api.stop);
  expect(await (await api.get('/api/moyens-paiement')).json()).toEqual([
    { mode: 'a-la-livraison', confirmationAuDelaCentimes: 100_000 },
  ]);
});

test('a sum that the provider does not take is refused, and nothing is ordered', async ({ db, user }) => {
  const client = await user();
  const [produit = ''] = await createProduits(db, [9], { prix_centimes: 100_000_000 });
  await client.put(produit, 1);
  const response = await client.order(100_000_000, newKey(), online);
  expect(await response.json()).toMatchObject({ code: 'paiement-indisponible' });
  expect(await stockOf(db, produit)).toBe(9);
});
