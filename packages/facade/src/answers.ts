import { type Answer, answerValue, requestUrl } from '@boutique/contracts/client';
import { hashKey, QueryCache, type QueryState } from '@tanstack/react-query';
import type { KeyElements } from './api-query.ts';

/** Answers of the API by URL (`requestUrl`): those that the page came with, and those that were fetched on intent. */
export type Answers = Map<string, Answer & { at: number }>;

/**
 * A cache in which a query begins with its answer, if there is one: its very first render has the data, on the server
 * and in the browser. Each answer serves one query once.
 */
export class AnsweredCache extends QueryCache {
  readonly #answers: Answers;

  constructor(answers: Answers) {
    super();
    this.#answers = answers;
  }

  override build: QueryCache['build'] = (client, options, state) => {
    const { queryKey } = options;
    const isNew = this.get(options.queryHash ?? hashKey(queryKey)) === undefined;
    const begun = isNew && state === undefined ? this.#take(queryKey as unknown as KeyElements) : undefined;
    return super.build(client, options, (begun as typeof state) ?? state);
  };

  #take([, , route, params, query, how]: KeyElements): QueryState<unknown, Error> | undefined {
    if (!route) return undefined;
    const url = requestUrl(route, { params, query });
    const answer = this.#answers.get(url);
    if (!answer) return undefined;
    this.#answers.delete(url);
    try {
      const value = answerValue(how === 'pages' ? 'page' : how, answer);
      const data = how === 'pages' ? { pages: [value], pageParams: [null] } : value;
      return { ...UNASKED, status: 'success', data, dataUpdatedAt: answer.at };
    } catch (error) {
      return { ...UNASKED, status: 'error', error: error as Error, errorUpdatedAt: answer.at };
    }
  }
}

/**
 * The state of a query that was never asked. An error in such a state came with the page: a first request for it would
 * get the same answer (see `retryOnMount` in query-client.ts).
 */
const UNASKED: QueryState<unknown, Error> = {
  data: undefined,
  dataUpdateCount: 0,
  dataUpdatedAt: 0,
  error: null,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
  fetchFailureCount: 0,
  fetchFailureReason: null,
  fetchMeta: null,
  isInvalidated: false,
  status: 'pending',
  fetchStatus: 'idle',
};
