import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Middleware } from 'koa';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Probes ask for these every few seconds. */
const PROBES = new Set(['/live', '/ready', '/metrics']);
/**
 * Gateways poll the register twice a second, and it has hardly ever changed; and they ask for the version of the data
 * before each page.
 */
const isQuiet = (path: string, status: number) =>
  PROBES.has(path) || (path === '/api/releases' && status === 304) || (path === '/api/data-version' && status === 200);
const REQUEST_ID = /^[\w.-]{8,100}$/;

/** What is known of a request when its answer is sent. */
interface RequestFacts {
  path: string;
  /** The template, so that the number of time series grows with the routes, not with the products. */
  route: string | undefined;
  traceId?: string | undefined;
  error?: unknown;
}

/** Writes one log line and one measurement per request. */
export function createRequestLog(log: Log, metrics: Metrics) {
  /** @returns the request's id: the caller's choice, or a new one; the answer has to repeat it */
  const follow = (
    request: IncomingMessage,
    response: ServerResponse,
    factsOf: () => RequestFacts,
    started = performance.now(),
  ): string => {
    const asked = request.headers['x-request-id'];
    const requestId = typeof asked === 'string' && REQUEST_ID.test(asked) ? asked : randomUUID();
    response.once('close', () => {
      const ms = performance.now() - started;
      const { method = '' } = request;
      const { statusCode: status } = response;
      const { path, route = 'unmatched', traceId, error } = factsOf();
      metrics.requests.observe({ method, route, status }, ms / 1000);
      if (isQuiet(path, status)) return;
      const line = {
        requestId,
        traceId,
        method,
        path,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(status >= 500 && { err: error }),
        ...(!response.writableFinished && { aborted: true }),
      };
      log[status >= 500 ? 'error' : 'info'](line, 'request');
    });
    return requestId;
  };

  const middleware: Middleware = (ctx, next) => {
    const requestId = follow(ctx.req, ctx.res, () => ({
      path: ctx.path,
      route: matchedRoute(ctx),
      traceId: ctx.state.span?.traceId,
      error: ctx.state.error,
    }));
    ctx.set('X-Request-Id', requestId);
    return next();
  };
  return { follow, middleware };
}

/** The template of the matching route, such as `/api/produits/:id`; undefined when no route matches. */
export function matchedRoute(ctx: Context): string | undefined {
  const { _matchedRoute: route } = ctx as { _matchedRoute?: string | RegExp };
  return route === undefined ? undefined : String(route);
}
