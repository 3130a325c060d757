import { randomUUID } from 'node:crypto';
import type { Server } from '@boutique/contract-testing/visitors';
import type { Database } from '../src/platform/db/database.ts';
import { categorieRows, produitRow } from './rows.ts';

/** Products on sale, with these stocks. @returns their ids, in the same order */
export async function createProduits(db: Database, stocks: readonly number[], row: Record<string, unknown> = {}) {
  await db('categories').insert(categorieRows).onConflict().ignore();
  const rows = await db('produits')
    .insert(stocks.map((stock) => produitRow({ stock, ...row })))
    .returning('id');
  return rows.map(({ id }) => id as string);
}

export const newKey = (): string => randomUUID();

/** What one browser does to buy. Prices are those of `produitRow`: 49,90 EUR each. */
export function buyer({ baseUrl, fetch = globalThis.fetch }: Server) {
  const json = { 'content-type': 'application/json' };
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(baseUrl + path, {
      method,
      headers: { ...headers, ...(body !== undefined && json) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    send,
    get: (path: string) => send('GET', path),
    put: (produitId: string, quantite: number) => send('PUT', `/api/panier/lignes/${produitId}`, { quantite }),
    add: (produitId: string, quantite: number) => send('POST', '/api/panier/lignes', { produitId, quantite }),
    order: (totalCentimes: number, key: string = newKey(), changes: Record<string, unknown> = {}) =>
      send('POST', '/api/commandes', { ...orderBody, totalCentimes, ...changes }, { 'idempotency-key': key }),
  };
}

export const adresse = {
  nom: 'Camille Durand',
  rue: '12 rue des Lilas',
  codePostal: '69003',
  ville: 'Lyon',
  pays: 'FR',
} as const;

const orderBody = { email: 'camille@boutique.example', adresse, livraison: 'standard', paiement: 'a-la-livraison' };
