import type { Middleware } from 'koa';

/** `/live`: the process answers. `/ready`: it should be sent requests, which it should not while it stops. */
export const answerHealth =
  (state: { draining: boolean }): Middleware =>
  async (ctx, next) => {
    if (ctx.path === '/live') ctx.body = 'ok\n';
    else if (ctx.path === '/ready') {
      ctx.status = state.draining ? 503 : 200;
      ctx.body = state.draining ? 'draining\n' : 'ok\n';
    } else await next();
  };
