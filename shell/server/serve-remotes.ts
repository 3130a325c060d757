import type { ReleaseRole } from '@boutique/contracts/release';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import type { Overrides } from './overrides.ts';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, type ReleaseStore } from './release-store.ts';
import { IMMUTABLE, INERT, sendReleaseFile } from './send-release-file.ts';

/** `/remotes/<slice>/<release>/[~<attempt>/]<file>`; the attempt only gives the browser a new URL for the same file. */
const REMOTE_PATH = /^(\/remotes\/[^/]+\/[^/]+\/)(?:~\d+\/)?(.+)$/;
const FOR_ALL: ReadonlySet<ReleaseRole> = new Set(['active', 'canary', 'fallback', 'retired']);

interface Dependencies {
  register: Pick<ReleaseRegister, 'find'>;
  store: Pick<ReleaseStore, 'read'>;
  overrides: Pick<Overrides, 'releaseAt'>;
  metrics: Pick<Metrics, 'sliceFileFailures'>;
  log: Logger;
}

/**
 * Serves files of releases that are or were in service. Files of other releases go only to a browser with an override
 * for that release: module loads and preloads are same-origin, so they carry its cookie.
 */
export function serveRemotes({ register, store, overrides, metrics, log }: Dependencies): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/remotes/')) return next();
    ctx.set(INERT);
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('Allow', 'GET, HEAD');
      return answer(ctx, 405, 'only GET and HEAD');
    }
    const [, base = '', file = ''] = REMOTE_PATH.exec(ctx.path) ?? [];
    const registered = register.find(base);
    const isForAll = registered !== undefined && FOR_ALL.has(registered.role);
    const release = isForAll ? registered.release : await overrides.releaseAt(ctx, base);
    // browsers never get the server entry: it would only be one more copy of all pages
    if (!release || !Object.hasOwn(release.files, file) || file === release.server)
      return answer(ctx, 404, 'no such file in a release in service');
    // a shared cache must not keep a file that only some browsers may have
    const cacheControl = isForAll ? IMMUTABLE : IMMUTABLE.replace('public', 'private');
    try {
      await sendReleaseFile(ctx, store, { release, file, cacheControl });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const { name: slice, version } = release;
      metrics.sliceFileFailures.inc({ slice, reason: error.reason });
      log.warn({ slice, version, file, reason: error.message }, 'slice file cannot be served');
      return answer(ctx, 502, 'this gateway does not have the file, and the API does not give it');
    }
  };
}

function answer(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `${text}\n`;
}
