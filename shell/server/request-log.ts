import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** Writes one log line and one measurement per request, from its arrival to the last byte of its answer. */
export function createRequestLog(log: Logger, metrics: Pick<Metrics, 'requests'>) {
  /** @returns the request's id: a valid one of the client, or a new one; the answer has to repeat it */
  const follow = (
    request: IncomingMessage,
    response: ServerResponse,
    factsOf: () => { path: string },
    started = performance.now(),
  ): string => {
    const incoming = request.headers['x-request-id'];
    const id = typeof incoming === 'string' && /^[\w-]{8,64}$/.test(incoming) ? incoming : randomUUID();
    response.once('close', () => {
      const { method = '' } = request;
      const { path } = factsOf();
      const ms = performance.now() - started;
      const status = response.writableFinished ? response.statusCode : 'aborted';
      metrics.requests.observe({ method, kind: kindOf(path), status }, ms / 1_000);
      if (path === '/live' || path === '/ready') return;
      log.debug({ id, method, path, status: response.statusCode, ms: Math.round(ms) }, 'request');
    });
    return id;
  };

  const middleware: Middleware = (ctx, next) => {
    const id = follow(ctx.req, ctx.res, () => ctx);
    // for the API
    ctx.req.headers['x-request-id'] = id;
    ctx.set('X-Request-Id', id);
    return next();
  };
  return { follow, middleware };
}

/** A small fixed set of kinds, so that clients cannot create new time series. */
function kindOf(path: string): 'page' | 'api' | 'remote' | 'asset' | 'health' {
  if (path === '/live' || path === '/ready') return 'health';
  if (path === '/api' || path.startsWith('/api/')) return 'api';
  if (path.startsWith('/remotes/')) return 'remote';
  // such as robots.txt or favicon.svg: pages never have an extension
  return path.startsWith('/assets/') || /\.\w+$/.test(path) ? 'asset' : 'page';
}
