import type { Middleware } from 'koa';

interface Health {
  /** `draining` becomes true when the process starts to stop. */
  state: { draining: boolean };
  /** Says in a sentence why requests cannot be answered yet; undefined when they can. */
  lacking: () => string | undefined;
}

/**
 * `/live`: the process runs. `/ready`: it can take requests. Once ready, the gateway stays ready until it stops: it
 * serves the files it already has without the API, and pages name a new release only when all its files are here.
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
