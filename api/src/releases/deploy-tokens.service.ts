import type { Database } from '../platform/db/database.ts';
import type { Author } from '../platform/http/caller.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import * as queries from './deploy-tokens.queries.ts';
import { hasSlice, insertSlice, lockSlice, recordHistory } from './register.queries.ts';

/** Enough for one token per place that deploys; a slice with more has forgotten ones. */
const MAXIMUM = 20;

/** The rules of deploy tokens: each is for one slice, shown once, and stored only as a digest. */
export function createDeployTokensService(db: Database) {
  return {
    create: (slice: string, { name, author }: { name: string; author: Author }) =>
      db.transaction(async (trx) => {
        await insertSlice(trx, slice);
        await lockSlice(trx, slice);
        if ((await queries.countTokens(trx, slice)) >= MAXIMUM) {
          throw new ProblemError(
            'limite-atteinte',
            `${slice} has ${MAXIMUM} tokens already. Revoke one that is not used any more (release token revoke).`,
          );
        }
        const secret = newToken();
        const token = await queries.insertToken(trx, { slice, name, digest: digestOf(secret) });
        await recordHistory(trx, { slice, action: 'token-created', author, reason: name });
        return { ...token, token: `${queries.TOKEN_PREFIX}${slice}_${secret}` };
      }),

    async list(slice: string) {
      if (await hasSlice(db, slice)) return queries.listTokens(db, slice);
      throw new ProblemError('slice-not-found', `The register does not know the slice ${slice}.`);
    },

    remove: (slice: string, id: string, author: Author): Promise<void> =>
      db.transaction(async (trx) => {
        const name = await queries.deleteToken(trx, slice, id);
        if (name === undefined) throw new ProblemError('token-not-found', `${slice} has no token ${id}.`);
        await recordHistory(trx, { slice, action: 'token-revoked', author, reason: name });
      }),

    /** The slice that a token may deploy, and the token's name; null for one that is not valid. */
    identify: async (token: string) => {
      return (await queries.useToken(db, queries.deployTokenDigest(token))) ?? null;
    },
  };
}
