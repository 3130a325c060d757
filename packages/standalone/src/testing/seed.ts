import { createApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { SliceDeclaration } from '@boutique/contracts/slice';
import { expandRequest, queryString } from '@boutique/contracts/uri-template';
import { createQueryClient, matchPath, type QueryClient } from '@boutique/facade';
import type { KeyElements } from '@boutique/facade/api-query';
import type { RequestHandler } from 'msw';
import { serveMocks } from '../serve-mocks.ts';

/** The answers to a page's declared requests, by their path and query. */
export type Seed = ReadonlyMap<string, { body: unknown; total: number; next: string | null; etag: string }>;

/** Asks the mocks for what the page at that path declares. Refused requests are left out, so their queries are pending. */
export async function seedOf(
  { routes }: SliceDeclaration,
  path: string,
  langue: Langue,
  handlers: RequestHandler[],
): Promise<Seed> {
  const { pathname, searchParams } = new URL(path, 'http://boutique.test');
  const { baseUrl, fetch = globalThis.fetch } = serveMocks(handlers);
  const seed = new Map<string, { body: unknown; total: number; next: string | null; etag: string }>();
  for (const { path: pattern, requests } of routes) {
    const match = matchPath(pattern, pathname);
    if (!match) continue;
    for (const template of requests) {
      const url = expandRequest(template, { ...Object.fromEntries(searchParams), ...match.params, langue });
      if (!url) continue;
      const response = await fetch(baseUrl + url);
      if (!response.ok) continue;
      const { headers } = response;
      const next = headers.get('link')?.match(/[?&]apres=([^&>]*)/)?.[1];
      seed.set(url, {
        body: await response.json(),
        total: Number(headers.get('x-total-count')),
        next: next ? decodeURIComponent(next) : null,
        etag: headers.get('etag') ?? '',
      });
    }
  }
  return seed;
}

/** A query client whose queries start with the seed's answers; it asks the mocks for all others. */
export function seededClient(seed: Seed, handlers: RequestHandler[]) {
  const api = createApiClient(serveMocks(handlers));
  const queryClient = createQueryClient(api);
  const cache = queryClient.getQueryCache();
  const build: typeof cache.build = cache.build.bind(cache);
  cache.build = (client, options, state) => {
    const data = state ? undefined : answerOf(seed, options.queryKey as unknown as KeyElements);
    return build(client, options, data === undefined ? state : (stateOf(data) as NonNullable<typeof state>));
  };
  return { api, queryClient };
}

function answerOf(seed: Seed, [, , route, params, query, how]: KeyElements): unknown {
  const path = route.split(' ')[1]?.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(`${params[name]}`));
  const answer = seed.get(path + queryString(query));
  if (!answer) return undefined;
  const { body, total, next, etag } = answer;
  const page = { items: body, total, next };
  return { request: body, versioned: { body, etag }, page, pages: { pages: [page], pageParams: [null] } }[how];
}

type State = NonNullable<Parameters<ReturnType<QueryClient['getQueryCache']>['build']>[2]>;

const stateOf = (data: unknown): State => ({
  data,
  dataUpdateCount: 1,
  dataUpdatedAt: Date.now(),
  error: null,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
  fetchFailureCount: 0,
  fetchFailureReason: null,
  fetchMeta: null,
  isInvalidated: false,
  status: 'success',
  fetchStatus: 'idle',
});
