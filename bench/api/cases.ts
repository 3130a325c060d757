import type { Load } from './load.ts';

/** One line of the table: the shop beside an opponent, under the same load. */
export interface Case extends Pick<Load, 'path' | 'headers' | 'status'> {
  name: string;
  part: 'api' | 'gateway';
  /** `plain-koa` sends the bytes of the shop's answer, `koa-knex` makes its answer by the same SELECT. */
  opponent: 'plain-koa' | 'koa-knex';
  /** The ratio of requests per second, at least; or that of CPU time per request, at most. */
  target: { perSecond: number } | { cpuMs: number };
  /** Whether orders and edits of products arrive meanwhile. */
  writes?: boolean;
}

const LIST = '/api/produits?limite=20';
const hot = (name: string, path: string, perSecond: number): Case => ({
  name,
  path,
  part: 'api',
  opponent: 'plain-koa',
  status: 200,
  target: { perSecond },
});

let asked = 0;
/** Another price range each time, so that no answer kept from before can serve. */
function nextList(): string {
  asked += 1;
  return `${LIST}&prixMin=${asked % 1_000}&prixMax=${1_000_000 + Math.floor(asked / 1_000)}`;
}

/**
 * @param slug of a product
 * @param etag of the list
 */
export const casesFor = (slug: string, etag: string): Case[] => [
  hot('list', LIST, 0.9),
  { ...hot('list, not modified', LIST, 0.95), headers: { 'if-none-match': etag }, status: 304 },
  hot('search', '/api/produits?q=clavier', 0.85),
  hot('facets', '/api/produits/facettes', 0.85),
  hot('product', `/api/produits/${slug}`, 0.85),
  { ...hot('list under writes', LIST, 0.7), writes: true },
  {
    ...hot('home page, kept', '/', 0),
    part: 'gateway',
    headers: { 'accept-encoding': 'br' },
    // the load generator reads large bodies slower than either server sends them, so requests per second say nothing
    target: { cpuMs: 1.67 },
  },
  {
    ...hot('list, each another', LIST, 0),
    path: nextList,
    opponent: 'koa-knex',
    target: { cpuMs: 1.3 },
  },
];
