import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Probes ask for these every few seconds. */
const PROBES = new Set(['/live', '/ready', '/metrics']);
/**
 * Gateways poll the register twice a second, and it has hardly ever changed; and they ask for the version of the data
 * before each page.
 */
const isQuiet = ({ path, status }: Context) =>
  PROBES.has(path) || (path === '/api/releases' && status === 304) || (path === '/api/data-version' && status === 200);
const REQUEST_ID = /^[\w.-]{8,100}$/;

/**
 * Writes one log line and one measurement per request, under an id that the caller may choose and that the answer
 * repeats.
 */
export function requestLog(log: Log, metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    const asked = ctx.get('X-Request-Id');
    const requestId = REQUEST_ID.test(asked) ? asked : randomUUID();
    ctx.set('X-Request-Id', requestId);
    ctx.res.once('close', () => {
      const ms = performance.now() - started;
      // the template, so that the number of time series grows with the routes, not with the products
      const route = matchedRoute(ctx) ?? 'unmatched';
      metrics.requests.observe({ method: ctx.method, route, status: ctx.status }, ms / 1000);
      if (isQuiet(ctx)) return;
      const line = {
        requestId,
        traceId: ctx.state.span?.traceId,
        method: ctx.method,
        path: ctx.path,
        route,
        status: ctx.status,
        ms: Math.round(ms * 10) / 10,
        ...(ctx.status >= 500 && { err: ctx.state.error }),
        ...(!ctx.res.writableFinished && { aborted: true }),
      };
      log[ctx.status >= 500 ? 'error' : 'info'](line, 'request');
    });
    await next();
  };
}

/** The template of the matching route, such as `/api/produits/:id`; undefined when no route matches. */
export function matchedRoute(ctx: Context): string | undefined {
  const { _matchedRoute: route } = ctx as { _matchedRoute?: string | RegExp };
  return route === undefined ? undefined : String(route);
}
