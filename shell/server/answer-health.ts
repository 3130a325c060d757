import type { Middleware } from 'koa';

interface Health {
  /** Set when the process is to stop. */
  state: { draining: boolean };
  /** What is missing until requests can be answered, in a sentence. */
  lacking: () => string | undefined;
}

/**
 * `/live`: the process answers. `/ready`: it should be sent requests. Once it was ready it stays so until it stops: what it
 * holds by then is served without the API, and a new release is not named before it is whole.
 */
export function answerHealth({ state, lacking }: Health): Middleware {
  let wasReady = false;
  return async (ctx, next) => {
    if (ctx.path === '/live') ctx.body = 'ok\n';
    else if (ctx.path === '/ready') {
      const missing = wasReady ? undefined : lacking();
      wasReady = missing === undefined;
      ctx.status = missing === undefined && !state.draining ? 200 : 503;
      ctx.body = `${state.draining ? 'draining' : (missing ?? 'ok')}\n`;
    } else await next();
  };
}
