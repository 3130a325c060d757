import type { Page, Versioned } from '@boutique/contracts/client';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { RouteOutput, RouteRequest } from '@boutique/contracts/route';
import type { RouteKey, RoutesByKey } from '@boutique/contracts/routes';
import { sentQuery } from '@boutique/contracts/uri-template';
import type {
  DataTag,
  InfiniteData,
  UndefinedInitialDataInfiniteOptions,
  UndefinedInitialDataOptions,
} from '@tanstack/react-query';

/**
 * Queries of the API, made from the contract's routes. Unlike the rest of the facade, every release contains its own
 * copy of this module, because keys contain the version of the contract that the release was built with.
 */

export type ReadRoute = Extract<RouteKey, `get ${string}`>;
type RequestOf<K extends ReadRoute> = RouteRequest<RoutesByKey[K]> & object;
type Output<K extends ReadRoute> = RouteOutput<RoutesByKey[K]>;
type PageOf<K extends ReadRoute> = Output<K> extends (infer Item)[] ? Page<Item> : never;
/** The cached answer of a key, by the method of `ApiClient` that reads it. */
interface Answers<K extends ReadRoute> {
  request: Output<K>;
  page: PageOf<K>;
  versioned: Versioned<Output<K>>;
}

declare const madeFromTheContract: unique symbol;
/**
 * `[contract version, tag, route, params, query, method of ApiClient]`, or the beginning of it. The query client of the
 * shell reads keys of all slices, so this shape belongs to the contract. The type refuses any other array as a key.
 */
export type ApiKey = readonly unknown[] & { readonly [madeFromTheContract]: true };

declare module '@tanstack/react-query' {
  interface Register {
    queryKey: ApiKey;
    mutationKey: ApiKey;
  }
}

export type ApiQuery<Data> = UndefinedInitialDataOptions<Data, Error, Data, ApiKey> & {
  queryKey: DataTag<ApiKey, Data, Error>;
};

/**
 * Options for `useQuery`, `fetchQuery` and the like; spread them to add others. `queryKey` has the type of the answer,
 * for `setQueryData` and `getQueryData`. With 'page' the answer is one page of a list with its total; with 'versioned'
 * it has its ETag. The time that an answer stays fresh is set per route in query-client.ts.
 */
export function apiQuery<K extends ReadRoute, How extends keyof Answers<K> = 'request'>(
  route: K,
  request: RequestOf<K>,
  how?: How,
): ApiQuery<Answers<K>[How]> {
  return { queryKey: keyOf(route, request, how ?? 'request') } as ApiQuery<Answers<K>[How]>;
}

export type ApiPages<OnePage> = UndefinedInitialDataInfiniteOptions<
  OnePage,
  Error,
  InfiniteData<OnePage, string | null>,
  ApiKey,
  string | null
> & { queryKey: DataTag<ApiKey, InfiniteData<OnePage, string | null>, Error> };

/** Options for `useInfiniteQuery`: reads a list page by page; the cursor of the next page is in the `Link` header. */
export function apiPages<K extends ReadRoute>(route: K, request: RequestOf<K>): ApiPages<PageOf<K>> {
  return {
    queryKey: keyOf(route, request, 'pages'),
    initialPageParam: null,
    getNextPageParam: ({ next }: Page<unknown>) => next,
  } as unknown as ApiPages<PageOf<K>>;
}

/** Keys that match several queries: to invalidate, remove or find them, and to name mutations. */
export const apiKeys = {
  /** Every answer of a route, or only those with these params and these fields of the query. */
  route: <K extends ReadRoute>(route: K, request?: Partial<RequestOf<K>>): ApiKey =>
    keyOf(route, request ?? {}, 'request').slice(0, request ? 5 : 3) as unknown as ApiKey,
  /** Every answer of all routes with this tag. */
  tag: (tag: Tag<RouteKey>): ApiKey => [CONTRACT_VERSION, tag] as unknown as ApiKey,
};

/** The elements of a complete key. */
export type KeyElements = readonly [
  version: number,
  tag: string,
  route: ReadRoute,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
  how: keyof Answers<never> | 'pages',
];

function keyOf(route: ReadRoute, request: object, how: KeyElements[5]): ApiKey {
  const { params = {}, query } = request as { params?: KeyElements[3]; query?: KeyElements[4] };
  const key: KeyElements = [CONTRACT_VERSION, tagOf(route), route, params, Object.fromEntries(sentQuery(query)), how];
  return key as unknown as ApiKey;
}

type Tag<K extends RouteKey> = RoutesByKey[K]['tag'];
type FirstSegment<K> = K extends `get /api/${infer Segment}/${string}`
  ? Segment
  : K extends `get /api/${infer Segment}`
    ? Segment
    : never;

/** Tags that differ from the first path segment. The type requires exactly the routes for which this is so. */
const otherTags: { readonly [K in ReadRoute as Tag<K> extends FirstSegment<K> ? never : K]: Tag<K> } = {
  'get /api/livraisons': 'commandes',
  'get /api/moyens-paiement': 'commandes',
  'get /api/produits/{id}/avis': 'avis',
  'get /api/produits/{id}/mon-avis': 'avis',
  'get /api/data-version': 'info',
};

const tagOf = (route: ReadRoute): string =>
  (otherTags as Partial<Record<ReadRoute, string>>)[route] ?? route.split('/')[2] ?? '';
