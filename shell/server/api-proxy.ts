import type { IncomingMessage } from 'node:http';
import { PROBLEM_CONTENT_TYPE, type ProblemCode, problemOf } from '@boutique/contracts/problems';
import { createProxyServer } from 'httpxy';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';

interface Options {
  apiUrl: string;
  log: Logger;
  /** Longer than the API takes for anything; past it the visitor gets an answer all the same. */
  answerMs?: number;
}

/** Hands `/api/*` to the API as it is: bodies stream both ways. An API that is down is a 503 problem, a slow one a 504. */
export function createApiProxy({ apiUrl, log, answerMs = 15_000 }: Options): Middleware {
  const proxy = createProxyServer({ target: apiUrl, xfwd: true, proxyTimeout: answerMs });
  const slow = new WeakSet<IncomingMessage>();
  proxy.on('proxyReq', (sent, request) => sent.once('timeout', () => slow.add(request)));

  return async (ctx, next) => {
    if (ctx.path !== '/api' && !ctx.path.startsWith('/api/')) return next();
    // the API sets its own
    ctx.remove('Content-Security-Policy');
    ctx.respond = false;
    if (leavesItsFolder(ctx.path)) {
      return answerProblem(ctx, 'requete-invalide', 'Le chemin de cette adresse est mal formé.');
    }
    // the proxy would keep what the client claims, and leave out who it is
    const claimed = ctx.get('X-Forwarded-For');
    const peer = ctx.req.socket.remoteAddress ?? '';
    ctx.req.headers['x-forwarded-for'] = claimed ? `${claimed}, ${peer}` : peer;
    try {
      await proxy.web(ctx.req, ctx.res);
    } catch (error) {
      if (ctx.req.destroyed && !ctx.res.writable) return;
      log.warn({ reason: (error as Error).message, path: ctx.path }, 'the API does not answer');
      if (ctx.res.headersSent) ctx.res.destroy();
      else if (slow.has(ctx.req)) {
        answerProblem(ctx, 'delai-depasse', 'L’API n’a pas répondu à temps ; réessayez dans un instant.');
      } else answerProblem(ctx, 'service-indisponible', 'L’API ne répond pas ; réessayez dans un instant.');
    }
  };
}

/** Whether a server behind this one could read `..` out of the path: the API has addresses that are not public. */
function leavesItsFolder(path: string): boolean {
  try {
    return decodeURIComponent(path)
      .split(/[/\\]/)
      .some((segment) => segment === '.' || segment === '..');
  } catch {
    return true;
  }
}

function answerProblem({ res, path }: Context, code: ProblemCode, detail: string): void {
  const problem = problemOf(code, detail, path);
  res.writeHead(problem.status, {
    'content-type': PROBLEM_CONTENT_TYPE,
    ...(problem.status >= 500 && { 'retry-after': '2' }),
  });
  res.end(JSON.stringify(problem));
}
