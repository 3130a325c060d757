import { once } from 'node:events';
import { request } from 'node:http';
import Koa from 'koa';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createMetrics } from './metrics.ts';
import { createRequestLog } from './request-log.ts';
import { listen, send } from './testing/http.ts';

/** A gateway that answers as the test says, and its request counters. */
async function start(answer: Koa.Middleware) {
  const metrics = createMetrics();
  const gateway = new Koa().use(createRequestLog(pino({ level: 'silent' }), metrics).middleware).use(answer);
  gateway.silent = true;
  const url = await listen(gateway.callback());
  const counts = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.includes('request_duration_seconds_count'));
  return { url, counts };
}

const line = (kind: string, status: number | string, method = 'GET') =>
  `http_request_duration_seconds_count{method="${method}",kind="${kind}",status="${status}"} 1`;

test.each([
  ['/', 'page'],
  ['/produits/k1?q=a.b', 'page'],
  ['/apix', 'page'],
  ['/metrics', 'page'],
  ['/api', 'api'],
  ['/api/produits', 'api'],
  ['/api/images/a.webp', 'api'],
  ['/remotes/produits/1.0.0-abc/remoteEntry.js', 'remote'],
  ['/assets/main-1.js', 'asset'],
  ['/favicon.svg', 'asset'],
  ['/live', 'health'],
  ['/ready', 'health'],
])('%s has the kind %s', async (path, kind) => {
  const { url, counts } = await start((ctx) => {
    ctx.body = 'ok';
  });
  await send(url, path);
  await vi.waitFor(async () => expect(await counts()).toEqual([line(kind, 200)]));
});

test('counts method and status, also of an answer that Koa does not send', async () => {
  const { url, counts } = await start((ctx) => {
    ctx.respond = false;
    ctx.res.writeHead(503).end('down');
  });
  await send(url, '/api/x', { method: 'POST' });
  await vi.waitFor(async () => expect(await counts()).toEqual([line('api', 503, 'POST')]));
});

test('an answer that is cut off counts as aborted', async () => {
  const { url, counts } = await start((ctx) => {
    ctx.respond = false;
    ctx.res.write('half');
    setTimeout(() => ctx.res.destroy(), 20);
  });
  await expect(send(url, '/remotes/produits/1.0.0-abc/a.js')).rejects.toThrow();
  await vi.waitFor(async () => expect(await counts()).toEqual([line('remote', 'aborted')]));
});

test('a client that disconnects counts as aborted', async () => {
  const { url, counts } = await start((ctx) => {
    ctx.respond = false;
    ctx.res.write('half');
  });
  const sent = request(`${url}/api/x`).on('error', () => {});
  sent.end();
  await once(sent, 'response');
  sent.destroy();
  await vi.waitFor(async () => expect(await counts()).toEqual([line('api', 'aborted')]));
});
