import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { ApiError, createApiClient } from '@boutique/contracts/client';
import { edit, newGuest } from '../../bench/api/writes.ts';
import { ADMIN, type Stage } from './stage.ts';

/** Of each kind, requests begin at a steady rate, whether or not those before are answered. */
const PER_SECOND = { page: 20, list: 20, order: 8, rush: 1, edit: 2, announcement: 10 };
type Rate = keyof typeof PER_SECOND;
/** Pieces of the product that many want at the same time: the second rush is for the last one. */
const SCARCE = 4;

/** One request. Times are those of `performance.now()`. */
interface Asked {
  kind: string;
  at: number;
  ms: number;
  /**
   * `refused`: a status that asks to come again. `cut`: no whole answer. `bare`: a page that leaves its content to the
   * browser, because the gateway could not render it in time. Anything else is wrong.
   */
  result: 'good' | 'refused' | 'cut' | 'bare' | (string & {});
}

/** A buyer's order, which is repeated with the same key until it is acknowledged. */
export interface Order {
  email: string;
  produitId: string;
  /** The acknowledged order. */
  id?: string | undefined;
  isSoldOut?: boolean;
}

/** What the API says when it cannot answer for the moment. All of it may be sent again. */
const MAY_REPEAT = new Set(['base-indisponible', 'service-indisponible', 'delai-depasse', 'requete-en-cours']);
const PAUSE_MS = 200;
/** A request that is not answered by then counts as cut. */
const GIVE_UP_MS = 10_000;
/** For an order to be acknowledged, once the fault is over. */
const LAST_ORDERS_MS = 15_000;

/**
 * Guests who read pages that were read before, lists of which each is another, and who order a piece each, some of them the
 * last pieces of one product at the same time; staff that changes a price, which every later reader has to see; and a
 * look at whether the API hears of changes.
 */
export async function createLoad(stage: Stage, products: readonly string[]) {
  const { url: baseUrl } = stage;
  const staff = createApiClient({ baseUrl, fetch: fetchWithCookies() });
  await staff.request('post /api/session', { body: ADMIN });
  const reader = createApiClient({ baseUrl });
  const livraisons = await reader.request('get /api/livraisons', {});
  const [edited = '', scarce = '', ...sold] = products;
  const { slug } = await reader.request('get /api/produits/{id}', { params: { id: edited } });
  const pages = ['/', '/produits', `/produits/${slug}`];
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };

  return async function start() {
    await stage.query('update produits set stock = $1 where id = $2', [SCARCE, scarce]);
    const asked: Asked[] = [];
    const orders: Order[] = [];
    const stale: string[] = [];
    const lostPages: (string | undefined)[] = [];
    const ending = new AbortController();

    /** Sends one request of this kind. @returns its value, or undefined after a refusal or a cut */
    const ask = async <Value>(
      kind: string,
      send: (signal: AbortSignal) => Promise<Value>,
    ): Promise<Value | undefined> => {
      const at = performance.now();
      const note = (result: Asked['result']) => void asked.push({ kind, at, ms: performance.now() - at, result });
      try {
        const value = await send(AbortSignal.timeout(GIVE_UP_MS));
        note('good');
        return value;
      } catch (error) {
        note(resultOf(error));
        return undefined;
      }
    };

    const buy = async (produitId = ''): Promise<void> => {
      const order: Order = { email: `faute-${next()}@exemple.fr`, produitId };
      orders.push(order);
      const again = async <Value>(send: () => Promise<Value>): Promise<Value | undefined> => {
        while (!ending.signal.aborted && !order.isSoldOut) {
          const value = await ask('order', () => send().catch(orSoldOut));
          if (value !== undefined) return value;
          await sleep(PAUSE_MS);
        }
        return undefined;
      };
      const orSoldOut = (error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'stock-insuffisant')) throw error;
        order.isSoldOut = true;
        return undefined;
      };
      const buyer = await again(async () => {
        const guest = newGuest(createApiClient({ baseUrl, fetch: fetchWithCookies() }), livraisons);
        await guest.add(produitId);
        return guest;
      });
      const cle = randomUUID();
      order.id = buyer && (await again(() => buyer.order({ cle, email: order.email })));
    };

    const kinds: Record<Rate, () => Promise<unknown>> = {
      page: async () => {
        const page = pages[next() % pages.length];
        const send = async (signal: AbortSignal) => {
          const response = await fetch(baseUrl + page, { headers: { 'accept-language': 'fr' }, signal });
          const text = await response.text();
          if (!response.ok) throw new Error(`${page} answers ${response.status}`);
          if (!text.includes('<h1')) throw new Bare();
          return page;
        };
        // once more, as browsers and balancers ask after a cut
        if (!(await ask('page', send)) && !(await ask('page', send))) lostPages.push(page);
      },
      list: () =>
        ask('list', async (signal) => {
          const query = { prixMax: 1_000_000 + next(), limite: 20 };
          const { items } = await reader.page('get /api/produits', { query, signal });
          if (items.length === 0) throw new Error('a list is empty');
        }),
      order: () => buy(sold[next() % sold.length]),
      rush: () => Promise.all([buy(scarce), buy(scarce), buy(scarce)]),
      edit: async () => {
        const price = await ask('edit', () => edit(staff, edited));
        if (price === undefined) return;
        const read = await ask('list', (signal) =>
          reader.request('get /api/produits/{id}', { params: { id: edited }, signal }),
        );
        if (read && read.prixCentimes < price) stale.push(`${read.prixCentimes} after ${price}`);
      },
      announcement: () =>
        ask('announcement', async (signal) => {
          const { version } = await reader.request('get /api/data-version', { signal });
          if (version === null) throw new ApiError('base-indisponible', 503, 'changes are not announced');
          return version;
        }),
    };
    let running = true;
    const pending = new Set<Promise<unknown>>();
    const clients = Object.entries(kinds).map(async ([kind, send]) => {
      const started = performance.now();
      for (let sent = 1; running; sent += 1) {
        const one = send().finally(() => pending.delete(one));
        pending.add(one);
        // one edit waits for the one before: they change the same product
        if (kind === 'edit') await one;
        const due = started + (sent * 1_000) / PER_SECOND[kind as Rate];
        await sleep(Math.max(0, due - performance.now()));
      }
    });
    return {
      asked,
      orders,
      /** Prices that a reader got after a newer one was acknowledged. */
      stale,
      /** Pages that did not come when they were asked for a second time, either. */
      lostPages,
      /** Lets every order come to its end. */
      async stop(): Promise<void> {
        running = false;
        await Promise.all(clients);
        const timer = setTimeout(() => ending.abort(), LAST_ORDERS_MS);
        while (pending.size > 0) await Promise.all(pending);
        clearTimeout(timer);
      },
    };
  };
}

export type Load = Awaited<ReturnType<Awaited<ReturnType<typeof createLoad>>>>;

class Bare extends Error {}

function resultOf(error: unknown): Asked['result'] {
  if (error instanceof Bare) return 'bare';
  if (error instanceof ApiError) {
    if (MAY_REPEAT.has(error.code)) return 'refused';
    return error.code === 'reseau' ? 'cut' : `${error.status} ${error.code}: ${error.message}`;
  }
  const { name, message, cause } = error as Error;
  return cause instanceof Error || name === 'TimeoutError' ? 'cut' : message;
}
