import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createHttpServer } from './http-server.ts';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const connectionsOf = (server: Server) => promisify(server.getConnections.bind(server))();

/** Starts a server that answers with the request as the application sees it. */
const startEcho = () =>
  listen(createHttpServer(({ url, headers }, response) => response.end(JSON.stringify([url, headers.host]))));

/** Sends these bytes, and reads until the server closes the connection. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from(bytes, 'latin1'));
  return (await socket.toArray()).join('');
}

const get = (target: string, headers = 'Host: boutique.test\r\n', version = '1.1') =>
  `GET ${target} HTTP/${version}\r\n${headers}Connection: close\r\n\r\n`;

test.each([
  'http://[::1/',
  'x://[',
  'a://b[c',
  'a://b/',
  'http://',
  'http:///a',
  'http://?a',
  `http://${'a'.repeat(256)}/`,
  'http://a:b/',
  'http://a:65536/',
  'http://%00/',
  'http://a\\b/',
  'http://user:password@a/',
  'http://a/b#c',
  'http://a#b',
  'http:a',
  '*',
  'boutique.test:80',
  '',
  'produits',
  '?a',
  '#',
  '/a#b',
  '//a@[b#',
  '//a@[b\t',
  '//a@[b\xa0',
  '/\t',
  '/\f',
  '/\x7f',
  '/\xe9',
  '/\0',
])('the target %j is refused', async (target) => {
  const answer = await exchange(await startEcho(), get(target));
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*Content-Type: text\/plain.*\r\n\r\n[a-z].+\n$/s);
});

test('a tunnel is refused', async () => {
  const answer = await exchange(await startEcho(), 'CONNECT boutique.test:443 HTTP/1.1\r\nHost: boutique.test\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*neither a path nor a valid http\(s\) URL\n$/s);
});

test.each([
  ['/', '/'],
  ['//a@[b?c=d[]|"{}', '//a@[b?c=d[]|"{}'],
  ['/%', '/%'],
  ['/a/../b/%2e%2e/c', '/a/../b/%2e%2e/c'],
])('the path %j reaches the application unchanged', async (target, url) => {
  expect(await exchange(await startEcho(), get(target))).toContain(`\r\n\r\n${JSON.stringify([url, 'boutique.test'])}`);
});

test.each([
  ['http://a.test/b/../c?d=http://e', '/b/../c?d=http://e', 'a.test'],
  ['HTTPS://A.test:8443/b', '/b', 'A.test:8443'],
  ['http://[::1]:80/', '/', '[::1]:80'],
  ['http://a.test', '/', 'a.test'],
  ['http://a.test?b', '/?b', 'a.test'],
  [`http://${'a'.repeat(255)}/`, '/', 'a'.repeat(255)],
])('%s is served as its path, with its own host', async (target, url, host) => {
  const answer = await exchange(await startEcho(), get(target));
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain(`\r\n\r\n${JSON.stringify([url, host])}`);
});

const MANY = Array.from({ length: 1_100 }, (_, index) => `a${index}:\r\n`).join('');
test.each([
  ['no Host', ''],
  ['two Hosts', 'Host: a\r\nhost: b\r\n'],
  ['the same Host twice', 'Host: a\r\nHost: a\r\n'],
  ['an incomplete IPv6 address', 'Host: [::1\r\n'],
  ['a path as Host', 'Host: a/b\r\n'],
  ['a space in Host', 'Host: a b\r\n'],
  ['a second Host after a thousand headers', `Host: a\r\n${MANY}Host: b\r\n`],
])('%s is refused', async (_, headers) => {
  const answer = await exchange(await startEcho(), get('/', headers));
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*exactly one Host header, which names a host\n$/s);
});

test('HTTP/1.0 needs no Host', async () => {
  expect(await exchange(await startEcho(), get('/a', '', '1.0'))).toMatch(/^HTTP\/1\.1 200 .*\["\/a",null\]$/s);
});

test('headers over 16 KiB are refused with their own message', async () => {
  const answer = await exchange(await startEcho(), get('/', `Host: a\r\na: ${'b'.repeat(100_000)}\r\n`));
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*16 KiB in all\n$/s);
});

test('the caller writes the body of a refusal', async () => {
  const server = createHttpServer(() => {}, {
    bodyOf: (refusal) => ({ contentType: 'application/json', text: JSON.stringify({ refusal }) }),
  });
  const port = await listen(server);
  for (const [bytes, refusal] of [
    ['nonsense\r\n\r\n', 'syntax'],
    [get('*'), 'target'],
    [get('/', ''), 'host'],
  ] as const) {
    expect(await exchange(port, bytes)).toMatch(new RegExp(`application/json\r\n.*{"refusal":"${refusal}"}$`, 's'));
  }
});

test('a broken request behind a good one is answered after the good one', async () => {
  let held: ServerResponse | undefined;
  const port = await listen(createHttpServer((_request, response) => (held = response)));
  const answer = exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n');
  await vi.waitFor(() => expect(held).toBeDefined());
  held?.writeHead(200, { 'content-length': 4 }).write('go');
  await new Promise((resolve) => setTimeout(resolve, 50));
  held?.end('od');
  expect(await answer).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\ngoodHTTP\/1\.1 400 /s);
});

test('a broken body is answered if no answer has begun; otherwise the connection is cut', async () => {
  const chunked = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n';
  const waits = await listen(createHttpServer((request) => request.resume()));
  expect(await exchange(waits, chunked)).toMatch(/^HTTP\/1\.1 400 .*not a valid HTTP\/1\.1 request\n$/s);
  const answers = await listen(createHttpServer((_request, response) => response.flushHeaders()));
  expect(await exchange(answers, chunked)).toMatch(/^HTTP\/1\.1 200 (?!.*400)/s);
});

test('a request that does not arrive in time is answered 408', async () => {
  const server = createHttpServer(() => {});
  const port = await listen(server);
  const answer = exchange(port, 'GET / HTTP/1.1\r\n');
  const [socket] = await once(server, 'connection');
  server.emit('clientError', Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
});

test('a connection that sends nothing is cut', async () => {
  const server = createHttpServer(() => {}, { keepAliveSeconds: 0.1 });
  const socket = connect(await listen(server), '127.0.0.1');
  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that arrives byte by byte is answered 408, one that arrives steadily is read', async () => {
  const port = await listen(
    createHttpServer(
      (request, response) => {
        let size = 0;
        request.on('data', (chunk) => (size += chunk.length)).on('error', () => {});
        request.once('end', () => response.end(`read ${size}`));
      },
      { bodyMs: 200 },
    ),
  );
  const send = async (piece: Buffer) => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${20 * piece.length}\r\n\r\n`);
    const answer = socket.toArray();
    for (let sent = 0; sent < 20 && socket.writable; sent += 1) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return (await answer).join('');
  };
  expect(await send(Buffer.from('a'))).toMatch(/^HTTP\/1\.1 408 /);
  expect(await send(Buffer.alloc(16_384))).toMatch(/^HTTP\/1\.1 200 .*read 327680$/s);
});

const UPLOAD = Buffer.alloc(64 * 1024, 'a');
const uploadOf = (pieces: number, headers = '') =>
  `POST / HTTP/1.1\r\nHost: a\r\n${headers}Content-Length: ${pieces * UPLOAD.length}\r\n\r\n`;

test.each([
  ['leaves the body unread', async () => {}],
  [
    'stops reading in the middle',
    async (request: IncomingMessage) => {
      for await (const _ of request.iterator({ destroyOnReturn: false })) break;
    },
  ],
])('an answer before the end of an upload reaches a slow client, when the application %s', async (_, read) => {
  const port = await listen(
    createHttpServer(async (request, response) => {
      await read(request);
      response.writeHead(413).end('too large');
    }),
  );
  const socket = connect(port, '127.0.0.1');
  socket.pause().write(uploadOf(40, 'Connection: close\r\n'));
  for (let piece = 0; piece < 40; piece += 1) {
    await new Promise((resolve) => socket.write(UPLOAD, resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 413 .*too large/s);
});

test('after an answer before the end of a body, the connection takes the next request', async () => {
  const port = await listen(
    createHttpServer(async (request, response) => {
      for await (const _ of request.iterator({ destroyOnReturn: false })) break;
      response.end(request.method);
    }),
  );
  const answer = exchange(port, `${uploadOf(10)}${UPLOAD.toString().repeat(10)}${get('/')}`);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 .*POST.*HTTP\/1\.1 200 .*GET/s);
});

test('a client that stops sending its body loses a connection that it wanted closed', async () => {
  const server = createHttpServer((_request, response) => response.writeHead(413).end());
  const port = await listen(server);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  socket.write(uploadOf(10, 'Connection: close\r\n'));
  const started = performance.now();
  await socket.toArray();
  expect(await connectionsOf(server)).toBe(1);
  await vi.waitFor(async () => expect(await connectionsOf(server)).toBe(0), 7_000);
  expect(performance.now() - started).toBeGreaterThan(4_000);
}, 10_000);

test('an idle connection is kept for 75 s, longer than by common balancers, and headers may take longer still', async () => {
  const server = createHttpServer((_request, response) => response.end());
  const { headers } = await fetch(`http://127.0.0.1:${await listen(server)}`);
  expect(headers.get('keep-alive')).toBe('timeout=75');
  expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout);
});

test('a keep-alive above five minutes raises all other limits', () => {
  const { keepAliveTimeout, headersTimeout, requestTimeout } = createHttpServer(() => {}, { keepAliveSeconds: 620 });
  expect([keepAliveTimeout, headersTimeout, requestTimeout]).toEqual([620_000, 621_000, 621_000]);
});
