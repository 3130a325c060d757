import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
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

/** Writes at a steady rate until the signal. @returns what it has done */
export type Writer = (signal: AbortSignal) => Promise<{ orders: number; edits: number }>;

/**
 * Guests who order, one piece each, and staff that changes prices.
 * @throws ApiError when the API refuses
 */
export async function startWriter(baseUrl: string): Promise<Writer> {
  const browser = () => createApiClient({ baseUrl, fetch: fetchWithCookies() });
  const staff = browser();
  await staff.request('post /api/session', { body: accounts.admin });
  const livraisons = await staff.request('get /api/livraisons', {});
  const { items } = await staff.page('get /api/produits', { query: { limite: 50, enStock: true } });
  return async (signal) => {
    const steadily = async (
      perSecond: number,
      products: readonly { id: string }[],
      run: (produitId: string) => Promise<void>,
    ): Promise<number> => {
      const started = performance.now();
      let count = 0;
      while (!signal.aborted) {
        await run(products[count % products.length]?.id ?? '');
        count += 1;
        await sleep(Math.max(0, started + (1_000 * count) / perSecond - performance.now()));
      }
      return count;
    };
    const [orders, edits] = await Promise.all([
      // an order whose price changes meanwhile would be refused
      steadily(ORDERS_PER_SECOND, items.slice(10), (produitId) => order(browser(), produitId, livraisons)),
      steadily(EDITS_PER_SECOND, items.slice(0, 10), (id) => edit(staff, id)),
    ]);
    return { orders, edits };
  };
}

async function order(guest: ApiClient, produitId: string, livraisons: readonly Livraison[]): Promise<void> {
  const { totalCentimes } = await guest.request('post /api/panier/lignes', { body: { produitId, quantite: 1 } });
  const standard = livraisons.find(({ mode }) => mode === 'standard');
  const isFree = totalCentimes >= (standard?.gratuiteDesCentimes ?? Number.POSITIVE_INFINITY);
  await guest.request('post /api/commandes', {
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      email: 'banc@exemple.fr',
      adresse: ADRESSE,
      livraison: 'standard',
      paiement: 'a-la-livraison',
      totalCentimes: totalCentimes + (isFree ? 0 : (standard?.prixCentimes ?? 0)),
    },
  });
}

async function edit(staff: ApiClient, id: string): Promise<void> {
  const { body, etag } = await staff.versioned('get /api/administration/produits/{id}', { params: { id } });
  const { id: _, stock, creeLe, modifieLe, ...edition } = body;
  await staff.request('put /api/produits/{id}', {
    params: { id },
    headers: { 'If-Match': etag },
    body: { ...edition, prixCentimes: edition.prixCentimes + 1 },
  });
}
