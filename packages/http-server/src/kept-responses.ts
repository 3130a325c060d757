import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Context, Middleware } from 'koa';
import { LRUCache } from 'lru-cache';
import { isKnown } from './is-known.ts';

/**
 * Tells whether a response may be sent again now, and with which headers besides its own; undefined when not. A handler
 * sets one in `ctx.state.reusable` when its response is the same for everybody whose request has the same key.
 */
export type Reusable = () => Promise<Record<string, string> | undefined>;

interface KeptResponse {
  reusable: Reusable;
  path: string;
  route: string | undefined;
  etag: string;
  body: Buffer;
  /** Names and values in turn. */
  headers: string[];
  headersOf304: string[];
}

interface Options {
  maxBytes: number;
  /** Everything of a request that its response can depend on; undefined for a request that is never the same. */
  keyOf: (request: IncomingMessage) => string | undefined;
  /** The template of the route that answered. */
  routeOf: (ctx: Context) => string | undefined;
  /** Logs and measures a request whose answer is about to be sent. @returns the id that the answer has to repeat */
  follow: (
    request: IncomingMessage,
    response: ServerResponse,
    factsOf: () => { path: string; route: string | undefined },
    started: number,
  ) => string;
}

/** They differ from request to request, or say something of the connection. */
const OWN_HEADERS = new Set(['x-request-id', 'data-version', 'server-timing', 'connection', 'keep-alive', 'date']);
/** A 304 has no content (RFC 9110, 15.4.5). */
const OF_CONTENT = new Set(['content-type', 'content-length', 'content-encoding']);

/**
 * Sends a response again, for a request like an earlier one, before Koa sees it: Koa, the router and parsing the request
 * would take several times as long as sending.
 */
export function createKeptResponses({ maxBytes, keyOf, routeOf, follow }: Options) {
  const kept = new LRUCache<string, KeptResponse>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + 2_000,
  });

  /** Keeps the responses of handlers that say that they are reusable. */
  const remember: Middleware = async (ctx, next) => {
    await next();
    const reusable: Reusable | undefined = ctx.state.reusable;
    if (!reusable || ctx.method !== 'GET' || ctx.status !== 200 || !Buffer.isBuffer(ctx.body)) return;
    const key = keyOf(ctx.req);
    if (key === undefined || ctx.res.hasHeader('Set-Cookie')) return;
    const all = Object.entries(ctx.res.getHeaders()).filter(([name]) => !OWN_HEADERS.has(name));
    const flat = (headers: typeof all) => headers.flatMap(([name, value]) => [name, String(value)]);
    kept.set(key, {
      reusable,
      path: ctx.path,
      route: routeOf(ctx),
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
      const key = request.method === 'GET' ? keyOf(request) : undefined;
      const one = key === undefined ? undefined : kept.get(key);
      const own = await one?.reusable().catch(() => undefined);
      if (!one || !own) return next(request, response);
      const requestId = follow(request, response, () => one, started);
      const isSame = one.etag !== '' && isKnown(request.headers['if-none-match'], one.etag);
      const headers = [...(isSame ? one.headersOf304 : one.headers), 'X-Request-Id', requestId];
      for (const name in own) headers.push(name, own[name] as string);
      response.writeHead(isSame ? 304 : 200, headers);
      response.end(isSame ? undefined : one.body);
    };

  return { remember, before };
}
