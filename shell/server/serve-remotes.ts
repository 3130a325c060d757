import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RegisteredRelease } from '@boutique/contracts/release';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { request } from 'undici';
import type { ReleaseRegister } from './release-register.ts';

/**
 * How long a slice's server may stay silent, before its answer and within it. undici's timers are up to a second late,
 * and the page gives up after three.
 */
const ANSWER_MS = 1_900;
const YEAR_S = 31_536_000;

/** `/remotes/<slice>/<release>/[~<attempt>/]<file>`; the attempt only makes the URL a new one for the browser. */
const REMOTE_PATH = /^(\/remotes\/[^/]+\/[^/]+\/)(?:~\d+\/)?(.+)$/;

/**
 * Serves the files of the registered releases, and nothing else, out of the slices' own servers. Each file streams
 * through a check of its size and hash: what is not the file that the build wrote never arrives whole, so a browser
 * neither runs nor caches it.
 */
export function serveRemotes({ register, log }: { register: ReleaseRegister; log: Logger }): Middleware {
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
    await relay(ctx, registered, file, log);
  };
}

async function relay(ctx: Context, { origin, release }: RegisteredRelease, file: string, log: Logger): Promise<void> {
  const { name, encoding } = encodedFile(ctx, file, release.files);
  const expected = release.files[name];
  if (!expected) return;
  const about = { slice: release.name, version: release.version, file: name, origin };
  try {
    const upstream = await request(`${origin.replace(/\/$/, '')}/${name}`, {
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
    });
    const size = Number(upstream.headers['content-length'] ?? expected.size);
    if (upstream.statusCode !== 200 || size !== expected.size) {
      await upstream.body.dump();
      log.warn(
        { ...about, status: upstream.statusCode, size, expected: expected.size },
        'slice server has another file',
      );
      return answer(ctx, 502, 'the server of this slice does not have this file of this release');
    }
    ctx.respond = false;
    ctx.type = file.slice(file.lastIndexOf('.'));
    ctx.vary('Accept-Encoding');
    ctx.set('Cache-Control', `public, max-age=${YEAR_S}, immutable`);
    ctx.set('Content-Length', String(expected.size));
    if (encoding) ctx.set('Content-Encoding', encoding);
    ctx.res.statusCode = 200;
    if (ctx.method === 'HEAD') {
      await upstream.body.dump();
      ctx.res.end();
      return;
    }
    await pipeline(upstream.body, verifying(expected), ctx.res);
  } catch (error) {
    // a browser that left is nobody's failure
    if (ctx.req.socket.destroyed && !ctx.res.errored) return;
    log.warn({ ...about, reason: (error as Error).message }, 'slice file cannot be served');
    if (ctx.respond === false) ctx.res.destroy();
    else answer(ctx, 502, 'the server of this slice does not answer');
  }
}

/**
 * Passes everything on but the last chunk, which goes only when the whole has the hash that the build wrote. Not one
 * byte goes past the size: after Content-Length it would be read as the answer to the connection's next request.
 */
function verifying({ size, integrity }: { size: number; integrity: string }): Transform {
  const hash = createHash('sha384');
  let held: Buffer | undefined;
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > size) return done(new Error(`the file is longer than the ${size} bytes of the release`));
      hash.update(chunk);
      const ready = held;
      held = chunk;
      done(null, ready);
    },
    flush(done) {
      const actual = `sha384-${hash.digest('base64')}`;
      if (actual === integrity) done(null, held);
      else done(new Error(`hash is ${actual}, the release says ${integrity}`));
    },
  });
}

/** The compressed copy that the build made, when the browser takes it. */
function encodedFile(ctx: Context, file: string, files: RegisteredRelease['release']['files']) {
  for (const [encoding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (files[file + suffix] && ctx.acceptsEncodings(encoding) === encoding) return { name: file + suffix, encoding };
  }
  return { name: file, encoding: undefined };
}

function answer(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `${text}\n`;
}
