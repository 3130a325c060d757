import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { PROBLEM_CONTENT_TYPE } from '@boutique/contracts/problems';
import Koa from 'koa';
import { expect, test, vi } from 'vitest';
import { createApiProxy } from './api-proxy.ts';
import { log } from './testing/gateway.ts';
import { deadUrl, listen, send } from './testing/http.ts';

/** A gateway of the proxy alone; whatever the proxy does not take is answered 418. */
async function startProxy(apiUrl: string, answerMs = 5_000): Promise<string> {
  const gateway = new Koa();
  gateway.silent = true;
  gateway.use(createApiProxy({ apiUrl, log, answerMs }));
  gateway.use((ctx) => {
    ctx.status = 418;
  });
  return listen(gateway.callback());
}

const start = async (api: RequestListener, answerMs?: number) => startProxy(await listen(api), answerMs);

test('method, path, query, headers and body reach the API as they are; so do status and headers of the answer', async () => {
  const gateway = await start(async (request, response) => {
    const { method, url, headers } = request;
    response.writeHead(201, { 'content-type': 'application/json', etag: '"1"', 'set-cookie': ['a=1', 'b=2'] });
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  });
  const answer = await send(gateway, '/api/produits?q=%C3%A9cran&tri=-prix', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '"0"', cookie: 'theme=dark' },
    body: '{"nom":"Écran"}',
  });
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({ etag: '"1"', 'set-cookie': ['a=1', 'b=2'] });
  expect(JSON.parse(answer.text)).toMatchObject({
    method: 'PUT',
    url: '/api/produits?q=%C3%A9cran&tri=-prix',
    headers: { 'content-type': 'application/json', 'if-match': '"0"', cookie: 'theme=dark' },
    body: '{"nom":"Écran"}',
  });
});

test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'])('%s is passed on', async (method) => {
  const seen: unknown[] = [];
  const gateway = await start((request, response) => {
    seen.push(request.method);
    response.writeHead(204).end();
  });
  expect((await send(gateway, '/api/x', { method })).status).toBe(204);
  expect(seen).toEqual([method]);
});

test('an answer streams: its first part is there before its last', async () => {
  const gateway = await start(async (_request, response) => {
    response.write('first');
    await pause(300);
    response.end('last');
  });
  const sent = httpRequest(`${gateway}/api/x`).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const [first] = (await once(response, 'data')) as [Buffer];
  expect(first.toString()).toBe('first');
  expect(response.complete).toBe(false);
  await once(response, 'end');
});

test('a body streams: the API has its first part before its last is sent', async () => {
  const parts: string[] = [];
  const gateway = await start((request, response) => {
    request.on('data', (part) => parts.push(String(part))).on('end', () => response.end());
  });
  const sent = httpRequest(`${gateway}/api/x`, { method: 'POST' });
  sent.write('first');
  await vi.waitFor(() => expect(parts).toEqual(['first']));
  sent.end('last');
  await once(sent, 'response');
  expect(parts).toEqual(['first', 'last']);
});

test('the API learns who asks and for which address; an address that the client claims is kept before it', async () => {
  const gateway = await start((request, response) => response.end(JSON.stringify(request.headers)));
  const headers = { host: 'boutique.example:8080' };
  const plain = JSON.parse((await send(gateway, '/api/x', { headers })).text);
  expect(plain).toMatchObject({
    host: 'boutique.example:8080',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'boutique.example:8080',
    'x-forwarded-proto': 'http',
  });
  const claimed = JSON.parse(
    (await send(gateway, '/api/x', { headers: { ...headers, 'x-forwarded-for': '203.0.113.9' } })).text,
  );
  expect(claimed['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');
});

test('an API that is down is a 503 problem', async () => {
  const gateway = await startProxy(await deadUrl());
  const { status, headers, text } = await send(gateway, '/api/produits?q=x');
  expect(status).toBe(503);
  expect(headers).toMatchObject({ 'content-type': PROBLEM_CONTENT_TYPE, 'retry-after': '2' });
  expect(JSON.parse(text)).toEqual({
    type: 'urn:boutique:probleme:service-indisponible',
    title: 'Le service est indisponible',
    status: 503,
    detail: 'L’API ne répond pas ; réessayez dans un instant.',
    instance: '/api/produits',
    code: 'service-indisponible',
  });
});

test('an API that ends the connection without an answer is a 503 problem too, not a slow one', async () => {
  const gateway = await start((request) => request.socket.destroy());
  const { status, text } = await send(gateway, '/api/x');
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ code: 'service-indisponible' });
});

test('an API that stays silent is a 504 problem', async () => {
  const gateway = await start(() => {}, 150);
  const { status, headers, text } = await send(gateway, '/api/x');
  expect(status).toBe(504);
  expect(headers['content-type']).toBe(PROBLEM_CONTENT_TYPE);
  expect(JSON.parse(text)).toMatchObject({ code: 'delai-depasse', instance: '/api/x' });
});

test('an answer that breaks off in the middle does not look whole', async () => {
  const gateway = await start((_request, response) => {
    response.write('[{"id"');
    setTimeout(() => response.destroy(), 20);
  });
  await expect(send(gateway, '/api/x')).rejects.toThrow();
});

test('a client that leaves ends its request at the API', async () => {
  let left = false;
  let asked = false;
  const gateway = await start((_request, response) => {
    asked = true;
    response.on('close', () => {
      left = true;
    });
  });
  const sent = httpRequest(`${gateway}/api/x`).on('error', () => {});
  sent.end();
  await vi.waitFor(() => expect(asked).toBe(true));
  expect(left).toBe(false);
  sent.destroy();
  await vi.waitFor(() => expect(left).toBe(true));
});

test('a failure leaves the next request alone', async () => {
  let requests = 0;
  const gateway = await start(async (request, response) => {
    requests += 1;
    if (requests === 1) request.socket.destroy();
    else response.end(JSON.stringify(await json(request)));
  });
  const ask = () => send(gateway, '/api/x', { method: 'POST', body: '{"a":1}' });
  expect((await ask()).status).toBe(503);
  expect(JSON.parse((await ask()).text)).toEqual({ a: 1 });
});

test('a replica that stops closes its kept connections: what reads is asked again, what writes had one of its own', async () => {
  const connections = new Map<Socket, string[]>();
  const gateway = await start((request, response) => {
    const requests = connections.get(request.socket) ?? [];
    connections.set(request.socket, [...requests, `${request.method}`]);
    if (requests.length > 0) request.socket.destroy();
    else response.end(request.method);
  });
  for (const method of ['GET', 'GET', 'POST', 'GET', 'DELETE']) {
    expect(await send(gateway, '/api/x', { method })).toMatchObject({ status: 200, text: method });
  }
  expect([...connections.values()]).toEqual([['GET', 'GET'], ['GET'], ['POST'], ['GET'], ['DELETE']]);
});

test('a body that comes with GET is passed on, once', async () => {
  const bodies: string[] = [];
  const gateway = await start(async (request, response) => {
    bodies.push(await text(request));
    response.end();
  });
  await send(gateway, '/api/x', { method: 'GET', headers: { 'content-length': '2' }, body: '{}' });
  expect(bodies).toEqual(['{}']);
});

test.each([
  '/metrics',
  '/ready',
  '/live',
  '/internal/releases',
  '//internal/releases',
  '/apix',
  '/API/produits',
  '/%61pi/produits',
  '//api/produits',
  '/api/../internal/releases',
  '/api/..',
  '/api/./../metrics',
  '/api//../internal/releases',
  '/api/produits/../../metrics',
  '/api/%2e%2e/internal/releases',
  '/api/%2E./internal/releases',
  '/api/..%2finternal/releases',
  '/api/%2e%2e%2Finternal/releases',
  '/api/..\\internal\\releases',
  '/api/..%5cinternal%5creleases',
  '/api/%e0%a4%a',
  '/api/../api/produits',
])('%s never reaches the API', async (path) => {
  const seen: unknown[] = [];
  const gateway = await start((request, response) => {
    seen.push(request.url);
    response.end('secret');
  });
  const { status, text } = await send(gateway, path);
  expect(seen).toEqual([]);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('secret');
});

test.each(['/api', '/api/', '/api/images/a.b..c.webp', '/api/produits/a%20b', '/api/produits?retour=/api/../internal'])(
  '%s does',
  async (path) => {
    const gateway = await start((request, response) => response.end(request.url));
    expect(await send(gateway, path)).toMatchObject({ status: 200, text: path });
  },
);
