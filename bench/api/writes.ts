import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { livraisonCentimes } from '@boutique/contracts/achat';
import { type ApiClient, createApiClient } from '@boutique/contracts/client';
import type { Livraison } from '@boutique/contracts/commandes';
import { accounts } from '../../e2e/shop.ts';

const ORDERS_PER_SECOND = 10;
const EDITS_PER_SECOND = 1;

const ADRESSE = {
  nom: 'Camille Durand',
  rue: '12 rue des Lilas',
  codePostal: '69003',
  ville: 'Lyon',
  pays: 'FR',
} as const;

/** A guest with a cart. Both methods throw ApiError when the API refuses. */
export interface Guest {
  add(produitId: string): Promise<void>;
  /** Orders what is in the cart. With the same key again, it is the same order. @returns its id */
  order(intent?: { cle: string; email: string }): Promise<string>;
}

/** @param browser with cookies of its own */
export function newGuest(browser: ApiClient, livraisons: readonly Livraison[]): Guest {
  const standard = livraisons.find(({ mode }) => mode === 'standard');
  let sousTotal = 0;
  return {
    async add(produitId) {
      const { totalCentimes } = await browser.request('post /api/panier/lignes', { body: { produitId, quantite: 1 } });
      sousTotal = totalCentimes;
    },
    async order({ cle, email } = { cle: randomUUID(), email: 'banc@exemple.fr' }) {
      const { id } = await browser.request('post /api/commandes', {
        headers: { 'Idempotency-Key': cle },
        body: {
          email,
          adresse: ADRESSE,
          livraison: 'standard',
          paiement: 'a-la-livraison',
          totalCentimes: sousTotal + (standard ? livraisonCentimes(standard, sousTotal) : 0),
        },
      });
      return id;
    },
  };
}

/** Writes at a steady rate until the signal. @returns what it has done */
export type Writer = (signal: AbortSignal) => Promise<{ orders: number; edits: number }>;

/** The ids of a hundred products, of which there is enough for any run from now on. */
export async function stockUp(baseUrl: string): Promise<string[]> {
  const staff = createApiClient({ baseUrl, fetch: fetchWithCookies() });
  await staff.request('post /api/session', { body: accounts.admin });
  const { items } = await staff.page('get /api/produits', { query: { limite: 100, enStock: true } });
  for (const { id } of items) {
    await staff.request('post /api/produits/{id}/stock', { params: { id }, body: { variation: 1_000_000 } });
  }
  return items.map(({ id }) => id);
}

/**
 * Guests who order, one piece each, and staff that changes prices.
 * @throws ApiError when the API refuses
 */
export async function startWriter(baseUrl: string, products: readonly string[]): Promise<Writer> {
  const browser = () => createApiClient({ baseUrl, fetch: fetchWithCookies() });
  const staff = browser();
  await staff.request('post /api/session', { body: accounts.admin });
  const livraisons = await staff.request('get /api/livraisons', {});
  return async (signal) => {
    const steadily = async (
      perSecond: number,
      ids: readonly string[],
      run: (produitId: string) => Promise<unknown>,
    ): Promise<number> => {
      const started = performance.now();
      let count = 0;
      while (!signal.aborted) {
        await run(ids[count % ids.length] ?? '');
        count += 1;
        await sleep(Math.max(0, started + (1_000 * count) / perSecond - performance.now()));
      }
      return count;
    };
    const [orders, edits] = await Promise.all([
      // an order whose price changes meanwhile would be refused
      steadily(ORDERS_PER_SECOND, products.slice(10), async (produitId) => {
        const guest = newGuest(browser(), livraisons);
        await guest.add(produitId);
        await guest.order();
      }),
      steadily(EDITS_PER_SECOND, products.slice(0, 10), (id) => edit(staff, id)),
    ]);
    return { orders, edits };
  };
}

/** Raises a product's price by a cent. @returns the new price */
export async function edit(staff: ApiClient, id: string): Promise<number> {
  const { body, etag } = await staff.versioned('get /api/administration/produits/{id}', { params: { id } });
  const { id: _, stock, creeLe, modifieLe, ...edition } = body;
  const prixCentimes = edition.prixCentimes + 1;
  await staff.request('put /api/produits/{id}', {
    params: { id },
    headers: { 'If-Match': etag },
    body: { ...edition, prixCentimes },
  });
  return prixCentimes;
}
