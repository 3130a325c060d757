import type { Problem, ProblemCode } from './problems.ts';
import type { RouteOutput, RouteRequest } from './route.ts';
import type { RouteKey, RoutesByKey } from './routes.ts';
import { queryString } from './uri-template.ts';

/** A failed request. `code` is `reseau` when no usable answer came. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ProblemCode | 'reseau';
  readonly status: number;
  readonly problem: Problem | undefined;
  /** Seconds to wait before the next attempt, when the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode | 'reseau',
    status: number,
    message: string,
    problem?: Problem,
    retryAfter?: number | undefined,
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** One page of a list: its items, and the number of items over all pages. */
export interface Page<Item> {
  items: Item[];
  total: number;
  /** The `apres` of the next page; null on the last page. */
  next: string | null;
}

/** The body that was read, and the `ETag` of its version. */
export interface Versioned<Body> {
  body: Body;
  etag: string;
}

type Options<K extends RouteKey> = RouteRequest<RoutesByKey[K]> & { signal?: AbortSignal };

export interface ApiClient {
  /** The JSON body of a successful answer; undefined when the route answers without one. @throws ApiError */
  request<K extends RouteKey>(key: K, options: Options<K>): Promise<RouteOutput<RoutesByKey[K]>>;
  /** One page of a list route. @throws ApiError */
  page<K extends RouteKey>(
    key: K,
    options: Options<K>,
  ): Promise<RouteOutput<RoutesByKey[K]> extends (infer Item)[] ? Page<Item> : never>;
  /** The body of an answer together with its `ETag`, to send back in `If-Match`. @throws ApiError */
  versioned<K extends RouteKey>(key: K, options: Options<K>): Promise<Versioned<RouteOutput<RoutesByKey[K]>>>;
}

interface AnyOptions {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  upload?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * A typed client of the API. It imports only types, so that no schema code reaches the browser.
 * Query values that are undefined or '' are left out and names are sorted, so that the URL equals the preloaded one.
 */
export function createApiClient({ baseUrl = '', fetch = globalThis.fetch.bind(globalThis) } = {}): ApiClient {
  const send = async (key: string, options: AnyOptions): Promise<{ response: Response; body: unknown }> => {
    const [method, template] = key.split(' ') as [string, string];
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(options.params?.[name])),
    );
    const url = baseUrl + path + queryString(options.query);
    const unusable = (what: string, status: number) => (error: unknown) => {
      if (options.signal?.aborted) throw error;
      throw new ApiError('reseau', status, `${method} ${path}: ${what}`);
    };
    const response = await fetch(url, {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      signal: options.signal ?? null,
      ...(options.headers && { headers: options.headers }),
      ...(options.upload && { body: options.upload }),
      ...(options.body !== undefined && {
        body: JSON.stringify(options.body),
        headers: { ...options.headers, 'content-type': 'application/json' },
      }),
    }).catch(unusable('no answer from the server', 0));
    if (response.status === 204) return { response, body: undefined };
    if (response.ok) {
      return { response, body: await response.json().catch(unusable('the answer is not whole', response.status)) };
    }
    const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
    throw new ApiError(
      problem?.code ?? 'reseau',
      response.status,
      problem?.detail ?? response.statusText,
      problem,
      secondsOf(response.headers.get('retry-after')),
    );
  };
  const client = {
    request: async (key: string, options: AnyOptions): Promise<unknown> => (await send(key, options)).body,
    versioned: async (key: string, options: AnyOptions): Promise<Versioned<unknown>> => {
      const { response, body } = await send(key, options);
      return { body, etag: response.headers.get('etag') ?? '' };
    },
    page: async (key: string, options: AnyOptions): Promise<Page<unknown>> => {
      const { response, body } = await send(key, options);
      const items = body as unknown[];
      return {
        items,
        total: Number(response.headers.get('x-total-count') ?? items.length),
        next: nextCursor(response.headers.get('link')),
      };
    },
  };
  return client as ApiClient;
}

/** The cursor inside `Link: <...apres=CURSOR>; rel="next"`. */
function nextCursor(link: string | null): string | null {
  const next = link?.match(/<([^>]*)>;\s*rel="next"/)?.[1];
  return next ? new URL(next, 'http://localhost').searchParams.get('apres') : null;
}

/** `Retry-After` as seconds; the API never sends the form with a date (RFC 9110, 10.2.3). */
const secondsOf = (retryAfter: string | null) =>
  retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
