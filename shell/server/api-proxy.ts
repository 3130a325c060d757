import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PROBLEM_CONTENT_TYPE, type Problem, problemOf } from '@boutique/contracts/problems';
import { bareAddress } from '@boutique/http-server/forwarded';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { Agent, type Dispatcher } from 'undici';
import { readAfterFailedWrites } from './read-after-failed-writes.ts';
import { API_SILENT, createApiBreaker } from './silent-api.ts';

interface Options {
  apiUrl: string;
  log: Logger;
  /** Longer than any request to the API takes. After this time the browser gets a 504. */
  answerMs?: number;
}

/** For a connection to one replica. Of several addresses of the API's host name, Node uses the first that accepts. */
export const CONNECT_MS = 2_000;
/** A kept connection is replaced after this time, so that new replicas get requests too. */
const KEPT_MS = 5_000;
/** Methods that are safe to send twice (RFC 9110, 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Headers that concern one connection and are not forwarded (RFC 9110, 7.6.1). */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/;

/**
 * Forwards `/api/*` to the API unchanged; bodies stream both ways. A problem 503 when the API is down or silent, 504 when
 * slow.
 */
export function createApiProxy({ apiUrl, log, answerMs = 15_000 }: Options): Middleware {
  const timeouts = {
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connect: readAfterFailedWrites({ timeout: CONNECT_MS }),
  };
  // A stopping replica may close a kept connection at the moment a request is sent on it. Safe requests are then sent
  // once more; unsafe requests never use a kept connection.
  const kept = new Agent({ ...timeouts, clientTtl: KEPT_MS });
  const fresh = new Agent({ ...timeouts, pipelining: 0 });
  const breaker = createApiBreaker(apiUrl);

  async function ask(ctx: Context, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const options = {
      origin: apiUrl,
      path: ctx.req.url ?? '/',
      method: ctx.method as Dispatcher.HttpMethod,
      headers: forwardedHeaders(ctx),
      signal,
    };
    // not the request itself: undici destroys a body that the API has not read whole, and the browser's connection with it
    if (hasBody(ctx.req)) return fresh.request({ ...options, body: ctx.req.pipe(new PassThrough()) });
    if (!SAFE.has(ctx.method)) return fresh.request(options);
    return kept.request(options).catch((error: unknown) => {
      if (signal.aborted || !isCut(error)) throw error;
      return fresh.request(options);
    });
  }

  async function askWhileItAnswers(ctx: Context, left: AbortController): Promise<Dispatcher.ResponseData> {
    const end = breaker.watch(() => left.abort(API_SILENT));
    try {
      const answer = await ask(ctx, left.signal);
      end(true);
      return answer;
    } finally {
      end(false);
    }
  }

  return async (ctx, next) => {
    if (ctx.path !== '/api' && !ctx.path.startsWith('/api/')) return next();
    // the API sets its own policy
    ctx.remove('Content-Security-Policy');
    ctx.respond = false;
    if (leavesItsFolder(ctx.path)) {
      return answerProblem(ctx, problemOf('requete-invalide', 'Le chemin de cette adresse est mal formé.', ctx.path));
    }
    const left = new AbortController();
    ctx.res.once('close', () => left.abort());
    try {
      if (breaker.isOpen()) throw API_SILENT;
      const { statusCode, headers, body } = await askWhileItAnswers(ctx, left);
      ctx.res.writeHead(statusCode, endToEnd(headers));
      await pipeline(body, ctx.res);
    } catch (error) {
      if (left.signal.aborted && left.signal.reason !== API_SILENT && !ctx.res.errored) return;
      log.warn({ reason: (error as Error).message, path: ctx.path }, 'the API does not answer');
      if (ctx.res.headersSent) ctx.res.destroy();
      else answerProblem(ctx, apiFailure(error, ctx.path));
    }
  };
}

/** The client's headers, address and requested host. An X-Forwarded-For from the client stays before its address. */
export function forwardedHeaders({ req }: Context): IncomingHttpHeaders {
  const claimed = req.headers['x-forwarded-for'];
  const peer = bareAddress(req.socket.remoteAddress ?? '');
  return {
    'x-forwarded-host': req.headers.host,
    'x-forwarded-proto': 'http',
    ...endToEnd(req.headers),
    'x-forwarded-for': claimed ? `${claimed}, ${peer}` : peer,
  };
}

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)));

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Whether an established connection was closed before the answer. */
const isCut = (error: unknown) => /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test((error as { code?: string }).code ?? '');

/** The problem to answer with when the API has given no answer to a request for this path. */
export const apiFailure = (error: unknown, path: string): Problem =>
  (error as { code?: string }).code === 'UND_ERR_HEADERS_TIMEOUT'
    ? problemOf('delai-depasse', 'L’API n’a pas répondu à temps ; réessayez dans un instant.', path)
    : problemOf('service-indisponible', 'L’API ne répond pas ; réessayez dans un instant.', path);

/** Whether a server could resolve the path to one outside /api: the API has paths that are not public. */
function leavesItsFolder(path: string): boolean {
  try {
    return decodeURIComponent(path)
      .split(/[/\\]/)
      .some((segment) => segment === '.' || segment === '..');
  } catch {
    return true;
  }
}

function answerProblem({ res }: Context, problem: Problem): void {
  res.writeHead(problem.status, {
    'content-type': PROBLEM_CONTENT_TYPE,
    ...(problem.status >= 500 && { 'retry-after': '2' }),
  });
  res.end(JSON.stringify(problem));
}
