import { type RouteContract, type RouteOutput, successOf } from '@boutique/contracts/route';
import type { Context } from 'koa';
import { LRUCache } from 'lru-cache';
import type { Changes, DataState } from '../db/changes.ts';
import { ANSWERED } from './bind.ts';
import type { Reusable } from './kept-responses.ts';
import { type FinishedJson, finishJson, sendFinished } from './send-json.ts';

const MAX_BYTES = 24 * 2 ** 20;

interface Finished extends FinishedJson {
  /** The headers that the handler has set. */
  headers: Record<string, string>;
}

interface Kept {
  /** The state of the data before the answer was read. */
  asOf: DataState;
  answer: Finished;
}

interface Kind<R extends RouteContract> {
  route: R;
  /** The tables that the answer is made from. They must be among those that announce their changes. */
  tables: readonly string[];
  /** Everything else that the answer depends on. */
  input: unknown;
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;

/**
 * Finished answers that are the same for everybody. An answer serves again as long as none of its tables has changed; a
 * request that comes after the commit of a change never gets an older answer, whichever process made the change. While
 * changes are not announced, every request reads the database.
 *
 * The least recently used go when there are too many bytes: one that is asked for often stays, whatever a crawler reads
 * in between.
 */
export function createKeptAnswers(changes: Pick<Changes, 'now' | 'haveChanged'>) {
  const kept = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    // with the compressed forms
    sizeCalculation: ({ answer }, key) => Math.ceil(answer.bytes.length * 1.5) + key.length + 500,
  });
  const coming = new Map<string, { asOf: DataState; answer: Promise<Finished> }>();

  /** Answers the request, by `read` only if no kept answer is valid. */
  return async <const R extends RouteContract>(
    ctx: Context,
    { route, tables, input }: Kind<R>,
    read: () => Promise<NoInfer<RouteOutput<R>>>,
  ): Promise<typeof ANSWERED> => {
    const { schema } = successOf(route);
    const finish = async (): Promise<Finished> => {
      const before = new Set(ctx.res.getHeaderNames());
      const result = schema?.parse(await read());
      const own = ctx.res.getHeaderNames().filter((name) => !before.has(name));
      return {
        ...finishJson(result, 'best'),
        headers: Object.fromEntries(own.map((name) => [name, ctx.response.get(name)])),
      };
    };

    const asOf = await changes.now();
    if (!asOf) {
      await sendFinished(ctx, await finish());
      return ANSWERED;
    }
    const key = JSON.stringify([route.operationId, input]);
    const isValid = (one: { asOf: DataState } | undefined) => one && !changes.haveChanged(tables, one.asOf);
    const found = [kept.get(key), coming.get(key)].find(isValid);
    const make = async (): Promise<Finished> => {
      const making = { asOf, answer: finish() };
      coming.set(key, making);
      try {
        const answer = await making.answer;
        kept.set(key, { asOf, answer });
        return answer;
      } finally {
        if (coming.get(key) === making) coming.delete(key);
      }
    };
    const answer = found ? await found.answer : await make();
    ctx.set({ ...answer.headers, 'Data-Version': asOf.version });
    ctx.state.reusable = { asOf: found?.asOf ?? asOf, tables } satisfies Reusable;
    await sendFinished(ctx, answer);
    return ANSWERED;
  };
}
