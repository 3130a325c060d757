import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import * as queries from './deploy-tokens.queries.ts';
import { hasSlice, insertSlice, lockSlice, recordHistory } from './register.queries.ts';

/** One for each place that deploys; whoever needs more has forgotten to revoke some. */
const MAXIMUM = 20;

/** The rules of deploy tokens: each is for one slice, shown once, and stored as a digest alone. */
export function createDeployTokensService(db: Database) {
  return {
    create: (slice: string, { name, author }: { name: string; author: string }) =>
      db.transaction(async (trx) => {
        await insertSlice(trx, slice);
        await lockSlice(trx, slice);
        if ((await queries.countTokens(trx, slice)) >= MAXIMUM) {
          throw new ProblemError(
            'limite-atteinte',
            `${slice} a déjà ${MAXIMUM} jetons. Révoquez-en un qui ne sert plus (release token revoke).`,
          );
        }
        const secret = newToken();
        const token = await queries.insertToken(trx, { slice, name, digest: digestOf(secret) });
        await recordHistory(trx, { slice, action: 'jeton-cree', author, reason: name });
        // the prefix tells people, and scanners of sources, what it is
        return { ...token, jeton: `${PREFIX}${slice}_${secret}` };
      }),

    async list(slice: string) {
      if (await hasSlice(db, slice)) return queries.listTokens(db, slice);
      throw new ProblemError('slice-introuvable', `Le registre ne connaît pas la slice ${slice}.`);
    },

    remove: (slice: string, id: string, author: string): Promise<void> =>
      db.transaction(async (trx) => {
        const name = await queries.deleteToken(trx, slice, id);
        if (name === undefined) throw new ProblemError('jeton-introuvable', `${slice} n’a pas de jeton ${id}.`);
        await recordHistory(trx, { slice, action: 'jeton-revoque', author, reason: name });
      }),

    /** The slice that a token may deploy, and the token's name; null for a token that nobody has given. */
    identify: async (token: string) => {
      const [, secret] = new RegExp(`^${PREFIX}[a-z0-9-]+_(.+)$`).exec(token) ?? [];
      return (secret && (await queries.useToken(db, digestOf(secret)))) || null;
    },
  };
}

const PREFIX = 'boutique_';

export type DeployTokensService = ReturnType<typeof createDeployTokensService>;
