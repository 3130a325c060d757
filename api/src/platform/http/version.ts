import type { Context } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Names the version of what is answered. It is no name of the bytes (a stock that moved changes them and no version), so
 * that nobody may keep them and ask whether they still hold.
 */
export function setVersion(ctx: Context, version: number): void {
  ctx.set({ ETag: `"v${version}"`, 'Cache-Control': 'no-store' });
}

/**
 * The versions that a change is made on (RFC 9110, 13.1.1). A proxy that compresses may have weakened the name on its way
 * out. `*` would mean "whatever others wrote since" and is no answer to the question.
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
