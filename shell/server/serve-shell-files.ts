import type { Middleware } from 'koa';
import sirv from 'sirv';

/** What Vite wrote: names with a hash never change, the rest is revalidated. Compressed copies come from the build. */
export function serveShellFiles(folder: string): Middleware {
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
