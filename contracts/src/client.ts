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

/** What a page reads back after a change that gives the browser its first cookie is missing: the cookie was refused. */
export const cookiesRefused = () => new ApiError('cookies-refuses', 403, 'the browser sends no cookie back');

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

/** The headers of answers that callers read, in lower case. */
export const ANSWER_HEADERS = ['content-location', 'etag', 'link', 'retry-after', 'x-total-count'] as const;

/** One answer of the API as plain data: pages contain those to their first requests. `body` is undefined for a 204. */
export interface Answer {
  status: number;
  headers: Partial<Record<(typeof ANSWER_HEADERS)[number], string>>;
  body: unknown;
}

/** The path and query of a request. The same request has the same URL everywhere: it identifies the answer. */
export const requestUrl = (key: string, { params, query }: Pick<AnyOptions, 'params' | 'query'>): string =>
  key.replace(/^\w+ /, '').replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name]))) +
  queryString(query);

/**
 * The value that the method `how` of `ApiClient` gives for this answer.
 * @throws ApiError when it is a problem
 */
export function answerValue(how: keyof ApiClient, { status, headers, body }: Answer): unknown {
  if (status >= 400) {
    const problem = (body ?? undefined) as Problem | undefined;
    const { code = 'reseau', detail = `status ${status}` } = problem ?? {};
    throw new ApiError(code, status, detail, problem, secondsOf(headers['retry-after']));
  }
  if (how === 'request') return body;
  if (how === 'versioned') return { body, etag: headers.etag ?? '' };
  const items = body as unknown[];
  return { items, total: Number(headers['x-total-count'] ?? items.length), next: nextCursor(headers.link) };
}

/**
 * A typed client of the API. It imports only types, so that no schema code reaches the browser.
 * Query values that are undefined or '' are left out and names are sorted, so that one request has one URL.
 */
export function createApiClient({ baseUrl = '', fetch = globalThis.fetch.bind(globalThis) } = {}): ApiClient {
  const send = async (key: string, options: AnyOptions): Promise<Answer> => {
    const [method] = key.split(' ') as [string];
    const path = requestUrl(key, options);
    const unusable = (what: string, status: number) => (error: unknown) => {
      if (options.signal?.aborted) throw error;
      throw new ApiError('reseau', status, `${method} ${path.replace(/\?.*/, '')}: ${what}`);
    };
    const response = await fetch(baseUrl + path, {
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
    return readAnswer(response, unusable('the answer is not whole', response.status));
  };
  const method = (how: keyof ApiClient) => async (key: string, options: AnyOptions) =>
    answerValue(how, await send(key, options));
  return { request: method('request'), page: method('page'), versioned: method('versioned') } as ApiClient;
}

/** Reads a response. A problem that cannot be read has no body. */
export async function readAnswer(response: Response, onUnreadable: (error: unknown) => never): Promise<Answer> {
  const { status, ok } = response;
  const headers: Answer['headers'] = {};
  for (const name of ANSWER_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  if (status === 204) return { status, headers, body: undefined };
  return { status, headers, body: await response.json().catch(ok ? onUnreadable : () => undefined) };
}

/** The cursor inside `Link: <...apres=CURSOR>; rel="next"`. */
function nextCursor(link: string | undefined): string | null {
  const next = link?.match(/<([^>]*)>;\s*rel="next"/)?.[1];
  return next ? new URL(next, 'http://localhost').searchParams.get('apres') : null;
}

/** `Retry-After` as seconds; the API never sends the form with a date (RFC 9110, 10.2.3). */
const secondsOf = (retryAfter: string | undefined) =>
  retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
