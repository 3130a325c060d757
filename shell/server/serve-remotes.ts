import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, type ReleaseStore } from './release-store.ts';
import { sendReleaseFile } from './send-release-file.ts';

/** `/remotes/<slice>/<release>/[~<attempt>/]<file>`; the attempt only makes the URL a new one for the browser. */
const REMOTE_PATH = /^(\/remotes\/[^/]+\/[^/]+\/)(?:~\d+\/)?(.+)$/;

interface Dependencies {
  register: ReleaseRegister;
  store: ReleaseStore;
  metrics: Pick<Metrics, 'sliceFileFailures'>;
  log: Logger;
}

/** Serves the files of the registered releases, and nothing else, out of the gateway's own copies. */
export function serveRemotes({ register, store, metrics, log }: Dependencies): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/remotes/')) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('Allow', 'GET, HEAD');
      return answer(ctx, 405, 'only GET and HEAD');
    }
    const [, base = '', file = ''] = REMOTE_PATH.exec(ctx.path) ?? [];
    const registered = await register.byPath(base);
    if (!registered || !Object.hasOwn(registered.release.files, file))
      return answer(ctx, 404, 'no such file in a release in service');
    try {
      await sendReleaseFile(ctx, registered, file, store);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const { name: slice, version } = registered.release;
      metrics.sliceFileFailures.inc({ slice, reason: error.reason });
      log.warn({ slice, version, file, reason: error.message }, 'slice file cannot be served');
      return answer(ctx, 502, 'the server of this slice does not have this file of this release, or does not answer');
    }
  };
}

function answer(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `${text}\n`;
}
