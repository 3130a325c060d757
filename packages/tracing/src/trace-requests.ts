import type { Context, Middleware } from 'koa';
import type { Tracing } from './tracing.ts';

/** Probes and gateways ask for these every few moments. */
const UNTRACED = /^\/(?:live|ready|metrics|api\/releases)$/;

/**
 * Records one server span per request, in `ctx.state.span` and in the request's header `traceparent`, so that a proxy
 * passes the trace on. `routeOf` gives the template of the route, once it is known.
 */
export function traceRequests(tracing: Tracing, routeOf: (ctx: Context) => string | undefined): Middleware {
  return async (ctx, next) => {
    if (UNTRACED.test(ctx.path)) return next();
    const span = tracing.startServerSpan(ctx.method, {
      traceparent: parentOf(ctx),
      attributes: { 'http.request.method': ctx.method, 'url.path': ctx.path, 'url.scheme': ctx.protocol },
    });
    ctx.state.span = span;
    ctx.req.headers.traceparent = span.traceparent;
    ctx.res.once('close', () => {
      const route = routeOf(ctx);
      const aborted = !ctx.res.writableFinished;
      span.end({
        name: route === undefined ? ctx.method : `${ctx.method} ${route}`,
        attributes: {
          ...(route !== undefined && { 'http.route': route }),
          ...(ctx.headerSent && { 'http.response.status_code': ctx.status }),
        },
        errorType: ctx.status >= 500 ? String(ctx.status) : aborted ? 'aborted' : undefined,
      });
    });
    await span.run(next);
  };
}

/**
 * Requests of the page's resources carry the page's cookie instead of a header. A page itself always begins a trace.
 */
function parentOf(ctx: Context): string | undefined {
  const isPage = ctx.get('Accept').includes('text/html');
  return ctx.get('traceparent') || (isPage ? undefined : ctx.cookies.get('traceparent'));
}
