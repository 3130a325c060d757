import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fetchWithCookies } from '@boutique/contract-testing/cookie-jar';
import { createApiClient } from '@boutique/contracts/client';
import { newGuest } from './writes.ts';

/** Orders per second: through the API, and by the same statements without it. */
export interface Orders {
  throughApi: number;
  alone: number;
}

/** Parallel buyers, each of whom puts a product into a new cart and orders it. */
const BUYERS = 8;

/** @throws ApiError when an order fails */
export async function measureOrders(
  baseUrl: string,
  { databaseUrl, products, seconds }: { databaseUrl: string; products: readonly string[]; seconds: number },
): Promise<Orders> {
  const reader = createApiClient({ baseUrl });
  const livraisons = await reader.request('get /api/livraisons', {});
  const end = performance.now() + seconds * 1_000;
  let count = 0;
  const buy = async (number: number) => {
    for (let turn = number; performance.now() < end; turn += BUYERS) {
      const guest = newGuest(createApiClient({ baseUrl, fetch: fetchWithCookies() }), livraisons);
      await guest.add(products[turn % products.length] ?? '');
      await guest.order();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: BUYERS }, (_, number) => buy(number)));
  return { throughApi: count / seconds, alone: await ordersAlone({ databaseUrl, products, seconds, buyers: BUYERS }) };
}

async function ordersAlone(task: {
  databaseUrl: string;
  products: readonly string[];
  seconds: number;
  buyers: number;
}): Promise<number> {
  const child = fork(fileURLToPath(new URL('../../api/scripts/orders-alone.ts', import.meta.url)));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('orders-alone.ts ended too early')));
  child.send(task);
  const [count] = await Promise.race([once(child, 'message'), ended]);
  child.kill();
  return Number(count) / task.seconds;
}
