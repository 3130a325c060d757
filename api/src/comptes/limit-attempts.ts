import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { type Bucket, countAttempt } from './attempts.queries.ts';

/**
 * Counts one attempt in each bucket, in order, and throws at the first full one. Call it before the attempt, not after
 * a failure: otherwise a thousand parallel attempts would all pass.
 * @throws ProblemError `trop-de-tentatives`, with Retry-After
 */
export async function limitAttempts(db: Database, buckets: readonly Bucket[]): Promise<void> {
  for (const bucket of buckets) {
    const seconds = await countAttempt(db, bucket);
    if (seconds === 0) continue;
    const minutes = Math.ceil(seconds / 60);
    throw new ProblemError('trop-de-tentatives', `Réessayez dans ${minutes} minute${minutes > 1 ? 's' : ''}.`, {
      headers: { 'Retry-After': String(seconds) },
    });
  }
}
