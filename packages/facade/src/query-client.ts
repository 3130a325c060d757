import { type ApiClient, type ApiError, createApiClient } from '@boutique/contracts/client';
import { QueryClient, type QueryFunctionContext } from '@tanstack/react-query';
import type { KeyParts, ReadRoute } from './api-query.ts';

/** How long answers count as fresh, in milliseconds: one figure a route, whichever slice reads it. */
const FRESH_MS = 30_000;
const freshOf: ReadonlyMap<unknown, number> = new Map<ReadRoute, number>([
  // the shell is told of every change
  ['get /api/session', Number.POSITIVE_INFINITY],
  // changed only by a new version of the shop; an order that is refused has them read anew
  ['get /api/livraisons', 5 * 60_000],
  // changed only by this browser, and by the same account in another one
  ['get /api/favoris', 5 * 60_000],
  // others change these while staff looks at them
  ['get /api/administration/produits', 0],
  ['get /api/administration/produits/{id}', 0],
  ['get /api/administration/journal', 0],
  ['get /api/info', 0],
]);

/**
 * Query defaults of the whole shop: a query is its key (see `apiQuery`), which the default query function sends; one
 * retry, and none for an answer that a retry cannot change.
 */
export function createQueryClient(api: ApiClient = createApiClient()): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        queryFn: (context) => ask(api, context),
        staleTime: ({ queryKey }) => freshOf.get(queryKey[2]) ?? FRESH_MS,
        retry: (failures, error) => failures < 1 && !isFinal(error),
        retryDelay: 400,
        // an offline browser gets the error state at once, with its retry button, instead of an endless skeleton
        networkMode: 'always',
        // which that mode switches off
        refetchOnReconnect: true,
      },
      // offline, a change fails at once and says so, instead of waiting without a word
      mutations: { networkMode: 'always' },
    },
  });
}

function ask(api: ApiClient, { queryKey, pageParam, signal }: QueryFunctionContext): Promise<unknown> {
  const [, , route, params, query, how] = queryKey as unknown as KeyParts;
  // `apiQuery` has checked that they belong together
  const untyped = api as Record<keyof ApiClient, (route: ReadRoute, request: object) => Promise<unknown>>;
  const request = { params, query: pageParam ? { ...query, apres: pageParam } : query, signal };
  return untyped[how === 'pages' ? 'page' : how](route, request);
}

const isFinal = (error: Error) => {
  const { status = 0 } = error as Partial<ApiError>;
  return status >= 400 && status < 500;
};
