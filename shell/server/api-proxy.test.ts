import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { PROBLEM_CONTENT_TYPE } from '@boutique/contracts/problems';
import { createHttpServer } from '@boutique/http-server/http-server';
import Koa from 'koa';
import { expect, test, vi } from 'vitest';
import { createApiProxy } from './api-proxy.ts';
import { log } from './testing/gateway.ts';
import { startHastyApi } from './testing/hasty-api.ts';
import { deadUrl, listen, send, serve } from './testing/http.ts';

/** A gateway with only the proxy; it answers 418 to everything that the proxy does not forward. */
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

test('forwards method, path, query, headers and body unchanged, and returns status and headers unchanged', async () => {
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

test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'])('%s is forwarded', async (method) => {
  const seen: unknown[] = [];
  const gateway = await start((request, response) => {
    seen.push(request.method);
    response.writeHead(204).end();
  });
  expect((await send(gateway, '/api/x', { method })).status).toBe(204);
  expect(seen).toEqual([method]);
});

test('an answer streams: its first piece arrives before the API sends the last', async () => {
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

test('a body streams: the API gets its first piece before the client sends the last', async () => {
  const pieces: string[] = [];
  const gateway = await start((request, response) => {
    request.on('data', (piece) => pieces.push(String(piece))).on('end', () => response.end());
  });
  const sent = httpRequest(`${gateway}/api/x`, { method: 'POST' });
  sent.write('first');
  await vi.waitFor(() => expect(pieces).toEqual(['first']));
  sent.end('last');
  await once(sent, 'response');
  expect(pieces).toEqual(['first', 'last']);
});

test('the API gets the client address and the requested host; an X-Forwarded-For from the client stays in front', async () => {
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

test('answers a 503 problem when the API is down', async () => {
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

test('answers a 503 problem, not a 504, when the API closes the connection without an answer', async () => {
  const gateway = await start((request) => request.socket.destroy());
  const { status, text } = await send(gateway, '/api/x');
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ code: 'service-indisponible' });
});

test('answers a 504 problem when the API stays silent', async () => {
  const gateway = await start(() => {}, 150);
  const { status, headers, text } = await send(gateway, '/api/x');
  expect(status).toBe(504);
  expect(headers['content-type']).toBe(PROBLEM_CONTENT_TYPE);
  expect(JSON.parse(text)).toMatchObject({ code: 'delai-depasse', instance: '/api/x' });
});

test('while the API is silent, waiting requests get a 503 within two seconds, others at once; then it answers again', async () => {
  let isSilent = true;
  const held: ServerResponse[] = [];
  const gateway = await start((_request, response) => (isSilent ? held.push(response) : response.end('ok')), 15_000);
  const started = performance.now();
  const waiting = await Promise.all(['GET', 'POST'].map((method) => send(gateway, '/api/x', { method, body: '{}' })));
  expect(waiting.map(({ status }) => status)).toEqual([503, 503]);
  expect(JSON.parse(waiting[0]?.text ?? '')).toMatchObject({ code: 'service-indisponible' });
  expect(performance.now() - started).toBeLessThan(2_000);
  const asked = held.length;
  expect((await send(gateway, '/api/x')).status).toBe(503);
  expect(held).toHaveLength(asked);

  isSilent = false;
  for (const response of held) response.end();
  await vi.waitFor(async () => expect((await send(gateway, '/api/x')).text).toBe('ok'), 1_000);
});

test('a slow answer opens nothing: the API answers the question in between', async () => {
  const gateway = await start(({ url }, response) => {
    if (url === '/api/slow') setTimeout(() => response.end('late'), 1_700);
    else response.end();
  });
  expect((await send(gateway, '/api/slow')).text).toBe('late');
});

test('an answer of the API that is cut off reaches the client cut off, not as complete', async () => {
  const gateway = await start((_request, response) => {
    response.write('[{"id"');
    setTimeout(() => response.destroy(), 20);
  });
  await expect(send(gateway, '/api/x')).rejects.toThrow();
});

test('the request to the API is aborted when the client disconnects', async () => {
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

test('a failed request does not affect the next one', async () => {
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

test('when a replica closes a kept connection, safe requests are sent again and unsafe ones were on new connections', async () => {
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

/** Sends an upload in 40 pieces with pauses, and reads the answer only after the last. */
async function upload(gateway: string): Promise<string> {
  const { hostname, port } = new URL(gateway);
  const socket = connect({ port: Number(port), host: hostname });
  socket
    .pause()
    .write(`POST /api/images HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${40 * 65_536}\r\n\r\n`);
  for (let piece = 0; piece < 40; piece += 1) {
    await new Promise((resolve) => socket.write(Buffer.alloc(65_536), resolve));
    await pause(2);
  }
  return (await socket.toArray()).join('');
}

test('an answer before the end of an upload reaches a client that reads it after its last byte', async () => {
  const gateway = await start((_request, response) => response.writeHead(401).end('who are you?'));
  expect(await upload(gateway)).toMatch(/^HTTP\/1\.1 401 .*who are you\?/s);
});

test('an answer that arrives before the upload has ended is passed on at once', async () => {
  const gateway = await start((request, response) => request.once('data', () => response.writeHead(413).end('large')));
  const sent = httpRequest(`${gateway}/api/images`, { method: 'POST' });
  sent.write('first');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  expect([response.statusCode, await text(response)]).toEqual([413, 'large']);
  sent.on('error', () => {}).destroy();
});

test('the answer of an API that closes before it has read the upload is passed on', async () => {
  const gateway = await startProxy(await startHastyApi());
  expect(await upload(gateway)).toMatch(/^HTTP\/1\.1 413 .*large/s);
});

test('the gateway gives a connection up before the keep-alive of the API ends', async () => {
  const used: Socket[] = [];
  const server = createHttpServer(
    (request, response) => {
      used.push(request.socket);
      response.end();
    },
    { keepAliveSeconds: 3 },
  );
  const gateway = await startProxy(await serve(server));
  for (const wait of [0, 100, 1_500]) {
    await pause(wait);
    expect(await send(gateway, '/api/x')).toMatchObject({ status: 200 });
  }
  const [first, second, third] = used;
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  // by the gateway: the API would have kept it for another second
  expect(first?.destroyed).toBe(true);
});

test('a GET request with a body is forwarded once', async () => {
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
  '%s reaches the API',
  async (path) => {
    const gateway = await start((request, response) => response.end(request.url));
    expect(await send(gateway, path)).toMatchObject({ status: 200, text: path });
  },
);
