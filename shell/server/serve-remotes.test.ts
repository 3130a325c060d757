import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type Release, releaseBase } from '@boutique/contracts/release';
import Koa from 'koa';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { serveRemotes } from './serve-remotes.ts';
import { deadUrl, listen, send } from './testing/http.ts';
import { log, registered, registerOf, releaseOf } from './testing/releases.ts';

const metrics = createMetrics();
const script = `export const routes = {}; // ${'a'.repeat(500)}`;
const contents: Record<string, string | Buffer> = {
  'mf-manifest.json': '{"name":"produits"}',
  'assets/slice.js': script,
  'assets/slice.js.br': brotliCompressSync(script),
  'assets/slice.js.zst': zstdCompressSync(script),
  'assets/slice.js.gz': gzipSync(script),
};

const serving =
  (files: Record<string, string | Buffer>): RequestListener =>
  ({ url = '' }, response) => {
    const content = files[url.slice(1)];
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  };

async function startGateway(release: Release, origin: string): Promise<string> {
  const gateway = new Koa();
  gateway.silent = true;
  gateway.use(serveRemotes({ ...(await registerOf(registered(release, origin))), metrics, log }));
  return listen(gateway.callback());
}

/** A gateway before a slice server with this behaviour; `path` is where the release is. */
async function start(sliceServer: RequestListener, release = releaseOf(contents)) {
  const gateway = await startGateway(release, await listen(sliceServer));
  const base = releaseBase(release);
  return { gateway, base, get: (file: string, headers = {}) => send(gateway, base + file, { headers }) };
}

test('a file of a release arrives whole, with its type, and never changes', async () => {
  const { get } = await start(serving(contents));
  const { status, headers, text } = await get('assets/slice.js');
  expect({ status, text }).toEqual({ status: 200, text: script });
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('javascript'),
    'content-length': String(script.length),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(headers['content-encoding']).toBeUndefined();
});

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['zstd, gzip', 'zstd'],
  ['gzip, zstd, br', 'br'],
  ['br;q=0, zstd;q=0, gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['identity', undefined],
])('Accept-Encoding: %s is answered in %s', async (accepted, encoding) => {
  const { get } = await start(serving(contents));
  const { headers, body } = await get('assets/slice.js', { 'accept-encoding': accepted });
  expect(headers['content-encoding']).toBe(encoding);
  const suffix = { br: '.br', zstd: '.zst', gzip: '.gz' }[String(encoding)] ?? '';
  expect(body).toEqual(Buffer.from(contents[`assets/slice.js${suffix}`] ?? ''));
  expect(headers['content-type']).toContain('javascript');
});

test('a file without a compressed copy is served as it is', async () => {
  const { get } = await start(serving(contents));
  const { headers, text } = await get('mf-manifest.json', { 'accept-encoding': 'br' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(text)).toEqual({ name: 'produits' });
});

test('the path of a further attempt and a query string lead to the same file', async () => {
  const { get } = await start(serving(contents));
  expect((await get('~1/assets/slice.js')).text).toBe(script);
  expect((await get('~27/mf-manifest.json?t=1')).status).toBe(200);
  expect((await get('assets/slice.js?v=2')).text).toBe(script);
});

test.each([
  'assets/other.js',
  '',
  'assets/',
  'release.json',
  '../produits/mf-manifest.json',
  'assets/../mf-manifest.json',
  '..%2fmf-manifest.json',
  'assets%2fslice.js',
  '%2e%2e/%2e%2e/internal/releases',
  '~1/../../../internal/releases',
  '/mf-manifest.json',
  'constructor',
  '__proto__',
  'toString',
])('%j is no file of the release: 404, and the slice server is not asked', async (file) => {
  const asked: string[] = [];
  const { get } = await start(({ url = '' }, response) => {
    asked.push(url);
    response.end('secret');
  });
  const { status, headers, text } = await get(file);
  expect(status).toBe(404);
  expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  expect(text).not.toContain('secret');
  // the gateway takes the release's own files by itself
  expect(asked.filter((url) => !Object.hasOwn(contents, url.slice(1)))).toEqual([]);
});

test.each(['/remotes/', '/remotes/produits/1.0.0/mf-manifest.json', '/remotes/autre/1.0.0-x/mf-manifest.json'])(
  '%s belongs to no release in service: 404',
  async (path) => {
    const { gateway } = await start(serving(contents));
    expect((await send(gateway, path)).status).toBe(404);
  },
);

const altered = `${script.slice(0, -1)}b`;

test('a file of the same size with other bytes never arrives', async () => {
  const { get } = await start(serving({ ...contents, 'assets/slice.js': altered }));
  const { status, headers, text } = await get('assets/slice.js');
  expect(status).toBe(502);
  expect(headers['cache-control']).toBe('no-store');
  expect(text).not.toContain('routes');
});

test('nor does a big one', async () => {
  const big = Buffer.alloc(3_000_000, 'x');
  const release = releaseOf({ 'assets/big.js': big });
  const { get } = await start(
    serving({ 'assets/big.js': Buffer.concat([big.subarray(1), Buffer.from('y')]) }),
    release,
  );
  expect((await get('assets/big.js')).status).toBe(502);
});

test('an altered compressed copy never arrives either', async () => {
  const copy = Buffer.from(contents['assets/slice.js.br'] ?? '');
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  const { get } = await start(serving({ ...contents, 'assets/slice.js.br': copy }));
  expect((await get('assets/slice.js', { 'accept-encoding': 'br' })).status).toBe(502);
});

test('a file of another size is a 502 that is not cached', async () => {
  const { get } = await start(serving({ ...contents, 'assets/slice.js': 'alert(1)' }));
  const { status, headers, text } = await get('assets/slice.js');
  expect(status).toBe(502);
  expect(headers['cache-control']).toBe('no-store');
  expect(text).not.toContain('alert');
});

test('bytes past the announced size do not reach the connection', async () => {
  const smuggled = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nstolen';
  const { gateway, base } = await start((_request, response) => {
    // no Content-Length: the size shows only on the way
    response.write(script);
    setTimeout(() => response.write(smuggled), 20);
    setTimeout(() => response.end('end'), 40);
  });
  const socket = connect(Number(new URL(gateway).port), '127.0.0.1');
  socket.write(`GET ${base}assets/slice.js HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  let received = '';
  for await (const chunk of socket) received += chunk;
  expect(received).not.toContain('stolen');
});

test('a redirect is not followed: a file comes from the registered origin or not at all', async () => {
  const elsewhere = await listen((_request, response) => response.end(script));
  const { get } = await start((_request, response) => response.writeHead(302, { location: elsewhere }).end());
  expect((await get('assets/slice.js')).status).toBe(502);
});

test('a slice server that is down is a 502', async () => {
  const release = releaseOf(contents);
  const gateway = await startGateway(release, await deadUrl());
  const { status, headers, text } = await send(gateway, `${releaseBase(release)}assets/slice.js`);
  expect(status).toBe(502);
  expect(headers['cache-control']).toBe('no-store');
  expect(text).toContain('does not answer');
  expect(await metrics.registry.metrics()).toMatch(
    /slice_file_failures_total\{slice="produits",reason="unreachable"\} [1-9]/,
  );
});

test('a slice server that stays silent is a 502 before the page gives up (3 s)', async () => {
  const { get } = await start(() => {});
  const asked = performance.now();
  expect((await get('assets/slice.js')).status).toBe(502);
  expect(performance.now() - asked).toBeLessThan(2_900);
});

test('a slice server that falls silent within a file is a 502', async () => {
  const { get } = await start((_request, response) => {
    response.writeHead(200, { 'content-length': script.length });
    response.write(script.slice(0, 100));
  });
  expect((await get('assets/slice.js')).status).toBe(502);
});

test('HEAD has the headers of GET and no body', async () => {
  const { gateway, base } = await start(serving(contents));
  const headers = { 'accept-encoding': 'gzip' };
  const get = await send(gateway, `${base}assets/slice.js`, { headers });
  const head = await send(gateway, `${base}assets/slice.js`, { headers, method: 'HEAD' });
  const { date, ...expected } = get.headers;
  expect(head.status).toBe(200);
  expect(head.headers).toMatchObject(expected);
  expect(head.body.length).toBe(0);
});

test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
  const { gateway, base } = await start(serving(contents));
  const { status, headers } = await send(gateway, `${base}assets/slice.js`, { method });
  expect(status).toBe(405);
  expect(headers.allow).toBe('GET, HEAD');
});

test('a big file in many chunks arrives as it is', async () => {
  const big = Buffer.from(Array.from({ length: 200_000 }, (_, index) => `line ${index}\n`).join(''));
  const release = releaseOf({ 'assets/big.js': big, 'assets/empty.css': '' });
  const { get } = await start((_request, response) => {
    for (let at = 0; at < big.length; at += 10_000) response.write(big.subarray(at, at + 10_000));
    response.end();
  }, release);
  const { body } = await get('assets/big.js');
  expect(createHash('sha256').update(body).digest('hex')).toBe(createHash('sha256').update(big).digest('hex'));
});

test('an empty file arrives too', async () => {
  const { get } = await start(serving({ 'assets/empty.css': '' }), releaseOf({ 'assets/empty.css': '' }));
  const { status, headers, body } = await get('assets/empty.css');
  expect({ status, length: body.length, type: headers['content-type'] }).toEqual({
    status: 200,
    length: 0,
    type: 'text/css; charset=utf-8',
  });
});
