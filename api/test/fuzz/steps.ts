import type { StripeStandIn } from '@boutique/contract-testing/stripe-stand-in';
import { cancellable } from '@boutique/contracts/achat';
import type { Commande, StatutCommande } from '@boutique/contracts/commandes';
import type { ModePaiement } from '@boutique/contracts/paiements';
import type { Panier } from '@boutique/contracts/panier';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type browserOf, newKey } from '../people.ts';

const PRICE = 4_990;
const DELIVERY = 490;
const FREE_FROM = 5_000;
/** A guest's order above this sum waits for staff. */
export const CONFIRM_ABOVE = 4 * PRICE;

/** What the shop should hold of one buyer. Products are numbers. */
export interface Model {
  stock: number[];
  cart: Map<number, number>;
  /** The newest first. */
  favoris: number[];
  reviewed: Set<number>;
  orders: { lines: Map<number, number>; statut: StatutCommande; paiement: ModePaiement; paid: boolean }[];
}

/** The shop through the API: `ids` are those of the orders. */
export interface Shop {
  isGuest: boolean;
  stripe: StripeStandIn;
  /** Asks the provider for what is due. */
  settle: () => Promise<void>;
  browser: Browser;
  staff: Browser;
  produits: string[];
  ids: string[];
}

type Browser = ReturnType<typeof browserOf>;

/** A step: its sentence, and a run that changes the model and expects the same of the shop. */
function step(title: string, run: (model: Model, shop: Shop) => Promise<void>): fc.AsyncCommand<Model, Shop> {
  return { check: () => true, run, toString: () => title };
}

/** The cart of the model as the API shows it. */
async function expectCart(response: Response, { cart, stock }: Model, { produits }: Shop): Promise<void> {
  expect(response.status).toBe(200);
  const { lignes, totalCentimes, nombreArticles } = (await response.json()) as Panier;
  expect(Object.fromEntries(lignes.map(({ produitId, quantite }) => [produitId, quantite]))).toEqual(
    Object.fromEntries([...cart].map(([produit, quantite]) => [produits[produit], quantite])),
  );
  expect(nombreArticles).toBe(pieces(cart));
  expect(totalCentimes).toBe(pieces(cart) * PRICE);
  for (const ligne of lignes) {
    const left = stock[produits.indexOf(ligne.produitId)] ?? 0;
    expect(ligne).toMatchObject({ stock: left, disponible: ligne.quantite <= left });
  }
}

const pieces = (lines: ReadonlyMap<number, number>): number => [...lines.values()].reduce((sum, one) => sum + one, 0);
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

const add = (produit: number, quantite: number) =>
  step(`add ${quantite} of ${produit}`, async (model, shop) => {
    const wanted = (model.cart.get(produit) ?? 0) + quantite;
    const response = await shop.browser.add(shop.produits[produit] ?? '', quantite);
    if (wanted > (model.stock[produit] ?? 0)) return expect(await codeOf(response)).toBe('stock-insuffisant');
    model.cart.set(produit, wanted);
    await expectCart(response, model, shop);
  });

const set = (produit: number, quantite: number) =>
  step(`set ${produit} to ${quantite}`, async (model, shop) => {
    const before = model.cart.get(produit) ?? 0;
    const response = await shop.browser.put(shop.produits[produit] ?? '', quantite);
    // fewer than before is always allowed
    if (quantite > before && quantite > (model.stock[produit] ?? 0))
      return expect(await codeOf(response)).toBe('stock-insuffisant');
    model.cart.set(produit, quantite);
    await expectCart(response, model, shop);
  });

const remove = (produit: number) =>
  step(`remove ${produit}`, async (model, shop) => {
    model.cart.delete(produit);
    await expectCart(await shop.browser.send('DELETE', `/api/panier/lignes/${shop.produits[produit]}`), model, shop);
  });

const order = (paiement: ModePaiement) =>
  step(`order, paid ${paiement}`, async (model, shop) => {
    const sum = pieces(model.cart) * PRICE;
    const total = sum + (sum >= FREE_FROM ? 0 : DELIVERY);
    const response = await shop.browser.order(total, newKey(), { paiement });
    if (model.cart.size === 0) return expect(await codeOf(response)).toBe('panier-vide');
    const lines = new Map(model.cart);
    if ([...lines].some(([produit, quantite]) => quantite > (model.stock[produit] ?? 0)))
      return expect(await codeOf(response)).toBe('stock-insuffisant');
    expect(response.status).toBe(201);
    const commande = (await response.json()) as Commande;
    const onDelivery = shop.isGuest && total > CONFIRM_ABOVE ? 'a-confirmer' : 'confirmee';
    const statut = paiement === 'en-ligne' ? 'a-payer' : onDelivery;
    expect(commande).toMatchObject({ statut, totalCentimes: total });
    for (const [produit, quantite] of lines) model.stock[produit] = (model.stock[produit] ?? 0) - quantite;
    model.cart.clear();
    model.orders.push({ lines, statut, paiement, paid: false });
    shop.ids.push(commande.id);
    await expectCart(await shop.browser.get('/api/panier'), model, shop);
  });

const cancel = (index: number) =>
  step(`cancel order ${index}`, async (model, shop) => {
    const known = model.orders[index];
    if (!known) return;
    const response = await shop.browser.send('POST', `/api/commandes/${shop.ids[index]}/annulation`);
    if (!cancellable.includes(known.statut)) return expect(await codeOf(response)).toBe('transition-impossible');
    expect(response.status).toBe(200);
    known.statut = 'annulee';
    for (const [produit, quantite] of known.lines) model.stock[produit] = (model.stock[produit] ?? 0) + quantite;
    await expectCart(await shop.browser.get('/api/panier'), model, shop);
  });

/** Pays on the provider's page, if it is still open; the provider tells the shop twice. */
const pay = (index: number) =>
  step(`pay order ${index}`, async ({ orders }, { stripe, ids }) => {
    const known = orders[index];
    if (known?.paiement !== 'en-ligne') return;
    const session = stripe.sessionOf(ids[index] ?? '');
    if (session.status !== 'open') return;
    const event = stripe.pay(session);
    const answers = await Promise.all([stripe.send(event), stripe.send(event)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    known.paid = true;
    if (known.statut === 'a-payer') known.statut = 'confirmee';
  });

/** The payment of an order once the provider was asked for all that is due, and what was given back. */
const account = (index: number) =>
  step(`account for order ${index}`, async ({ orders }, { browser, stripe, ids, settle }) => {
    const known = orders[index];
    if (known?.paiement !== 'en-ligne') return;
    await settle();
    const { enLigne } = (await (await browser.get(`/api/commandes/${ids[index]}`)).json()) as Commande;
    const session = stripe.sessionOf(ids[index] ?? '');
    const cancelled = known.statut === 'annulee';
    const expected = known.paid ? (cancelled ? 'rembourse' : 'paye') : cancelled ? 'ferme' : 'ouvert';
    expect(enLigne?.statut).toBe(expected);
    expect(stripe.refunds.has(session.payment_intent ?? '')).toBe(expected === 'rembourse');
  });

const WAY: readonly StatutCommande[] = ['confirmee', 'preparee', 'expediee', 'livree'];

/** Staff sends an order on its way until it has this status, if the way leads there. */
const advance = (index: number, statut: 'preparee' | 'livree') =>
  step(`order ${index} until ${statut}`, async (model, shop) => {
    const known = model.orders[index];
    if (!known) return;
    for (const next of WAY.slice(WAY.indexOf(known.statut) + 1, WAY.indexOf(statut) + 1)) {
      const response = await shop.staff.send('PATCH', `/api/commandes/${shop.ids[index]}`, { statut: next });
      if (['annulee', 'a-payer'].includes(known.statut))
        return expect(await codeOf(response)).toBe('transition-impossible');
      expect(response.status).toBe(200);
      known.statut = next;
    }
  });

/** Staff cancels a delivered order that came back: its reviews go, unless another delivered order has the product. */
const takeBack = (index: number) =>
  step(`take order ${index} back`, async ({ orders, stock, reviewed }, shop) => {
    const known = orders[index];
    if (known?.statut !== 'livree') return;
    const response = await shop.staff.send('PATCH', `/api/commandes/${shop.ids[index]}`, { statut: 'annulee' });
    expect(response.status).toBe(200);
    known.statut = 'annulee';
    for (const [produit, quantite] of known.lines) {
      stock[produit] = (stock[produit] ?? 0) + quantite;
      if (!orders.some(({ lines, statut }) => statut === 'livree' && lines.has(produit))) reviewed.delete(produit);
    }
  });

const read = (index: number) =>
  step(`read order ${index}`, async ({ orders }, shop) => {
    if (!orders[index]) return;
    const response = await shop.browser.get(`/api/commandes/${shop.ids[index]}`);
    expect(await response.json()).toMatchObject({ statut: orders[index].statut });
  });

const like = (produit: number, liked: boolean) =>
  step(`${liked ? 'like' : 'unlike'} ${produit}`, async (model, shop) => {
    const path = `/api/favoris/${shop.produits[produit]}`;
    expect((await shop.browser.send(liked ? 'PUT' : 'DELETE', path)).status).toBe(204);
    if (!liked) model.favoris = model.favoris.filter((one) => one !== produit);
    else if (!model.favoris.includes(produit)) model.favoris.unshift(produit);
    const list = await shop.browser.get('/api/favoris');
    expect(await list.json()).toEqual(model.favoris.map((one) => shop.produits[one]));
  });

const review = (produit: number) =>
  step(`review ${produit}`, async (model, shop) => {
    const path = `/api/produits/${shop.produits[produit]}`;
    const body = { note: 4, titre: 'Bien', texte: 'Bien.', langue: 'fr' };
    const response = await shop.browser.send('POST', `${path}/avis`, body);
    const received = model.orders.some(({ lines, statut }) => statut === 'livree' && lines.has(produit));
    if (!received) return expect(await codeOf(response)).toBe('achat-requis');
    if (model.reviewed.has(produit)) return expect(await codeOf(response)).toBe('avis-deja-donne');
    expect(response.status).toBe(201);
    model.reviewed.add(produit);
    expect(await (await shop.browser.get(path)).json()).toMatchObject({ note: 4, nombreAvis: 1 });
  });

/** Every step that a guest or an account can do with three products. */
export function stepsOf(role: 'guest' | 'user'): fc.Arbitrary<fc.AsyncCommand<Model, Shop>>[] {
  const produit = fc.nat({ max: 2 });
  const quantite = fc.integer({ min: 1, max: 7 });
  const index = fc.nat({ max: 2 });
  return [
    fc.tuple(produit, quantite).map((args) => add(...args)),
    fc.tuple(produit, quantite).map((args) => set(...args)),
    produit.map(remove),
    fc.constantFrom('a-la-livraison', 'en-ligne').map((mode) => order(mode as ModePaiement)),
    index.map(pay),
    index.map(account),
    index.map(cancel),
    fc.tuple(index, fc.constantFrom('preparee', 'livree')).map((args) => advance(...args)),
    index.map(takeBack),
    index.map(read),
    fc.tuple(produit, fc.boolean()).map((args) => like(...args)),
    ...(role === 'user' ? [produit.map(review)] : []),
  ];
}
