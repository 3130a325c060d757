import type { ReleaseStatus } from '@boutique/contracts/frontends';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import * as queries from './register.queries.ts';
import type { Register } from './register.ts';
import type { ReleaseStatuses } from './release-statuses.ts';

export type ReleaseChange = ReturnType<typeof createReleaseChange>;

/**
 * Runs the changes of a slice one after the other, each in a transaction; this process answers with the result at once.
 */
export function createReleaseChange(
  db: Database,
  register: Pick<Register, 'refresh'>,
  statuses: Pick<ReleaseStatuses, 'find'>,
) {
  const unknownSlice = (slice: string) =>
    new ProblemError(
      'slice-not-found',
      `The register does not know the slice ${slice}. Its first deploy token creates it (release token create ${slice}).`,
    );

  return {
    unknownSlice,

    /** Runs one change under the slice's lock, in a transaction. @throws ProblemError `slice-not-found` */
    async run<Result>(
      slice: string,
      change: (trx: Database, state: { followed: string | null }) => Promise<Result>,
    ): Promise<Result> {
      const result = await db.transaction(async (trx) => {
        const state = await queries.lockSlice(trx, slice);
        if (!state) throw unknownSlice(slice);
        return change(trx, state);
      });
      // other processes learn of it by NOTIFY; the caller may read from this process at once
      await register.refresh();
      return result;
    },

    statusOf: (trx: Database, { id }: queries.ReleaseRow): Promise<ReleaseStatus> => statuses.find(trx, id),
  };
}
