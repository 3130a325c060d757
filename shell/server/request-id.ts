import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';

/** Gives each request one id, for the API, the logs and the answer. A valid id from the client is kept. */
export const requestId =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    const incoming = ctx.get('X-Request-Id');
    const id = /^[\w-]{8,64}$/.test(incoming) ? incoming : randomUUID();
    ctx.req.headers['x-request-id'] = id;
    ctx.set('X-Request-Id', id);
    const start = performance.now();
    ctx.res.once('close', () => {
      if (ctx.path === '/live' || ctx.path === '/ready') return;
      const ms = Math.round(performance.now() - start);
      log.debug({ id, method: ctx.method, path: ctx.path, status: ctx.res.statusCode, ms }, 'request');
    });
    await next();
  };
