import type { Middleware } from 'koa';
import type { Metrics } from './metrics.ts';

/** One measure per request, from its arrival to the last byte of its answer. */
export const measureRequests =
  ({ requests }: Pick<Metrics, 'requests'>): Middleware =>
  async (ctx, next) => {
    const end = requests.startTimer();
    ctx.res.once('close', () => {
      const status = ctx.res.writableFinished ? ctx.res.statusCode : 'aborted';
      end({ method: ctx.method, kind: kindOf(ctx.path), status });
    });
    await next();
  };

/** As many kinds as the gateway has ways to answer, whatever visitors ask for. */
function kindOf(path: string): 'page' | 'api' | 'remote' | 'asset' | 'health' {
  if (path === '/live' || path === '/ready') return 'health';
  if (path === '/api' || path.startsWith('/api/')) return 'api';
  if (path.startsWith('/remotes/')) return 'remote';
  // robots.txt, favicon.svg: no page has an extension
  return path.startsWith('/assets/') || /\.\w+$/.test(path) ? 'asset' : 'page';
}
