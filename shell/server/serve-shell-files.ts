import type { Context, Middleware } from 'koa';
import sirv from 'sirv';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, GATEWAY_HEADER, type ReleaseStore } from './release-store.ts';
import { sendReleaseFile } from './send-release-file.ts';

/** Whose names change with their content: the federation plugin puts its entry beside the folder. */
const HASHED = /^\/(?:assets\/|remoteEntry-)/;

interface Dependencies {
  /** This gateway's own build. */
  folder: string;
  register: Pick<ReleaseRegister, 'all'>;
  store: Pick<ReleaseStore, 'read'>;
}

/**
 * What Vite wrote: names with a hash never change, the rest is revalidated. Compressed copies come from the build. Another
 * gateway's page, or a tab that is older than this build, finds the files of its own build here as well.
 */
export function serveShellFiles({ folder, register, store }: Dependencies): Middleware {
  const serve = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    dotfiles: false,
    // no address without its extension: `/index` is no page
    extensions: [],
    setHeaders: (response, pathname) => {
      response.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache');
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
    if (!HASHED.test(ctx.path)) return next();
    if (!ctx.get(GATEWAY_HEADER) && (await serveOtherBuild(ctx))) return;
    // never a page in the place of a file: the browser would take it for a script
    ctx.status = 404;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'no such file in a build of the shell\n';
  };

  async function serveOtherBuild(ctx: Context): Promise<boolean> {
    const file = ctx.path.slice(1);
    const build = (await register.all()).find(
      ({ role, release }) => role === 'shell' && Object.hasOwn(release.files, file),
    );
    if (!build) return false;
    try {
      await sendReleaseFile(ctx, build, file, store);
      return true;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }
}

/** index.html is what pages are made of; as a file it is one without the releases. sirv decodes in the same way. */
function isTemplate(address: string): boolean {
  try {
    return decodeURI(address).startsWith('/index.html');
  } catch {
    return false;
  }
}
