import type { PackedRelease } from '@boutique/release/check-files';
import type { Middleware } from 'koa';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, type ReleaseStore } from './release-store.ts';
import { IMMUTABLE, sendReleaseFile } from './send-release-file.ts';

/** Names that change with their content: the federation plugin puts its entry beside the folder. */
const HASHED = /^(?:assets\/|remoteEntry-)/;

interface Dependencies {
  /** This gateway's own build. */
  build: PackedRelease;
  register: Pick<ReleaseRegister, 'buildWith'>;
  store: Pick<ReleaseStore, 'read'>;
}

/**
 * The files of this build, and, for pages of another gateway and for older tabs, the files with a hash in their names of
 * other builds.
 */
export function serveShellFiles({ build, register, store }: Dependencies): Middleware {
  return async (ctx, next) => {
    const file = ctx.path.slice(1);
    // index.html is the template of pages, and no page by itself
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
    // never a page in the place of a file: the browser would take it for a script
    ctx.status = 404;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'no such file in a build of the shell\n';
  };
}
