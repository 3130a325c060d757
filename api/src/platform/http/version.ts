import type { Context } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Sets the version of the answered resource as ETag. It does not identify the bytes (a change of stock changes them
 * without a new version), so caches must not keep the answer and revalidate it.
 */
export function setVersion(ctx: Context, version: number): void {
  ctx.set({ ETag: `"v${version}"`, 'Cache-Control': 'no-store' });
}

/**
 * The versions that a change may be based on, from If-Match (RFC 9110, 13.1.1). Weak ETags are accepted, because a
 * proxy that compresses may have weakened them. `*` is refused: it would overwrite changes that the caller has not
 * seen.
 * @throws ProblemError `precondition-requise`
 */
export function expectedVersions(ctx: Context): number[] {
  const tags = ctx.get('If-Match').trim();
  if (tags !== '' && tags !== '*') {
    return [...tags.matchAll(/(?:^|,)\s*(?:W\/)?"v(\d{1,9})"\s*(?=,|$)/g)].map(([, version]) => Number(version));
  }
  throw new ProblemError(
    'precondition-requise',
    'Envoyez dans l’en-tête If-Match l’ETag de la version que vous avez lue, et non « * ».',
  );
}
