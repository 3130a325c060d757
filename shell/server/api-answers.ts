import { ANSWER_HEADERS, type Answer } from '@boutique/contracts/client';
import { GUEST_COOKIE, SESSION_COOKIE } from '@boutique/contracts/comptes';
import { DATA_VERSION_HEADER, DataVersion, infoRoutes } from '@boutique/contracts/info';
import { inBatches } from '@boutique/http-server/in-batches';
import type { Context } from 'koa';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Agent } from 'undici';
import { forwardedHeaders } from './api-proxy.ts';
import { hasTokenCookie } from './token-cookie.ts';

/** The longest that a page waits for the API; then the browser asks by itself. */
const BUDGET_MS = 400;
/** After an answer that did not come in time, pages do not wait for the API for this long. */
const REST_MS = 2_000;
const MAX_BYTES = 512 * 2 ** 10;
/** Bound for the answers that are kept to be confirmed by their ETag. */
const KEPT_BYTES = 8 * 2 ** 20;

/** An answer whose body is still JSON, as bytes that can stand in a script element; empty when it has no body. */
export type RawAnswer = Omit<Answer, 'body'> & { json: Buffer };

export interface PageAnswers {
  /** By URL. Requests without a usable answer are missing. */
  answers: Record<string, RawAnswer>;
  /** Cookies that the API sets, as header values. */
  cookies: string[];
  /** Asks whether the API would still give these answers; undefined when the only way to know is to ask for them. */
  areCurrent?: () => Promise<boolean>;
}

export type AnswerReader = ReturnType<typeof createAnswerReader>;

/** Whether the browser has a cookie by which the API may know its account or its cart. */
export const isPersonal = (ctx: Context): boolean =>
  hasTokenCookie(ctx, SESSION_COOKIE) || hasTokenCookie(ctx, GUEST_COOKIE);

interface Kept {
  answer: RawAnswer;
  /** The version of the public data for which the answer is valid; undefined when it has others as well. */
  version: string | undefined;
}

/**
 * Asks the API for all first requests of a page at the same time, in the name of the visitor. For a guest, answers are
 * kept: one question to the API, for all pages of that moment, tells that none of them has changed. While the API gives
 * no answer, the last ones serve: carts and orders always ask it.
 */
export function createAnswerReader({ apiUrl, log }: { apiUrl: string; log: Logger }) {
  const agent = new Agent({ connect: { timeout: BUDGET_MS } });
  let restUntil = 0;
  /** Answers for everybody, by URL. */
  const kept = new LRUCache<string, Kept>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ answer }, url) => answer.json.length + url.length + 300,
  });

  /** The version of the public data now; undefined when the API does not tell. */
  const dataVersion = inBatches(async (): Promise<string | undefined> => {
    const signal = AbortSignal.timeout(BUDGET_MS);
    try {
      const { statusCode, body } = await agent.request({
        origin: apiUrl,
        path: infoRoutes.readDataVersion.path,
        method: 'GET',
        signal,
      });
      if (statusCode === 200) return DataVersion.parse(await body.json()).version ?? undefined;
      await body.dump();
    } catch (error) {
      if (signal.aborted) restUntil = performance.now() + REST_MS;
      log.debug({ reason: (error as Error).message }, 'no version of the data');
    }
    return undefined;
  });

  /** The kept answers to all these requests, if the API would give the same ones now. */
  const stillValid = async (urls: readonly string[]): Promise<PageAnswers | undefined> => {
    const known = urls.map((url) => [url, kept.get(url)] as const);
    const [, first] = known[0] ?? [];
    const version = first?.version;
    if (version === undefined || known.some(([, one]) => one?.version !== version)) return undefined;
    const areCurrent = async () => (await dataVersion()) === version;
    if (!(await areCurrent())) return undefined;
    const answers = Object.fromEntries(known.flatMap(([url, one]) => (one ? [[url, one.answer]] : [])));
    return { answers, cookies: [], areCurrent };
  };

  const ask = async (path: string, headers: Record<string, string>, isForAll: boolean, signal: AbortSignal) => {
    const before = isForAll ? kept.get(path)?.answer : undefined;
    const response = await agent.request({
      origin: apiUrl,
      path,
      method: 'GET',
      headers: before?.headers.etag ? { ...headers, 'if-none-match': before.headers.etag } : headers,
      signal,
    });
    const { statusCode: status } = response;
    const version = response.headers[DATA_VERSION_HEADER]?.toString();
    if (status === 304 && before) {
      await response.body.dump();
      kept.set(path, { answer: before, version });
      return { answer: before, cookies: [] };
    }
    // what a proxy writes in the API's place may be no JSON, which would break the page
    const isJson = /^application\/(?:\w+\+)?json\b/.test(String(response.headers['content-type'])) || status === 204;
    if (status >= 500 || !isJson || Number(response.headers['content-length'] ?? 0) > MAX_BYTES) {
      // an answer that is destroyed instead would throw into the void
      await response.body.dump();
      return undefined;
    }
    const bytes = await readUpTo(response.body, MAX_BYTES);
    if (!bytes) return undefined;
    const json = withoutLess(bytes);
    const read: Answer['headers'] = {};
    for (const name of ANSWER_HEADERS) {
      const value = response.headers[name];
      if (typeof value === 'string') read[name] = value;
    }
    const answer = { status, headers: read, json };
    if (isForAll && status === 200 && read.etag) kept.set(path, { answer, version });
    return { answer, cookies: [response.headers['set-cookie'] ?? []].flat() };
  };

  return async (ctx: Context, urls: readonly string[]): Promise<PageAnswers> => {
    const personal = isPersonal(ctx);
    const isResting = () => performance.now() < restUntil;
    const valid = personal || urls.length === 0 || isResting() ? undefined : await stillValid(urls);
    if (valid) return valid;
    const found = new Map<string, RawAnswer>();
    const cookies: string[] = [];
    // in the order of the requests, not of the answers: every gateway writes the same page
    const result = (): PageAnswers => ({
      answers: Object.fromEntries(
        urls.flatMap((url) => {
          const answer = found.get(url) ?? (personal ? undefined : kept.get(url)?.answer);
          return answer ? [[url, answer]] : [];
        }),
      ),
      cookies,
    });
    if (urls.length === 0 || isResting()) return result();
    const { cookie, ...others } = forwardedHeaders(ctx);
    const headers: Record<string, string> = {
      'x-forwarded-for': String(others['x-forwarded-for']),
      'x-forwarded-host': String(others['x-forwarded-host']),
      'x-forwarded-proto': String(others['x-forwarded-proto']),
      accept: 'application/json',
      ...(personal && cookie && { cookie }),
      ...(ctx.state.span && { traceparent: ctx.state.span.traceparent }),
    };
    const signal = AbortSignal.timeout(BUDGET_MS);
    await Promise.all(
      [...new Set(urls)].map(async (url) => {
        try {
          const given = await ask(url, headers, !personal, signal);
          if (!given) return;
          found.set(url, given.answer);
          cookies.push(...given.cookies);
        } catch (error) {
          if (signal.aborted) restUntil = performance.now() + REST_MS;
          log.debug({ reason: (error as Error).message, url }, 'no answer for a page');
        }
      }),
    );
    return result();
  };
}

/** A body of at most so many bytes; undefined for a larger one, whose connection is closed. */
async function readUpTo(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** In JSON, `<` stands only in texts, and can be written so that it cannot end a script element. */
const withoutLess = (json: Buffer): Buffer =>
  json.includes('<') ? Buffer.from(json.toString().replaceAll('<', '\\u003c')) : json;
