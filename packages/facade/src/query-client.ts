import { type ApiClient, type ApiError, createApiClient } from '@boutique/contracts/client';
import { QueryClient, type QueryFunctionContext } from '@tanstack/react-query';
import { AnsweredCache, type Answers } from './answers.ts';
import type { KeyElements, ReadRoute } from './api-query.ts';

/** How long answers stay fresh, in milliseconds: one value per route, the same for all slices. */
const FRESH_MS = 30_000;
const freshOf: ReadonlyMap<unknown, number> = new Map<ReadRoute, number>([
  // the shell updates it at every change
  ['get /api/session', Number.POSITIVE_INFINITY],
  // changed only by a new version of the shop; read again after a refused order
  ['get /api/livraisons', 5 * 60_000],
  // changed only by this browser, or by the same account in another browser
  ['get /api/favoris', 5 * 60_000],
  // other people may change these while staff looks at them
  ['get /api/administration/produits', 0],
  ['get /api/administration/produits/{id}', 0],
  ['get /api/administration/journal', 0],
  ['get /api/deployments', 0],
  ['get /api/frontends/{slice}', 0],
  ['get /api/frontends/{slice}/statistics', 0],
  ['get /api/frontends/{slice}/history', 0],
  ['get /api/frontends/{slice}/tokens', 0],
  ['get /api/info', 0],
]);

/**
 * Creates the query client of the whole shop. Its default query function makes the request from the key (see
 * `apiQuery`). A failed query is retried once, except after a 4xx, which a retry would not change.
 * @param answers answers that are there already; queries take them from the map
 */
export function createQueryClient(api: ApiClient = createApiClient(), answers: Answers = new Map()): QueryClient {
  return new QueryClient({
    queryCache: new AnsweredCache(answers),
    defaultOptions: {
      queries: {
        queryFn: (context) => ask(api, context),
        staleTime: ({ queryKey }) => freshOf.get(queryKey[2]) ?? FRESH_MS,
        retry: (failures, error) => failures < 1 && !isFinal(error),
        retryDelay: 400,
        // a failure that came with the page is final: a request would get the same answer
        retryOnMount: ({ state }) => state.status !== 'error' || state.errorUpdateCount > 0,
        // offline, a page shows its error state with a retry button at once, instead of an endless skeleton
        networkMode: 'always',
        // networkMode 'always' would switch this off
        refetchOnReconnect: true,
      },
      // offline, a change fails at once with a message, instead of waiting silently
      mutations: { networkMode: 'always' },
    },
  });
}

function ask(api: ApiClient, { queryKey, pageParam, signal }: QueryFunctionContext): Promise<unknown> {
  const [, , route, params, query, how] = queryKey as unknown as KeyElements;
  // the types of `apiQuery` ensure that route and request fit together
  const untyped = api as Record<keyof ApiClient, (route: ReadRoute, request: object) => Promise<unknown>>;
  const request = { params, query: pageParam ? { ...query, apres: pageParam } : query, signal };
  return untyped[how === 'pages' ? 'page' : how](route, request);
}

const isFinal = (error: Error) => {
  const { status = 0 } = error as Partial<ApiError>;
  return status >= 400 && status < 500;
};
