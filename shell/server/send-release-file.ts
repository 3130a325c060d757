import type { RegisteredRelease } from '@boutique/contracts/release';
import type { Context } from 'koa';
import type { ReleaseStore } from './release-store.ts';

const YEAR_S = 31_536_000;
/** The copies that builds make, the smallest first. */
const ENCODINGS = [
  ['br', '.br'],
  ['zstd', '.zst'],
  ['gzip', '.gz'],
] as const;

/** Answers with a file of a release, which never changes under its URL. @throws FileError when nobody has it */
export async function sendReleaseFile(
  ctx: Context,
  registered: RegisteredRelease,
  file: string,
  store: Pick<ReleaseStore, 'read'>,
): Promise<void> {
  const { name, encoding } = encodedFile(ctx, file, (copy) => Object.hasOwn(registered.release.files, copy));
  ctx.body = await store.read(registered, name);
  ctx.type = file.slice(file.lastIndexOf('.'));
  ctx.vary('Accept-Encoding');
  ctx.set('Cache-Control', `public, max-age=${YEAR_S}, immutable`);
  if (encoding) ctx.set('Content-Encoding', encoding);
}

/** The compressed copy that the build made, when the browser takes it. */
export function encodedFile(ctx: Context, file: string, exists: (copy: string) => boolean) {
  for (const [encoding, suffix] of ENCODINGS) {
    if (exists(file + suffix) && ctx.acceptsEncodings(encoding) === encoding) return { name: file + suffix, encoding };
  }
  return { name: file, encoding: undefined };
}
