import { type RouteContract, type RouteOutput, successOf } from '@boutique/contracts/route';
import type { Reusable } from '@boutique/http-server/kept-responses';
import type { Context } from 'koa';
import type { Changes, DataState, Tag } from '../db/changes.ts';
import { createKeptValues } from '../kept-values.ts';
import { ANSWERED } from './bind.ts';
import { type FinishedJson, finishJson, sendFinished } from './send-json.ts';

interface Finished extends FinishedJson {
  /** The headers that the handler has set. */
  headers: Record<string, string>;
}

interface Kind<R extends RouteContract> {
  route: R;
  /** Everything that the answer is made from. */
  tags: readonly Tag[];
  /** Everything else that the answer depends on. */
  input: unknown;
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;

/** Finished answers that are the same for everybody. */
export function createKeptAnswers(changes: Pick<Changes, 'known' | 'now' | 'haveChanged'>) {
  const keptAnswer = createKeptValues<Finished>(changes, {
    maxSize: 24 * 2 ** 20,
    // with the compressed forms
    sizeOf: ({ bytes }, key) => Math.ceil(bytes.length * 1.5) + key.length + 500,
  });

  // not inside of the handler: what it closes over would stay in memory with the kept response
  const confirmation =
    (tags: readonly Tag[], asOf: DataState): Reusable =>
    async () => {
      const now = await changes.now();
      return now && !changes.haveChanged(tags, asOf) ? { 'Data-Version': now.version } : undefined;
    };

  /** Answers the request, by `read` only if no kept answer is valid. */
  return async <const R extends RouteContract>(
    ctx: Context,
    { route, tags, input }: Kind<R>,
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
    const key = JSON.stringify([route.operationId, input]);
    const { value: answer, states, isKept } = await keptAnswer(key, tags, finish);
    ctx.set(answer.headers);
    if (states) {
      ctx.set('Data-Version', states.now.version);
      if (isKept) ctx.state.reusable = confirmation(tags, states.asOf);
    }
    await sendFinished(ctx, answer);
    return ANSWERED;
  };
}
