import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import Koa, { type Context, type Middleware } from 'koa';
import type { Logger } from 'pino';
import sirv from 'sirv';
import { composePage } from './page.ts';
import type { ReleaseRegister } from './release-register.ts';
import { serveRemotes } from './remotes.ts';
import { securityHeaders } from './security-headers.ts';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

interface Dependencies {
  /** The shell's build: index.html and its files. */
  clientFolder: string;
  register: ReleaseRegister;
  proxyApi: Middleware;
  log: Logger;
  state: { draining: boolean };
}

/**
 * The one origin that browsers see: pages, the shell's files, the slices' releases and the API.
 * @throws Error when the shell is not built
 */
export async function createGateway({ clientFolder, register, proxyApi, log, state }: Dependencies): Promise<Koa> {
  const template = await readFile(path.join(clientFolder, 'index.html'), 'utf8').catch(() => {
    throw new Error(`${clientFolder} holds no index.html: build the shell first (npm run build -w shell)`);
  });
  const gateway = new Koa();
  gateway.on('error', (error: NodeJS.ErrnoException, ctx?: Context) => {
    // browsers break off what they no longer need; what streams through says itself what went wrong
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || ctx?.respond === false) return;
    log.error({ err: error, path: ctx?.path }, 'gateway error');
  });
  gateway.use(requestId(log));
  gateway.use(health(state));
  gateway.use(securityHeaders);
  gateway.use(proxyApi);
  gateway.use(serveRemotes({ register, log }));
  gateway.use(shellFiles(clientFolder));
  gateway.use(pages(template, register));
  return gateway;
}

/** One id per request, from the browser to the API's logs and back in the answer. */
const requestId =
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

const health =
  (state: { draining: boolean }): Middleware =>
  async (ctx, next) => {
    if (ctx.path === '/live') ctx.body = 'ok\n';
    else if (ctx.path === '/ready') {
      ctx.status = state.draining ? 503 : 200;
      ctx.body = state.draining ? 'draining\n' : 'ok\n';
    } else await next();
  };

/** What Vite wrote: names with a hash never change, the rest is revalidated. Compressed copies come from the build. */
function shellFiles(folder: string): Middleware {
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    dotfiles: false,
    // no address without its extension: `/index` is no page
    extensions: [],
    setHeaders: (response, pathname) => {
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return async (ctx, next) => {
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || isTemplate(ctx.path)) return next();
    const served = await new Promise<boolean>((resolve) => {
      ctx.res.once('finish', () => resolve(true)).once('close', () => resolve(true));
      serve(ctx.req, ctx.res, () => resolve(false));
    });
    if (served) {
      ctx.respond = false;
      return;
    }
    if (!ctx.path.startsWith('/assets/')) return next();
    // never a page in the place of a file: the browser would take it for a script
    ctx.status = 404;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'no such file in this release of the shell\n';
  };
}

/** index.html is what pages are made of; as a file it is one without the releases. sirv decodes in the same way. */
function isTemplate(address: string): boolean {
  try {
    return decodeURI(address).startsWith('/index.html');
  } catch {
    return false;
  }
}

/** Every other address is a page; one that no slice owns answers 404 with the shell's own not-found page in it. */
function pages(template: string, register: ReleaseRegister): Middleware {
  return async (ctx) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('Allow', 'GET, HEAD');
      ctx.status = 405;
      ctx.body = 'only GET and HEAD\n';
      return;
    }
    const chosen = ctx.cookies.get('theme');
    const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined;
    const { html, status } = composePage({
      template,
      releases: await register.current(),
      pathname: ctx.path,
      query: new URLSearchParams(ctx.querystring),
      theme,
    });
    ctx.status = status;
    ctx.type = 'html';
    ctx.set('Cache-Control', 'no-cache');
    ctx.vary('Accept-Encoding, Cookie');
    // asked one by one: of several the client's first would be taken, and browsers write gzip first
    if (ctx.acceptsEncodings('br')) {
      ctx.set('Content-Encoding', 'br');
      ctx.body = await brotli(html, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });
    } else if (ctx.acceptsEncodings('gzip')) {
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = await gzip(html);
    } else ctx.body = html;
  };
}
