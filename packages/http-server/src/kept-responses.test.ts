import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { expect, onTestFinished, test } from 'vitest';
import { encode } from './encode.ts';
import { createKeptResponses, type Reusable } from './kept-responses.ts';

const BODY = Buffer.from('lorem ipsum '.repeat(300));

/** A server whose one answer counts how often Koa has made it, and may be sent again while the test says so. */
async function start() {
  const followed: object[] = [];
  const data = { isCurrent: true, isBroken: false, version: 'v1' };
  const { remember, before } = createKeptResponses({
    maxBytes: 2 ** 20,
    keyOf: ({ url, headers }) =>
      headers.cookie ? undefined : `${url} ${headers['accept-encoding']} ${headers['accept-language']}`,
    routeOf: () => '/liste',
    follow: (request, _response, factsOf, started) => {
      const { path, route } = factsOf();
      followed.push({ path, route, isAfter: performance.now() >= started });
      return String(request.headers['x-request-id'] ?? 'none');
    },
  });
  let made = 0;
  const app = new Koa();
  app.use(remember);
  app.use(async (ctx) => {
    made += 1;
    ctx.set({ 'X-Content-Type-Options': 'nosniff', 'X-Request-Id': 'of-koa', 'Data-Version': data.version });
    if (ctx.path === '/cookie') ctx.cookies.set('a', 'b');
    const confirm: Reusable = async () => {
      if (data.isBroken) throw new Error('cannot confirm');
      return data.isCurrent ? { 'Data-Version': data.version } : undefined;
    };
    if (ctx.path !== '/personal') ctx.state.reusable = confirm;
    const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity') as 'br' | 'gzip' | 'identity';
    if (encoding !== 'identity') ctx.set('Content-Encoding', encoding);
    ctx.set('ETag', `"${made}"`);
    ctx.body = await encode(BODY, encoding);
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
    followed,
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

test('a response that may not be sent again is made again; its confirmation gives it headers', async () => {
  const { ask, made, data } = await start();
  await ask('/liste');
  data.version = 'v2';
  expect((await ask('/liste')).headers['data-version']).toBe('v2');
  expect(made()).toBe(1);
  data.isCurrent = false;
  await ask('/liste');
  await ask('/liste');
  expect(made()).toBe(3);
  Object.assign(data, { isCurrent: true, isBroken: true });
  await ask('/liste');
  expect(made()).toBe(4);
});

test.each(['/personal', '/cookie'])('%s, an answer for one visitor, is not kept', async (path) => {
  const { ask, made } = await start();
  await ask(path);
  await ask(path);
  expect(made()).toBe(2);
});

test('a request that is never the same goes to Koa', async () => {
  const { ask, made } = await start();
  await ask('/liste', { cookie: 'session=1' });
  await ask('/liste', { cookie: 'session=1' });
  expect(made()).toBe(2);
});

test('a response that is sent again is followed, and has the id that follows from it', async () => {
  const { ask, followed } = await start();
  await ask('/liste?a=1', { 'x-request-id': 'first-0001' });
  expect(followed).toEqual([]);
  const { headers } = await ask('/liste?a=1', { 'x-request-id': 'second-0001' });
  expect(headers['x-request-id']).toBe('second-0001');
  expect(followed).toEqual([{ path: '/liste', route: '/liste', isAfter: true }]);
});
