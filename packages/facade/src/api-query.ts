import type { Page, Versioned } from '@boutique/contracts/client';
import type { RouteOutput, RouteRequest } from '@boutique/contracts/route';
import type { RouteKey, RoutesByKey } from '@boutique/contracts/routes';
import { CONTRACT_VERSION } from '@boutique/contracts/shell-context';
import { sentQuery } from '@boutique/contracts/uri-template';
import type {
  DataTag,
  InfiniteData,
  UndefinedInitialDataInfiniteOptions,
  UndefinedInitialDataOptions,
} from '@tanstack/react-query';

/**
 * Queries of the API, made from the contract's routes. Every release carries its own copy of this module, unlike the rest
 * of the facade: its keys hold the version of the contract that it was built with.
 */

export type ReadRoute = Extract<RouteKey, `get ${string}`>;
type RequestOf<K extends ReadRoute> = RouteRequest<RoutesByKey[K]> & object;
type Output<K extends ReadRoute> = RouteOutput<RoutesByKey[K]>;
type PageOf<K extends ReadRoute> = Output<K> extends (infer Item)[] ? Page<Item> : never;
/** What is kept under a key, by the method of `ApiClient` that reads it. */
interface Answers<K extends ReadRoute> {
  request: Output<K>;
  page: PageOf<K>;
  versioned: Versioned<Output<K>>;
}

declare const madeFromTheContract: unique symbol;
/**
 * `[contract version, tag, route, params, query, how it is read]`, or the beginning of it. The client's default query
 * function reads it, so its shape is part of the contract. No other array is a key.
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
 * Options for `useQuery`, `fetchQuery` and the like; to add others, spread it. `queryKey` carries the type of the answer,
 * for `setQueryData` and `getQueryData`. With 'page' the answer is one page of a list with its total, with 'versioned' it
 * has its ETag. How long it stays fresh is one figure a route (query-client.ts).
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

/** Options for `useInfiniteQuery`: a list page after page, each one after the cursor in the last one's `Link`. */
export function apiPages<K extends ReadRoute>(route: K, request: RequestOf<K>): ApiPages<PageOf<K>> {
  return {
    queryKey: keyOf(route, request, 'pages'),
    initialPageParam: null,
    getNextPageParam: ({ next }: Page<unknown>) => next,
  } as unknown as ApiPages<PageOf<K>>;
}

/** Keys that stand for many: to invalidate, remove or find queries, and to name mutations. */
export const apiKeys = {
  /** Every answer of a route, or those to these params and this part of the query. */
  route: <K extends ReadRoute>(route: K, request?: Partial<RequestOf<K>>): ApiKey =>
    keyOf(route, request ?? {}, 'request').slice(0, request ? 5 : 3) as unknown as ApiKey,
  /** Every answer of the routes with this tag. */
  tag: (tag: Tag<RouteKey>): ApiKey => [CONTRACT_VERSION, tag] as unknown as ApiKey,
};

/** A whole key, part by part. */
export type KeyParts = readonly [
  version: number,
  tag: string,
  route: ReadRoute,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
  how: keyof Answers<never> | 'pages',
];

function keyOf(route: ReadRoute, request: object, how: KeyParts[5]): ApiKey {
  const { params = {}, query } = request as { params?: KeyParts[3]; query?: KeyParts[4] };
  const parts: KeyParts = [CONTRACT_VERSION, tagOf(route), route, params, Object.fromEntries(sentQuery(query)), how];
  return parts as unknown as ApiKey;
}

type Tag<K extends RouteKey> = RoutesByKey[K]['tag'];
type FirstSegment<K> = K extends `get /api/${infer Segment}/${string}`
  ? Segment
  : K extends `get /api/${infer Segment}`
    ? Segment
    : never;

/** The tags of routes whose path does not begin with it: all of these and no others, or it does not compile. */
const otherTags: { readonly [K in ReadRoute as Tag<K> extends FirstSegment<K> ? never : K]: Tag<K> } = {
  'get /api/livraisons': 'commandes',
  'get /api/produits/{id}/avis': 'avis',
  'get /api/produits/{id}/mon-avis': 'avis',
  'get /api/plan-du-site': 'entetes',
};

const tagOf = (route: ReadRoute): string =>
  (otherTags as Partial<Record<ReadRoute, string>>)[route] ?? route.split('/')[2] ?? '';
