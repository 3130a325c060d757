import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Livraison } from '@boutique/contracts/commandes';
import type { Knex } from 'knex';

const ORDERS_PER_SECOND = 10;
const EDITS_PER_SECOND = 1;

const ADRESSE = { nom: 'Camille Durand', rue: '12 rue des Lilas', codePostal: '69003', ville: 'Lyon', pays: 'FR' };

/** Lets guests order, one piece each, and staff edit a product, at a steady rate until the signal. @returns their number */
export async function write(apiUrl: string, db: Knex, signal: AbortSignal): Promise<{ orders: number; edits: number }> {
  const deliveries = (await (await fetch(`${apiUrl}/api/livraisons`)).json()) as Livraison[];
  const done = { orders: 0, edits: 0 };
  const ids: string[] = await db('produits').where('actif', true).orderBy('stock', 'desc').limit(50).pluck('id');
  const steadily = async (perSecond: number, run: (count: number) => Promise<void>) => {
    const started = performance.now();
    for (let count = 0; !signal.aborted; count += 1) {
      await run(count);
      await sleep(Math.max(0, started + (1_000 * (count + 1)) / perSecond - performance.now()));
    }
  };
  await Promise.all([
    steadily(ORDERS_PER_SECOND, async (count) => {
      await order(apiUrl, ids[count % ids.length] ?? '', deliveries);
      done.orders += 1;
    }),
    steadily(EDITS_PER_SECOND, async (count) => {
      await db('produits')
        .where('id', ids[count % ids.length])
        .increment('prix_centimes', 1);
      done.edits += 1;
    }),
  ]);
  return done;
}

function deliveryPrice(goods: number, deliveries: readonly Livraison[]): number {
  const standard = deliveries.find(({ mode }) => mode === 'standard');
  if (!standard) throw new Error('there is no standard delivery');
  const { prixCentimes, gratuiteDesCentimes } = standard;
  return gratuiteDesCentimes !== null && goods >= gratuiteDesCentimes ? 0 : prixCentimes;
}

/** @throws Error when the API refuses */
async function order(apiUrl: string, produitId: string, deliveries: readonly Livraison[]): Promise<void> {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(apiUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return { response, answer: JSON.parse(text) };
  };
  const { response, answer } = await post('/api/panier/lignes', { produitId, quantite: 1 });
  const cookie = response.headers
    .getSetCookie()
    .map((text) => text.split(';', 1)[0])
    .join('; ');
  const goods: number = answer.totalCentimes;
  const body = {
    email: 'banc@exemple.fr',
    adresse: ADRESSE,
    livraison: 'standard',
    paiement: 'a-la-livraison',
    totalCentimes: goods + deliveryPrice(goods, deliveries),
  };
  await post('/api/commandes', body, { cookie, 'idempotency-key': randomUUID() });
}
