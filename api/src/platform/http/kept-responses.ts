import type { IncomingMessage, RequestListener } from 'node:http';
import type { Middleware } from 'koa';
import { LRUCache } from 'lru-cache';
import type { Changes, DataState, Tag } from '../db/changes.ts';
import { matchedRoute, type RequestLog } from './request-log.ts';
import { isKnown } from './send-json.ts';

const MAX_BYTES = 8 * 2 ** 20;

/** Set by a handler whose answer is the same for everybody who asks in the same way. */
export interface Reusable {
  /** The state of the data before the answer was read. */
  asOf: DataState;
  /** Everything that the answer is made from. */
  tags: readonly Tag[];
}

interface KeptResponse extends Reusable {
  path: string;
  route: string | undefined;
  etag: string;
  body: Buffer;
  /** Names and values in turn. */
  headers: string[];
  headersOf304: string[];
}

/** These differ from request to request, or say something of the connection. */
const OWN_HEADERS = new Set(['x-request-id', 'data-version', 'connection', 'keep-alive', 'date']);
/** A 304 has no content (RFC 9110, 15.4.5). */
const OF_CONTENT = new Set(['content-type', 'content-length', 'content-encoding']);

/** Responses can differ by these headers of a request, and by its address. */
const keyOf = ({ url, headers }: IncomingMessage): string =>
  `${url} ${headers['accept-encoding'] ?? ''} ${headers['accept-language'] ?? ''}`;

/**
 * Sends a response again, for a request like an earlier one, before Koa sees it: Koa, the router and parsing the
 * request would take several times as long as sending. Like a kept answer, it is sent only while nothing that it is
 * made from has changed.
 */
export function createKeptResponses(changes: Pick<Changes, 'now' | 'haveChanged'>, log: RequestLog) {
  const kept = new LRUCache<string, KeptResponse>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body }, key) => body.length + key.length + 2_000,
  });

  /** Keeps the responses of handlers that say that they are reusable. */
  const remember: Middleware = async (ctx, next) => {
    await next();
    const reusable: Reusable | undefined = ctx.state.reusable;
    if (!reusable || ctx.method !== 'GET' || ctx.status !== 200 || !Buffer.isBuffer(ctx.body)) return;
    if (ctx.res.hasHeader('Set-Cookie')) throw new Error(`an answer for everybody sets a cookie: ${ctx.path}`);
    const all = Object.entries(ctx.res.getHeaders()).filter(([name]) => !OWN_HEADERS.has(name));
    const flat = (headers: typeof all) => headers.flatMap(([name, value]) => [name, String(value)]);
    kept.set(keyOf(ctx.req), {
      asOf: reusable.asOf,
      tags: reusable.tags,
      path: ctx.path,
      route: matchedRoute(ctx),
      etag: ctx.response.get('ETag'),
      body: ctx.body,
      headers: flat(all),
      headersOf304: flat(all.filter(([name]) => !OF_CONTENT.has(name))),
    });
  };

  /** Sends kept responses, and leaves all other requests to `next`. */
  const before =
    (next: RequestListener): RequestListener =>
    async (request, response) => {
      const started = performance.now();
      const one = request.method === 'GET' ? kept.get(keyOf(request)) : undefined;
      const asOf = one && (await changes.now());
      if (!asOf || changes.haveChanged(one.tags, one.asOf)) return next(request, response);
      const requestId = log.follow(request, response, () => one, started);
      const isSame = isKnown(request.headers['if-none-match'], one.etag);
      const headers = isSame ? one.headersOf304 : one.headers;
      response.writeHead(isSame ? 304 : 200, [...headers, 'X-Request-Id', requestId, 'Data-Version', asOf.version]);
      response.end(isSame ? undefined : one.body);
    };

  return { remember, before };
}
