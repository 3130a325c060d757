import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { createApiClient } from '@boutique/contracts/client';
import { Tri } from '@boutique/contracts/produits';
import { type Guest, newGuest } from './writes.ts';

/** What readers and buyers together got from the API. Times are milliseconds. */
export interface Mixed {
  perSecond: number;
  p50: number;
  p99: number;
}

const QUERIES = 500;
/** Of a hundred requests of a client, four put a product into the cart, and one orders. The others read. */
const CART_EVERY = 25;
const ORDER_EVERY = 100;
const SORTS = Tri.options.filter((tri) => tri !== 'pertinence');

/**
 * 95 % reads of 500 different lists, 4 % products for carts, 1 % orders, from clients that send the next request as soon
 * as they have an answer.
 *
 * @param load with the ids of the products that are bought
 * @throws ApiError when a request fails
 */
export async function measureMixed(
  baseUrl: string,
  { products, clients, seconds }: { products: readonly string[]; clients: number; seconds: number },
): Promise<Mixed> {
  const reader = createApiClient({ baseUrl });
  const { categories } = await reader.request('get /api/produits/facettes', {});
  const livraisons = await reader.request('get /api/livraisons', {});
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;

  const client = async (number: number) => {
    const newBuyer = (): Guest => newGuest(createApiClient({ baseUrl, fetch: fetchWithCookies() }), livraisons);
    let guest = newBuyer();
    const send = (turn: number): Promise<unknown> => {
      if (turn % ORDER_EVERY === 0) return guest.order();
      if (turn % CART_EVERY === 0) return guest.add(products[(number * 37 + turn) % products.length] ?? '');
      const query = (number * 101 + turn * 7) % QUERIES;
      return reader.page('get /api/produits', {
        query: {
          categorie: categories[query % categories.length]?.slug,
          tri: SORTS[query % SORTS.length],
          prixMax: 1_000_000 + query,
        },
      });
    };
    // a client's first requests put products into its cart; and not all order at the same time
    for (let turn = CART_EVERY - (number % CART_EVERY); performance.now() < end; turn += 1) {
      const started = performance.now();
      await send(turn);
      times.push(performance.now() - started);
      if (turn % ORDER_EVERY === 0) guest = newBuyer();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}
