import type { PackedRelease } from '@boutique/release/check-files';
import type { Middleware } from 'koa';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, type ReleaseStore } from './release-store.ts';
import { IMMUTABLE, sendReleaseFile } from './send-release-file.ts';

/** Files with a hash in their names. The federation plugin puts its entry outside `assets/`. */
const HASHED = /^(?:assets\/|remoteEntry-)/;

interface Dependencies {
  /** This gateway's own build. */
  build: PackedRelease;
  register: Pick<ReleaseRegister, 'buildWith'>;
  store: Pick<ReleaseStore, 'read'>;
}

/**
 * Serves the files of this build. Also serves files with a hash in their names from other builds of the shell, for
 * pages of other gateways and for older tabs.
 */
export function serveShellFiles({ build, register, store }: Dependencies): Middleware {
  return async (ctx, next) => {
    const file = ctx.path.slice(1);
    // index.html is only the template of pages
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || file.startsWith(build.release.entry)) return next();
    const isHashed = HASHED.test(file);
    const release = build.files.has(file) ? build.release : isHashed && register.buildWith(file);
    try {
      const cacheControl = isHashed ? IMMUTABLE : 'no-cache';
      if (release) return await sendReleaseFile(ctx, store, { release, file, cacheControl });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
    if (!isHashed) return next();
    // never answer with a page: the browser would take it for a script
    ctx.status = 404;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'no such file in a build of the shell\n';
  };
}
