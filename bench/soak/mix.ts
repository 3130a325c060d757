import { setTimeout as sleep } from 'node:timers/promises';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { createApiClient } from '@boutique/contracts/client';
import { newGuest } from '../api/writes.ts';

/** Sends one request of the mix; rejects when it fails. */
export type Mix = (turn: number) => Promise<unknown>;

/**
 * What shoppers ask of a shop: of ten requests, five pages, three lists, one product, and one order of a new guest, which
 * is two requests.
 */
export async function createMix(baseUrl: string, products: readonly string[]): Promise<Mix> {
  const reader = createApiClient({ baseUrl });
  const livraisons = await reader.request('get /api/livraisons', {});
  const { items } = await reader.page('get /api/produits', { query: { limite: 50 } });
  const slugs = items.map(({ slug }) => slug);
  const page = async (path: string) => {
    const response = await fetch(baseUrl + path, { headers: { 'accept-language': 'fr' } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  };
  const one = <Item>(all: readonly Item[], turn: number) => all[turn % all.length] as Item;
  return async (turn) => {
    const kind = turn % 10;
    if (kind < 5) return page(one(['/', '/produits', `/produits/${one(slugs, turn)}`], turn));
    if (kind < 8) return reader.page('get /api/produits', { query: { limite: 20, prixMax: 1_000_000 + (turn % 500) } });
    if (kind === 8) return reader.request('get /api/produits/{id}', { params: { id: one(products, turn) } });
    const guest = newGuest(createApiClient({ baseUrl, fetch: fetchWithCookies() }), livraisons);
    await guest.add(one(products, turn));
    return guest.order();
  };
}

/** Clients that send the next request as soon as they have an answer. @returns requests per second */
export async function measureCapacity(mix: Mix, { clients, seconds }: { clients: number; seconds: number }) {
  const end = performance.now() + seconds * 1_000;
  let count = 0;
  const client = async () => {
    while (performance.now() < end) {
      count += 1;
      await mix(count);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return count / seconds;
}

/** Sends so many requests a second, whether or not those before are answered, until it is stopped. */
export function startSteadily(mix: Mix, perSecond: number) {
  let running = true;
  let times: number[] = [];
  let failures: string[] = [];
  const pending = new Set<Promise<void>>();
  const ask = async (turn: number) => {
    const at = performance.now();
    await mix(turn).catch((error: Error) => failures.push(error.message));
    times.push(performance.now() - at);
  };
  const sending = (async () => {
    const started = performance.now();
    for (let turn = 1; running; turn += 1) {
      const request = ask(turn).finally(() => pending.delete(request));
      pending.add(request);
      await sleep(Math.max(0, started + (turn * 1_000) / perSecond - performance.now()));
    }
    await Promise.all(pending);
  })();
  return {
    /** The times of all answers since the last call, in milliseconds and sorted, and what failed. */
    take() {
      const taken = { times: times.sort((a, b) => a - b), failures };
      times = [];
      failures = [];
      return taken;
    },
    async stop() {
      running = false;
      await sending;
    },
  };
}
