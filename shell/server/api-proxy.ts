import { PROBLEM_CONTENT_TYPE, problemOf } from '@boutique/contracts/problems';
import { createProxyServer } from 'httpxy';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';

/** Longer than the API takes for anything; past it the visitor gets an answer all the same. */
const ANSWER_MS = 15_000;

/** Hands `/api/*` to the API as it is: bodies stream both ways. An API that is down is a 503 problem, a slow one a 504. */
export function createApiProxy({ apiUrl, log }: { apiUrl: string; log: Logger }): Middleware {
  const proxy = createProxyServer({ target: apiUrl, xfwd: true, proxyTimeout: ANSWER_MS });
  return async (ctx, next) => {
    if (ctx.path !== '/api' && !ctx.path.startsWith('/api/')) return next();
    // the API sets its own
    ctx.remove('Content-Security-Policy');
    ctx.respond = false;
    try {
      await proxy.web(ctx.req, ctx.res);
    } catch (error) {
      if (ctx.req.destroyed && !ctx.res.writable) return;
      log.warn({ reason: (error as Error).message, path: ctx.path }, 'the API does not answer');
      if (ctx.res.headersSent) return void ctx.res.destroy();
      const slow = (error as NodeJS.ErrnoException).code === 'ECONNRESET' || /timeout/i.test((error as Error).message);
      const problem = slow
        ? problemOf('delai-depasse', 'L’API n’a pas répondu à temps ; réessayez dans un instant.', ctx.path)
        : problemOf('service-indisponible', 'L’API ne répond pas ; réessayez dans un instant.', ctx.path);
      ctx.res.writeHead(problem.status, { 'content-type': PROBLEM_CONTENT_TYPE, 'retry-after': '2' });
      ctx.res.end(JSON.stringify(problem));
    }
  };
}
