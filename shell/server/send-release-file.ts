import path from 'node:path';
import type { Release } from '@boutique/contracts/release';
import { isKnown } from '@boutique/http-server/is-known';
import { COMPRESSIONS } from '@boutique/release/compressions';
import type { Context } from 'koa';
import type { ReleaseStore } from './release-store.ts';

/** Types of files that pages load. All others, above all documents, are sent as downloads: no browser shows them. */
const TYPES = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.ttf', 'font/ttf'],
  ['.otf', 'font/otf'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
  ['.ico', 'image/x-icon'],
]);

/** A file that is opened directly, such as an SVG, runs no script and has no origin. Pages that load it can use it. */
export const INERT = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** Cache-Control of a file whose address changes with its content. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Answers with a file of a release, compressed if the browser accepts that. @throws FileError */
export async function sendReleaseFile(
  ctx: Context,
  store: Pick<ReleaseStore, 'read'>,
  { release, file, cacheControl }: { release: Release; file: string; cacheControl: string },
): Promise<void> {
  const { name, encoding } = encodedFile(ctx, file, release.files);
  const content = await store.read(release, name);
  const type = TYPES.get(path.extname(file).toLowerCase());
  const etag = `"${release.files[name]?.integrity}"`;
  ctx.set({ ...INERT, 'Cache-Control': cacheControl, ETag: etag });
  ctx.vary('Accept-Encoding');
  if (isKnown(ctx.get('If-None-Match'), etag)) {
    ctx.status = 304;
    return;
  }
  ctx.set('Content-Type', type ?? 'application/octet-stream');
  if (!type) ctx.set('Content-Disposition', 'attachment');
  if (encoding) ctx.set('Content-Encoding', encoding);
  ctx.body = content;
}

/** The best compressed copy from the build that the browser accepts, or else the file itself. */
function encodedFile(ctx: Context, file: string, files: Release['files']) {
  for (const [suffix, encoding] of COMPRESSIONS) {
    if (Object.hasOwn(files, file + suffix) && ctx.acceptsEncodings(encoding) === encoding)
      return { name: file + suffix, encoding };
  }
  return { name: file, encoding: undefined };
}
