import type { CDPSession } from 'playwright-core';
import type { Caused } from './figures.ts';

/** Kinds of files in the report. */
export const KINDS = ['document', 'script', 'style', 'image', 'font', 'fetch', 'other'] as const;
export type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<string, Kind>> = {
  Document: 'document',
  Script: 'script',
  Stylesheet: 'style',
  Image: 'image',
  Font: 'font',
  Fetch: 'fetch',
  XHR: 'fetch',
  Ping: 'fetch',
};

/** A request of the page. Times are milliseconds of the browser's clock. */
export interface Request extends Caused {
  id: string;
  kind: Kind;
  /** As transferred, headers included; 0 from the browser's cache. */
  bytes: number;
  /** `h2`, `http/1.1`, … */
  protocol: string;
}

interface NetworkLog {
  /** All requests, with their causes. */
  requests(): Promise<Request[]>;
  /** Addresses without a complete answer. */
  unfinished(): string[];
  /** When the last one was complete, by this process's clock; now while there are unfinished ones. */
  idleSince(): number;
}

/** Records the requests of a page from now on. */
export async function recordRequests(cdp: CDPSession): Promise<NetworkLog> {
  const requests = new Map<string, Request>();
  const running = new Set<string>();
  let idleSince = performance.now();
  const finish = (id: string, bytes: number) => {
    const request = requests.get(id);
    if (request) request.bytes = bytes;
    running.delete(id);
    if (running.size === 0) idleSince = performance.now();
  };
  cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type, initiator }) => {
    if (!/^https?:/.test(request.url)) return;
    const frames = [initiator.stack, initiator.stack?.parent].flatMap((stack) => stack?.callFrames ?? []);
    requests.set(requestId, {
      id: requestId,
      url: request.url,
      start: timestamp * 1000,
      answered: Number.NaN,
      causes: [initiator.url ?? '', ...frames.map(({ url }) => url)].filter((url) => /^https?:/.test(url)),
      kind: KIND_OF[type ?? ''] ?? 'other',
      bytes: 0,
      protocol: '',
    });
    running.add(requestId);
  });
  cdp.on('Network.responseReceived', ({ requestId, timestamp, response }) => {
    const request = requests.get(requestId);
    if (!request) return;
    Object.assign(request, { answered: timestamp * 1000, protocol: response.protocol ?? '' });
    // the browser calls a preloaded answer of the API "other"
    if (request.kind === 'other' && response.mimeType.endsWith('json')) request.kind = 'fetch';
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => finish(requestId, encodedDataLength));
  cdp.on('Network.loadingFailed', ({ requestId }) => finish(requestId, 0));
  await cdp.send('Network.enable');
  return {
    requests: () => withCauses(cdp, [...requests.values()]),
    unfinished: () => [...running].map((id) => requests.get(id)?.url ?? ''),
    idleSince: () => (running.size > 0 ? performance.now() : idleSince),
  };
}

/**
 * Completes the causes. Of modules and of pictures the browser names none: these are the markup that names the file, or
 * else the scripts, stylesheets and answers of the API that do.
 */
async function withCauses(cdp: CDPSession, requests: Request[]): Promise<Request[]> {
  const texts = await Promise.all(
    requests
      .filter(({ kind }) => ['document', 'script', 'style', 'fetch'].includes(kind))
      .map(async ({ id, url, kind }) => {
        const body = await cdp.send('Network.getResponseBody', { requestId: id }).catch(() => ({ body: '' }));
        return { url, kind, text: body.body };
      }),
  );
  const markup = texts.filter(({ kind }) => kind === 'document').map(({ url, text }) => ({ url, text: tagsOf(text) }));
  for (const request of requests) {
    if (request.kind === 'document' || request.causes.length > 0) continue;
    const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const naming = (files: { url: string; text: string }[]) =>
      files.filter(({ url, text }) => url !== request.url && text.includes(name)).map(({ url }) => url);
    const inMarkup = naming(markup);
    request.causes = inMarkup.length > 0 ? inMarkup : naming(texts);
  }
  return requests;
}

/** HTML without the contents of scripts: an import map names files that nothing loads. */
const tagsOf = (html: string): string => html.replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1');
