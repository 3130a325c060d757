import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import Koa from 'koa';
import { pino } from 'pino';
import { Histogram, Registry } from 'prom-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createKeptResponses } from './kept-responses.ts';
import { createRequestLog } from './request-log.ts';
import { finishJson, sendFinished } from './send-json.ts';

/** A server whose one answer counts how often Koa has made it, from data whose state the test changes. */
async function start() {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const registry = new Registry();
  const requests = new Histogram({
    name: 'seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
  });
  const data = { isAnnounced: true, count: 1, changed: new Map<string, number>() };
  const stateOf = () => ({ version: `v${data.count}`, count: data.count });
  const requestLog = createRequestLog(pino(sink), { registry, requests });
  const { remember, before } = createKeptResponses(
    {
      now: async () => (data.isAnnounced ? stateOf() : undefined),
      haveChanged: (tags, { count }) => tags.some((tag) => (data.changed.get(tag) ?? 0) > count),
    },
    requestLog,
  );
  let made = 0;
  const app = new Koa();
  app.use(requestLog.middleware);
  app.use(remember);
  app.use(async (ctx) => {
    made += 1;
    ctx.set('X-Content-Type-Options', 'nosniff');
    if (ctx.path !== '/personal') ctx.state.reusable = { asOf: stateOf(), tags: ['produits'] };
    ctx.set('Data-Version', stateOf().version);
    await sendFinished(ctx, finishJson({ made, text: 'lorem ipsum '.repeat(300) }, 'best'));
  });
  const server = createServer(before(app.callback())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    data,
    lines,
    metrics: () => registry.metrics(),
    made: () => made,
    async ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Received> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
      const text = await response.text();
      return { status: response.status, headers: Object.fromEntries(response.headers), text };
    },
  };
}

interface Received {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Without what differs from one response to the next. */
const comparable = ({ headers: { date, 'x-request-id': id, ...headers }, ...rest }: Received) => ({ ...rest, headers });

test.each(['br', 'gzip', 'identity'])(
  'a repeated request gets the same response without Koa (%s)',
  async (encoding) => {
    const { ask, made } = await start();
    const headers = { 'accept-encoding': encoding, 'accept-language': 'fr' };
    const first = await ask('/liste?a=1', headers);
    const second = await ask('/liste?a=1', headers);
    expect(comparable(second)).toEqual(comparable(first));
    expect(made()).toBe(1);
    // Koa makes another answer, and so another ETag
    const etag = first.headers.etag ?? '';
    const known = await ask('/liste?a=1', { ...headers, 'if-none-match': `"other", W/${etag}` });
    expect(known).toMatchObject({ status: 304, text: '', headers: { etag, 'x-content-type-options': 'nosniff' } });
    expect(Object.keys(known.headers).filter((name) => /^content-(?:type|length|encoding)$/.test(name))).toEqual([]);
    expect(made()).toBe(1);
  },
);

test.each([
  ['address', '/liste?a=2', {}, 'GET'],
  ['encoding', '/liste?a=1', { 'accept-encoding': 'gzip' }, 'GET'],
  ['language', '/liste?a=1', { 'accept-language': 'en' }, 'GET'],
  ['method', '/liste?a=1', {}, 'HEAD'],
])('a request that differs in its %s goes to Koa', async (_, path, headers, method) => {
  const { ask, made } = await start();
  const usual = { 'accept-encoding': 'br', 'accept-language': 'fr' };
  await ask('/liste?a=1', usual);
  await ask(path, { ...usual, ...headers }, method);
  expect(made()).toBe(2);
});

test('a change of its data ends a response; another change only gives it a new version of the data', async () => {
  const { ask, made, data } = await start();
  await ask('/liste');
  data.count = 2;
  data.changed.set('avis', 2);
  expect((await ask('/liste')).headers['data-version']).toBe('v2');
  expect(made()).toBe(1);
  data.count = 3;
  data.changed.set('produits', 3);
  expect(JSON.parse((await ask('/liste')).text).made).toBe(2);
});

test('while changes are not announced, every request goes to Koa', async () => {
  const { ask, made, data } = await start();
  await ask('/liste');
  data.isAnnounced = false;
  await ask('/liste');
  await ask('/liste');
  expect(made()).toBe(3);
});

test('an answer for one visitor is not kept', async () => {
  const { ask, made } = await start();
  await ask('/personal');
  await ask('/personal');
  expect(made()).toBe(2);
});

test('every response has its line and its measurement, under the caller’s id', async () => {
  const { ask, lines, metrics } = await start();
  await ask('/liste?a=1', { 'x-request-id': 'first-0001' });
  const { headers } = await ask('/liste?a=1', { 'x-request-id': 'second-0001' });
  expect(headers['x-request-id']).toBe('second-0001');
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  const [first, second] = lines.map(({ time, ms, ...line }) => line);
  expect(second).toEqual({ ...first, requestId: 'second-0001' });
  expect(await metrics()).toContain('seconds_count{method="GET",route="unmatched",status="200"} 2');
});
