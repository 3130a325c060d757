import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { fileDigest, type RegisteredRelease, releaseBase } from '@boutique/contracts/release';
import type { PackedRelease } from '@boutique/release/check-files';
import { integrityOf } from '@boutique/release/integrity';
import { expect, test } from 'vitest';
import { offer, startApi } from './testing/fake-api.ts';
import { startGateway } from './testing/gateway.ts';
import { send } from './testing/http.ts';
import { packedOf } from './testing/releases.ts';

const script = `export const routes = {}; // ${'a'.repeat(500)}`;
const contents: Record<string, string | Buffer> = {
  'data.json': '{"name":"produits"}',
  'assets/slice.js': script,
  'assets/slice.js.br': brotliCompressSync(script),
  'assets/slice.js.zst': zstdCompressSync(script),
  'assets/slice.js.gz': gzipSync(script),
  'server.cjs': 'exports.routes = {};',
};
const produits = packedOf(contents, { server: 'server.cjs' });

/** A gateway with every file of a release; `base` is the release's path. */
async function start(packed: PackedRelease = produits, role: RegisteredRelease['role'] = 'active') {
  const api = await startApi(offer(packed, role));
  const gateway = await startGateway(api.url);
  await gateway.whole();
  const base = releaseBase(packed.release);
  return { ...gateway, api, base, get: (file: string, headers = {}) => gateway.get(base + file, { headers }) };
}

test('a file of a release has its type, is immutable, and runs nothing when opened directly', async () => {
  const { get } = await start();
  const { status, headers, text } = await get('assets/slice.js');
  expect({ status, text }).toEqual({ status: 200, text: script });
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': String(script.length),
    'cache-control': 'public, max-age=31536000, immutable, no-transform',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  });
  expect(headers['content-encoding']).toBeUndefined();
  const again = await get('assets/slice.js', { 'if-none-match': headers.etag });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test.each(['bytes=0-0', 'bytes=-500', 'bytes=5-', 'bytes=999999999-', 'lines=1-2', 'bytes=0-1,3-4'])(
  'Range: %s is ignored, as of a server that has no ranges (RFC 9110, 14.2)',
  async (range) => {
    const { get } = await start();
    const { status, headers, text } = await get('assets/slice.js', { range });
    expect({ status, text }).toEqual({ status: 200, text: script });
    expect([headers['accept-ranges'], headers['content-range']]).toEqual([undefined, undefined]);
  },
);

test.each(['"other", TAG', 'W/TAG', '*'])(
  'If-None-Match: %s with the tag of the file is answered 304',
  async (tags) => {
    const { get } = await start();
    const { headers } = await get('assets/slice.js');
    expect(await get('assets/slice.js', { 'if-none-match': tags.replace('TAG', String(headers.etag)) })).toMatchObject({
      status: 304,
      headers: { etag: headers.etag },
      text: '',
    });
  },
);

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
])('Accept-Encoding: %s is answered with %s', async (accepted, encoding) => {
  const { get } = await start();
  const { headers, body } = await get('assets/slice.js', { 'accept-encoding': accepted });
  expect(headers['content-encoding']).toBe(encoding);
  const suffix = { br: '.br', zstd: '.zst', gzip: '.gz' }[String(encoding)] ?? '';
  expect(body).toEqual(Buffer.from(contents[`assets/slice.js${suffix}`] ?? ''));
  expect(headers['content-type']).toContain('javascript');
});

test('a file without a compressed copy is served uncompressed', async () => {
  const { get } = await start();
  const { headers, text } = await get('data.json', { 'accept-encoding': 'br' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(text)).toEqual({ name: 'produits' });
});

test.each([
  ['a.css', 'text/css; charset=utf-8'],
  ['a.json', 'application/json; charset=utf-8'],
  ['a.js.map', 'application/json; charset=utf-8'],
  ['a.woff2', 'font/woff2'],
  ['a.svg', 'image/svg+xml'],
  ['a.AVIF', 'image/avif'],
  ['a.txt', 'text/plain; charset=utf-8'],
  ['index.html', undefined],
  ['a.HTM', undefined],
  ['a.xhtml', undefined],
  ['a.xml', undefined],
  ['a.xsl', undefined],
  ['a.pdf', undefined],
  ['a.js.br', undefined],
  ['noextension', undefined],
])('%s has the type %s; without a type it is a download', async (file, type) => {
  const { get } = await start(packedOf({ [file]: '<script>alert(1)</script>', 'a.js': 'a', 'a.js.br': 'b' }));
  const { status, headers } = await get(file);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(type ?? 'application/octet-stream');
  expect(headers['content-disposition']).toBe(type ? undefined : 'attachment');
  expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
});

test('a retry path and a query string lead to the same file', async () => {
  const { get } = await start();
  expect((await get('~1/assets/slice.js')).text).toBe(script);
  expect((await get('~27/data.json?t=1')).status).toBe(200);
  expect((await get('assets/slice.js?v=2')).text).toBe(script);
});

test.each([
  'assets/other.js',
  '',
  'assets/',
  'release.json',
  '../produits/data.json',
  'assets/../data.json',
  '..%2fdata.json',
  'assets%2fslice.js',
  '%2e%2e/%2e%2e/api/releases',
  '~1/../../../api/releases',
  '/data.json',
  'constructor',
  '__proto__',
  'toString',
  // the gateway's own
  'server.cjs',
  '~1/server.cjs',
  'server.cjs?v=2',
])('%j is not a file that browsers may load: 404 without a request to the API', async (file) => {
  const { get, api } = await start();
  const asked = api.asked.length;
  const { status, headers } = await get(file);
  expect(status).toBe(404);
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  expect(api.asked.length).toBe(asked);
});

test.each([
  '/remotes/',
  '/remotes/produits/1.0.0/data.json',
  '/remotes/autre/1.0.0-x/data.json',
  '/remotes/constructor/1.0.0-x/data.json',
  '/remotes/__proto__/constructor/name',
])('%s belongs to no release: 404', async (path) => {
  const { origin } = await start();
  expect((await send(origin, path)).status).toBe(404);
});

test.each([
  ['active', 200],
  ['canary', 200],
  ['fallback', 200],
  ['retired', 200],
  // only for a browser with an override, see overrides.test.ts
  ['new', 404],
  ['shell', 404],
] as const)('a file of a release with the role %s: %i', async (role, status) => {
  const { get } = await start(produits, role);
  expect((await get('assets/slice.js')).status).toBe(status);
});

test('the gateway still serves files and pages when the API stops after a publication', async () => {
  const routes = [{ path: '/produits', requests: [], modules: ['assets/slice.js'], styles: [] }];
  const packed = packedOf(contents, { routes });
  const { get, api, origin, follow } = await start(packed);
  api.goDown();
  follow();
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (const [file, content] of packed.files) expect((await get(file)).body).toEqual(content);
  const page = await send(origin, '/produits');
  expect(page.status).toBe(200);
  expect(page.text).toContain(`${releaseBase(packed.release)}assets/slice.js`);
});

test('a missing file of an old release is fetched on request; 502 while the API does not give it', async () => {
  const api = await startApi(offer(produits, 'retired'));
  const { get, metrics } = await startGateway(api.url, { maxBytes: 1 });
  const address = `${releaseBase(produits.release)}assets/slice.js`;
  const digest = fileDigest(integrityOf(script));
  for (const [reason, prepare] of [
    ['other-content', () => api.files.set(digest, Buffer.from(script.replace('a', 'b')))],
    ['absent', () => api.files.delete(digest)],
    ['unreachable', () => api.goDown()],
  ] as const) {
    prepare();
    const { status, headers, text } = await get(address);
    expect([reason, status, headers['cache-control']]).toEqual([reason, 502, 'no-store, no-transform']);
    expect(text).not.toContain('routes');
    expect(await metrics.registry.metrics()).toContain(
      `slice_file_failures_total{slice="produits",reason="${reason}"} 1`,
    );
  }
  api.failure = undefined;
  api.files.set(digest, Buffer.from(script));
  expect(await get(address)).toMatchObject({ status: 200, text: script });
});

test('HEAD has the headers of GET and no body', async () => {
  const { origin, base } = await start();
  const headers = { 'accept-encoding': 'gzip' };
  const get = await send(origin, `${base}assets/slice.js`, { headers });
  const head = await send(origin, `${base}assets/slice.js`, { headers, method: 'HEAD' });
  const { date, 'x-request-id': id, ...expected } = get.headers;
  expect(head.status).toBe(200);
  expect(head.headers).toMatchObject(expected);
  expect(head.body.length).toBe(0);
});

test.each(['POST', 'PUT', 'DELETE'])('%s answers 405', async (method) => {
  const { origin, base } = await start();
  const { status, headers } = await send(origin, `${base}assets/slice.js`, { method });
  expect(status).toBe(405);
  expect(headers.allow).toBe('GET, HEAD');
});

test('serves a big file and an empty file unchanged', async () => {
  const big = Buffer.from(Array.from({ length: 200_000 }, (_, index) => `line ${index}\n`).join(''));
  const { get } = await start(packedOf({ 'assets/big.js': big, 'assets/empty.css': '' }));
  const { body } = await get('assets/big.js');
  expect(createHash('sha256').update(body).digest('hex')).toBe(createHash('sha256').update(big).digest('hex'));
  const empty = await get('assets/empty.css');
  expect([empty.status, empty.body.length, empty.headers['content-type']]).toEqual([200, 0, 'text/css; charset=utf-8']);
});
