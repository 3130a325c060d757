import type { Commande } from '@boutique/contracts/commandes';
import { expect } from 'vitest';
import { isolatedTest as base } from '../../test/fixtures.ts';
import { createProduits, stockOf } from '../../test/rows.ts';
import { cancelExpired } from './statuts.ts';

// Large orders of guests, which wait for staff (docs/decisions/0035).

const PRICE = 4_990;

const test = base
  .override('options', { guestConfirmation: { aboveCentimes: 2 * PRICE, hours: 48 } })
  /** A guest with an order of three pieces, which waits; of two pieces, it would not. */
  .extend('waiting', ({ db, guest }) => async (quantite = 3) => {
    const [produit = ''] = await createProduits(db, [9]);
    const client = await guest();
    await client.put(produit, quantite);
    const response = await client.order(quantite * PRICE);
    expect(response.status).toBe(201);
    return { produit, client, commande: (await response.json()) as Commande };
  })
  .extend('read', ({ admin }) => async ({ id }: Commande) => {
    const response = await (await admin()).get(`/api/commandes/${id}`);
    return (await response.json()) as Commande;
  })
  .extend(
    'mails',
    ({ db }) =>
      ({ id }: Commande) =>
        db('mails_commande').where({ commande_id: id }).orderBy('prochain_le').pluck('evenement'),
  )
  /** Lets the time of all orders that wait pass. */
  .extend(
    'wait',
    ({ db }) =>
      () =>
        db('commandes').whereNotNull('expire_le').update({ expire_le: db.fn.now() }),
  );

test('above the sum an order waits with its stock; at the sum it does not', async ({ waiting, db, mails }) => {
  expect((await waiting(2)).commande).toMatchObject({ statut: 'confirmee', expireLe: null });
  const { commande, produit } = await waiting();
  expect(commande).toMatchObject({ statut: 'a-confirmer', expireLe: expect.any(String) });
  expect(await stockOf(db, produit)).toBe(6);
  expect(await mails(commande)).toEqual(['a-confirmer']);
});

test('staff confirms, which is in the audit and mailed; it then goes on like any order', async ({
  waiting,
  admin,
  db,
  mails,
}) => {
  const { commande, produit } = await waiting();
  const staff = await admin();
  const set = (statut: string) => staff.send('PATCH', `/api/commandes/${commande.id}`, { statut });
  const refused = async (...statuts: string[]) => {
    for (const statut of statuts) {
      expect(await (await set(statut)).json()).toMatchObject({ code: 'transition-impossible' });
    }
  };
  await refused('a-confirmer', 'preparee', 'expediee', 'livree');
  await db('commandes').where({ id: commande.id }).update({ prevue_du: '2026-01-02', prevue_au: '2026-01-05' });
  expect(await (await set('confirmee')).json()).toMatchObject({
    statut: 'confirmee',
    expireLe: null,
    // counted from the confirmation, which is on the day of the order here
    livraisonPrevue: commande.livraisonPrevue,
  });
  await refused('a-confirmer', 'confirmee');
  expect((await set('preparee')).status).toBe(200);
  expect(await stockOf(db, produit)).toBe(6);
  expect(await db('journal').where({ objet_id: commande.id }).orderBy('id').pluck('details')).toEqual([
    { avant: 'a-confirmer', apres: 'confirmee' },
    { avant: 'confirmee', apres: 'preparee' },
  ]);
  expect(await mails(commande)).toEqual(['a-confirmer', 'confirmee']);
  expect(await cancelExpired(db)).toBe(false);
});

test('without a confirmation it is cancelled by itself: stock and mail once, however many processes look', async ({
  waiting,
  wait,
  read,
  mails,
  db,
}) => {
  const orders = [await waiting(), await waiting()];
  expect(await cancelExpired(db)).toBe(false);
  await wait();
  const done = await Promise.all(Array.from({ length: 6 }, () => cancelExpired(db)));
  expect(done.filter(Boolean)).toHaveLength(2);
  for (const { commande, produit } of orders) {
    expect(await stockOf(db, produit)).toBe(9);
    expect(await mails(commande)).toEqual(['a-confirmer', 'annulee']);
    const { statut, expireLe, historique } = await read(commande);
    expect([statut, expireLe, historique.at(-1)?.par]).toEqual(['annulee', null, 'automatique']);
  }
});

test('of two of staff, the buyer and the clock at the same moment, one decides', async ({
  waiting,
  wait,
  admin,
  read,
  db,
}) => {
  const [one, other] = [await admin(), await admin()];
  for (let round = 0; round < 8; round += 1) {
    const { commande, produit, client } = await waiting();
    const path = `/api/commandes/${commande.id}`;
    await wait();
    const [confirmed, refused, cancelled, expired] = await Promise.all([
      one.send('PATCH', path, { statut: 'confirmee' }),
      other.send('PATCH', path, { statut: 'annulee' }),
      client.send('POST', `${path}/annulation`),
      cancelExpired(db),
    ]);
    const { statut, historique } = await read(commande);
    const answers = [confirmed, refused, cancelled].map(({ status }) => status);
    // a confirmed order can still be cancelled, once
    const steps = historique.slice(1).map((step) => step.statut);
    expect([['confirmee'], ['annulee'], ['confirmee', 'annulee']]).toContainEqual(steps);
    expect(answers.filter((status) => status === 200).length + Number(expired)).toBe(steps.length);
    expect(answers.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(await stockOf(db, produit)).toBe(statut === 'annulee' ? 9 : 6);
  }
});

test('the check that no order waits without an end is the database’s, too', async ({ waiting, db }) => {
  const { commande } = await waiting();
  await expect(db('commandes').where({ id: commande.id }).update({ expire_le: null })).rejects.toThrow(/expire_le/);
});
