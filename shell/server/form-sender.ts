import { setTimeout as pause } from 'node:timers/promises';
import type { Langue } from '@boutique/contracts/common';
import type { Problem } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { Agent, type Dispatcher } from 'undici';
import { apiFailure, CONNECT_MS, forwardedHeaders } from './api-proxy.ts';
import { formRequest } from './form-request.ts';
import { readAfterFailedWrites } from './read-after-failed-writes.ts';
import { API_SILENT, createApiBreaker } from './silent-api.ts';

interface Options {
  apiUrl: string;
  log: Logger;
  /** After this time the API counts as silent. */
  answerMs?: number;
}

/** The API's answer to a form. */
export interface FormAnswer {
  /** Cookies that the API sets, as header values. */
  cookies: string[];
  /** The fields of a successful answer that are texts or numbers. */
  body: Record<string, string>;
  problem?: Problem;
  /** Seconds to wait before the next attempt. */
  retryAfter?: number;
}

/** How often the same order is sent while the API still handles it, and the pause in between. */
const TRIES = 5;
const PAUSE_MS = 1_000;

/** Sends forms to the API in the visitor's name. Without an answer the result is a problem, too. */
export function createFormSender({ apiUrl, log, answerMs = 15_000 }: Options) {
  // a change must not go out on a connection that the API may be closing
  const agent = new Agent({
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connect: readAfterFailedWrites({ timeout: CONNECT_MS }),
    pipelining: 0,
  });
  const breaker = createApiBreaker(apiUrl);

  return async (
    ctx: Context,
    route: RouteContract,
    fields: ReadonlyMap<string, string>,
    langue: Langue,
  ): Promise<FormAnswer> => {
    const { path, headers, body } = formRequest(route, fields);
    for (let tries = 1; ; tries += 1) {
      const givenUp = new AbortController();
      const end = breaker.watch(() => givenUp.abort(API_SILENT));
      try {
        if (breaker.isOpen()) throw API_SILENT;
        const response = await agent.request({
          origin: apiUrl,
          path,
          method: route.method.toUpperCase() as Dispatcher.HttpMethod,
          headers: { ...visitorHeaders(ctx), 'accept-language': langue, ...headers },
          ...(body !== undefined && { body }),
          signal: givenUp.signal,
        });
        end(true);
        const answer = await readAnswer(response);
        // the visitor has pressed the button twice: the browser shows only the second answer
        if (answer.problem?.code !== 'requete-en-cours' || tries === TRIES) return answer;
      } catch (error) {
        log.warn({ reason: (error as Error).message, path: ctx.path }, 'the API does not answer');
        return { cookies: [], body: {}, problem: apiFailure(error, ctx.path) };
      } finally {
        end(false);
      }
      await pause(PAUSE_MS);
    }
  };
}

/** The headers by which the API knows the visitor. No `Origin`: the gateway has checked it. */
function visitorHeaders(ctx: Context): Record<string, string> {
  const forwarded = forwardedHeaders(ctx);
  const names = ['cookie', 'user-agent', 'x-request-id', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];
  const kept = names.flatMap((name) => (forwarded[name] === undefined ? [] : [[name, String(forwarded[name])]]));
  return {
    ...Object.fromEntries(kept),
    accept: 'application/json',
    ...(ctx.state.span && { traceparent: ctx.state.span.traceparent }),
  };
}

/** @throws Error when the answer is not one of the API */
async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<FormAnswer> {
  const text = await body.text();
  const cookies = [headers['set-cookie'] ?? []].flat();
  if (statusCode >= 200 && statusCode < 300) return { cookies, body: text ? textsOf(JSON.parse(text)) : {} };
  const problem = JSON.parse(text) as Problem;
  if (problem.status !== statusCode) throw new Error(`status ${statusCode} without a problem`);
  const retryAfter = Number(headers['retry-after']);
  return { cookies, body: {}, problem, ...(retryAfter > 0 && { retryAfter }) };
}

const textsOf = (body: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
