import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { releaseBase } from '@boutique/contracts/release';
import { withholdBody } from '@boutique/http-server/testing/withhold-body';
import { integrityOf } from '@boutique/release/integrity';
import { expect, test, vi } from 'vitest';
import type { Renderer } from './renderer.ts';
import { offer, startApi } from './testing/fake-api.ts';
import { startGateway } from './testing/gateway.ts';
import { deadUrl } from './testing/http.ts';
import { packedOf, shellOf } from './testing/releases.ts';

const script = `console.log("${'shell'.repeat(200)}")`;
const template =
  '<!doctype html><html lang="fr"><head><!--boutique:head--><link rel="modulepreload" href="/assets/fr.js" data-langue="fr"><link rel="modulepreload" href="/assets/en.js" data-langue="en"></head></html>';

const build = shellOf({
  'index.html': template,
  'index.html.br': brotliCompressSync(template),
  'humans.txt': 'us',
  'assets/main-1.js': script,
  'assets/main-1.js.br': brotliCompressSync(script),
});
const produits = packedOf(
  { 'remoteEntry.js': 'entry' },
  { routes: [{ path: '/produits', requests: [], modules: [], styles: [] }] },
);

const failingRenderer: Renderer = { render: async () => ({ failures: [] }), pid: () => undefined, close() {} };

/** A gateway with every file of the releases in service, and an API that records its requests. */
async function start(...others: ReturnType<typeof offer>[]) {
  const api = await startApi(offer(produits), ...others);
  const apiRequests: { url: string | undefined; id: unknown }[] = [];
  api.other = (request, response) => {
    apiRequests.push({ url: request.url, id: request.headers['x-request-id'] });
    response.setHeader('x-request-id', String(request.headers['x-request-id']));
    response.setHeader('content-security-policy', "default-src 'self' 'unsafe-inline'");
    response.end('api');
  };
  const gateway = await startGateway(api.url, { build });
  await gateway.whole();
  return { ...gateway, api, apiRequests };
}

const securityHeaders = {
  'content-security-policy': expect.stringMatching(
    /default-src 'none'.*script-src 'self'(?: 'sha256-[\w+/=]{44}')?;.*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
  ),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
};

test('a page of a slice is HTML with the discovery document and security headers, revalidated each time', async () => {
  const { get } = await start();
  const { status, headers, text } = await get('/produits');
  expect(status).toBe(200);
  expect(text).toContain('"produits"');
  expect(headers).toMatchObject({
    ...securityHeaders,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    vary: 'Accept-Encoding, Accept-Language, Cookie',
  });
  expect(headers['content-security-policy']).not.toContain('unsafe');
});

test.each([
  '/nulle-part',
  '//api/releases',
  '/internal/releases',
  '/metrics',
  '/%E0%A4%A',
  '/remotesx',
  '/apix',
  '/constructor',
  '/__proto__',
])('%s belongs to no slice: a page with status 404', async (address) => {
  const { get, apiRequests } = await start();
  const { status, headers, text } = await get(address);
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toContain('id="discovery"');
  expect(apiRequests).toEqual([]);
});

test.each([
  'http://[::1/',
  'a://b[c',
  'http://',
  `http://${'a'.repeat(256)}/`,
  '*',
  '//a@[#',
  'http://boutique.test/%#',
])('%s is not a valid target: answers 400, and the next request still works', async (address) => {
  const { get } = await start();
  const { status, headers, text } = await get(address);
  expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: 'text/plain; charset=utf-8' });
  expect(text).toBe('the request target is neither a path nor a valid http(s) URL\n');
  expect((await get('/produits')).status).toBe(200);
});

test('an absolute URL as the target is served as its path', async () => {
  const { get } = await start();
  const { status, text } = await get('http://ailleurs.test/humans.txt/../sitemap.xml?a', { headers: { host: 'x' } });
  expect(status).toBe(404);
  expect(text).toContain('id="discovery"');
});

test.each([
  '/%',
  '/produits?q=%',
  '/produits/%C3',
  '/remotes/%/%/%',
  '/assets/%',
  '/api/%',
  '/%00',
  '/produits?slice.%=%',
])('%s is badly encoded: the gateway does not answer 5xx', async (address) => {
  const { get } = await start();
  for (const accept of ['text/html', '*/*'])
    expect((await get(address, { headers: { accept } })).status).toBeLessThan(500);
});

test('the import map with hashes comes before all scripts, and is the only inline script that the policy allows', async () => {
  const { get } = await start();
  const base = releaseBase(produits.release);
  const { headers, text } = await get('/produits');
  const [, map = ''] = /<script type="importmap">(.*?)<\/script>/.exec(text) ?? [];
  expect(JSON.parse(map).integrity).toEqual({
    '/assets/main-1.js': build.release.files['assets/main-1.js']?.integrity,
    [`${base}remoteEntry.js`]: integrityOf('entry'),
    [`${base}~1/remoteEntry.js`]: integrityOf('entry'),
  });
  expect(text.indexOf(map)).toBeLessThan(text.indexOf('modulepreload'));
  const hash = createHash('sha256').update(map).digest('base64');
  expect(headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}';`);
  expect((await get('/assets/main-1.js')).headers['content-security-policy']).not.toContain('sha256');
});

test('a page is served even with a malformed Host header', async () => {
  const { get } = await start();
  expect((await get('/produits', { headers: { host: '%%' } })).status).toBe(200);
});

test('without the API, pages are still served, with status 503', async () => {
  const { get } = await startGateway(await deadUrl());
  const { status, text } = await get('/produits');
  expect(status).toBe(503);
  expect(text).toContain('<html');
});

/** Browsers render the page, because there is no renderer or because it fails. */
test.each<[string, Renderer | undefined, string[]]>([
  ['no renderer', undefined, ['/api/produits/rien?langue=fr']],
  ['a failing renderer', failingRenderer, ['/api/livraisons', '/api/produits/rien?langue=fr']],
])('with %s, a product that the API does not know is a 404, others are not', async (_what, renderer, expected) => {
  const requests = ['/api/livraisons', '/api/produits/{id}{?langue}'];
  const routes = [{ path: '/produits/:id', requests, modules: [], styles: [] }];
  const api = await startApi(offer(packedOf({ 'remoteEntry.js': 'entry' }, { routes })));
  api.other = ({ url }, response) => {
    const status = url?.includes('rien') ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  };
  const { get, whole } = await startGateway(api.url, { build, ...(renderer && { renderer }) });
  await whole();
  api.asked.length = 0;
  expect((await get('/produits/rien')).status).toBe(404);
  expect(api.asked.toSorted()).toEqual(expected);
  expect((await get('/produits/k1')).status).toBe(200);
  api.goDown();
  expect((await get('/produits/rien')).status).toBe(200);
});

test('pages are compressed with an encoding that the browser accepts', async () => {
  const { get } = await start();
  const plain = await get('/produits');
  const br = await get('/produits', { headers: { 'accept-encoding': 'gzip, br' } });
  const gzip = await get('/produits', { headers: { 'accept-encoding': 'gzip, br;q=0' } });
  expect(br.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(br.body).toString()).toBe(plain.text);
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.body).toString()).toBe(plain.text);
});

test.each([
  ['theme=dark', '<html data-theme="dark"'],
  ['theme=light', '<html data-theme="light"'],
  ['theme="><script>', '<html lang'],
  ['', '<html lang'],
])('with the cookie %j the page begins with %s', async (cookie, beginning) => {
  const { get } = await start();
  expect((await get('/', { headers: { cookie } })).text).toContain(beginning);
});

test.each([
  ['boutique.example', 'https', 'same-origin'],
  ['localhost:5173', 'http', 'same-origin'],
  ['boutique.localhost', 'http', 'same-origin'],
  ['127.0.0.1:5173', 'http', 'same-origin'],
  ['[::1]:5173', 'http', 'same-origin'],
  // browsers would ignore the policy, and log an error for each page
  ['192.168.1.20:5173', 'http', undefined],
  ['boutique.lan', 'http', undefined],
  ['localhost.example', 'http', undefined],
  ['a%', 'http', undefined],
])('a page of %s over %s has the opener policy %s', async (host, scheme, policy) => {
  const { get } = await start();
  const { status, headers } = await get('/produits', { headers: { host, 'x-forwarded-proto': scheme } });
  expect([status, headers['cross-origin-opener-policy']]).toEqual([200, policy]);
});

test('while a canary is in service, a browser gets a cookie that keeps its canary group; otherwise no cookie', async () => {
  const { get: plain } = await start();
  expect((await plain('/produits')).headers['set-cookie']).toBeUndefined();
  const canary = packedOf({ 'a.js': 'canary' }, { version: '1.1.0' });
  const { get } = await start(offer(canary, 'canary', 50));
  const [cookie = ''] = (await get('/produits')).headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^canary-group=[\w-]{22}; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/);
  const [pair = ''] = cookie.split(';');
  expect((await get('/', { headers: { cookie: pair } })).headers['set-cookie']).toBeUndefined();
  // two proxies, of which the inner one gets plain http
  for (const scheme of ['https', 'https, http']) {
    const https = await get('/', { headers: { cookie: 'canary-group=x', 'x-forwarded-proto': scheme } });
    expect(https.headers['set-cookie']).toEqual([expect.stringMatching(/^canary-group=[\w-]{22};.*; Secure$/)]);
  }
});

test.each([
  ['/', 'fr'],
  ['/produits', 'fr'],
  ['/en', 'en'],
  ['/en/', 'en'],
  ['/en/produits?q=x', 'en'],
])('the address %s is in the language %s, with its texts alone preloaded', async (path, langue) => {
  const { get } = await start();
  for (const headers of [{}, { 'accept-language': 'fr', cookie: 'langue=fr' }]) {
    const { status, text } = await get(path, { headers });
    expect(status).toBe(path.includes('produits') ? 200 : 404);
    expect(text).toContain(`<html lang="${langue}"`);
    expect(text).toContain(`href="/assets/${langue}.js"`);
    expect(text).not.toContain(`href="/assets/${langue === 'fr' ? 'en' : 'fr'}.js"`);
  }
});

const english = { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' };

test.each([
  [english, true],
  [{ ...english, 'sec-fetch-site': 'none' }, true],
  [{ ...english, 'sec-fetch-site': 'cross-site' }, true],
  [{ 'accept-language': 'fr', cookie: 'langue=en' }, true],
  [{ 'sec-fetch-site': 'same-origin', cookie: 'langue=en' }, true],
  // a link of the shop keeps the language of its page, also without cookies
  [{ ...english, 'sec-fetch-site': 'same-origin' }, false],
  [{ ...english, host: 'boutique.test', referer: 'http://boutique.test/produits' }, false],
  [{ ...english, host: 'boutique.test', referer: 'http://ailleurs.test/produits' }, true],
  [{ ...english, host: 'boutique.test', referer: 'boutique.test' }, true],
  [{ ...english, cookie: 'langue=fr' }, false],
  [{ 'accept-language': 'fr;q=0.5,en;q=0.4' }, false],
  [{ 'accept-language': 'de' }, false],
  [{ cookie: 'langue="><script>' }, false],
  // crawlers
  [{}, false],
  [{ 'accept-language': '*' }, false],
])('with the headers %j a French address leads to the English one: %s', async (headers, leads) => {
  const { get } = await start();
  for (const [path, location] of [
    ['/produits?q=%C3%A9&tri=prix', '/en/produits?q=%C3%A9&tri=prix'],
    ['/', '/en'],
    ['//ailleurs.example', '/en//ailleurs.example'],
  ] as const) {
    const { status, headers: answered } = await get(path, { headers });
    expect(answered.location).toBe(leads ? location : undefined);
    if (!leads) continue;
    expect(status).toBe(302);
    expect(answered).toMatchObject({ vary: expect.stringContaining('Accept-Language'), 'cache-control': /no-cache/ });
    expect((await get(location, { headers })).headers.location).toBeUndefined();
  }
});

test('files, the API and reserved addresses have no English twin', async () => {
  const { get, apiRequests } = await start();
  for (const path of [
    '/en/assets/main-1.js',
    '/en/api/info',
    '/en/en/produits',
    '/en/remotes/produits',
    '/EN/produits',
  ]) {
    expect((await get(path)).status).toBe(404);
  }
  expect(apiRequests).toEqual([]);
  expect((await get('/assets/main-1.js', { headers: english })).status).toBe(200);
});

test('the shell’s files with a hash are immutable, and sent as precompressed copies', async () => {
  const { get } = await start();
  const plain = await get('/assets/main-1.js');
  expect(plain).toMatchObject({ status: 200, text: script });
  expect(plain.headers).toMatchObject({
    ...securityHeaders,
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'public, max-age=31536000, immutable, no-transform',
    'content-type': 'text/javascript; charset=utf-8',
  });
  const br = await get('/assets/main-1.js', { headers: { 'accept-encoding': 'br' } });
  expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotliDecompressSync(br.body).toString()).toBe(script);
  const again = await get('/assets/main-1.js', { headers: { 'if-none-match': plain.headers.etag } });
  expect(again).toMatchObject({ status: 304, text: '' });
});

test('a file without a hash is revalidated', async () => {
  const { get } = await start();
  const { status, headers } = await get('/humans.txt');
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'cache-control': 'no-cache, no-transform',
    'content-type': 'text/plain; charset=utf-8',
  });
  const known = { 'if-none-match': `"other", W/${headers.etag}`, 'cache-control': 'no-cache, no-transform' };
  expect(await get('/humans.txt', { headers: known })).toMatchObject({ status: 304, text: '' });
});

test.each([
  ['gzip, br;q=0', undefined],
  ['gzip, br', 'br'],
])('Accept-Encoding %s: a compressed copy only if the browser accepts it', async (accepted, encoding) => {
  const { get } = await start();
  const { headers } = await get('/assets/main-1.js', { headers: { 'accept-encoding': accepted } });
  expect(headers['content-encoding']).toBe(encoding);
});

test.each(['/assets/main-0.js', '/assets/', '/assets/../index.html', '/assets/..%2findex.html', '/assets/%2e%2e/.env'])(
  '%s is missing: a short text that is not cached, never a page',
  async (address) => {
    const { get } = await start();
    const { status, headers, text } = await get(address);
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store, no-transform');
    expect(text).not.toContain('<html');
  },
);

test.each([
  '/index.html',
  '/index',
  '/%69ndex.html',
  '/index.html.br',
  '/index.html/',
  '/humans.txt/../index.html',
  '/.git/config',
])('%s is not served as a file: a page with status 404', async (address) => {
  const { get } = await start();
  for (const headers of [{}, { 'accept-encoding': 'br' }]) {
    const { status, text, body, headers: answered } = await get(address, { headers });
    const html = answered['content-encoding'] === 'br' ? brotliDecompressSync(body).toString() : text;
    expect(status).toBe(404);
    expect(html).toContain('id="discovery"');
  }
});

test.each(['/produits', '/', '/assets/main-1.js', '/nulle-part'])('POST %s answers 405', async (address) => {
  const { get } = await start();
  const { status, headers } = await get(address, { method: 'POST', body: 'x' });
  expect(status).toBe(405);
  expect(headers.allow).toBe('GET, HEAD');
});

test.each(['/produits', '/assets/main-1.js', '/nulle-part', '/assets/none.js'])(
  'HEAD %s has the status and headers of GET, and no body',
  async (address) => {
    const { get } = await start();
    const asked = await get(address);
    const head = await get(address, { method: 'HEAD' });
    expect(head.status).toBe(asked.status);
    expect(head.headers['content-type']).toBe(asked.headers['content-type']);
    expect(head.headers['cache-control']).toBe(asked.headers['cache-control']);
    expect(head.body.length).toBe(0);
  },
);

test('/live is always 200; /ready is 200 until the gateway drains', async () => {
  const { get, state, follow, apiRequests } = await start();
  follow();
  await vi.waitFor(async () => expect(await get('/ready')).toMatchObject({ status: 200, text: 'ok\n' }), 3_000);
  state.draining = true;
  expect(await get('/live')).toMatchObject({ status: 200, text: 'ok\n' });
  expect(await get('/ready')).toMatchObject({ status: 503, text: 'draining\n' });
  expect(apiRequests).toEqual([]);
});

test('without the register, not ready but live', async () => {
  const { get } = await startGateway(await deadUrl());
  expect(await get('/live')).toMatchObject({ status: 200 });
  const text = 'the register of releases was not read yet: the API does not answer\n';
  expect(await get('/ready')).toMatchObject({ status: 503, text });
});

test.each(['active', 'canary', 'fallback'] as const)(
  'not ready while a file of the %s release is missing',
  async (role) => {
    const missing = packedOf({ 'a.js': 'a', 'b.js': 'b' }, { name: 'panier', version: '2.0.0' });
    const api = await startApi(offer(build, 'shell'), offer(produits), offer(missing, role));
    const [digest = '', content] = [...api.files].find(([, file]) => file.toString() === 'b') ?? [];
    api.files.delete(digest);
    const { get, register, whole } = await startGateway(api.url, { build });
    const text = '1 files of panier 2.0.0 are missing\n';
    await vi.waitFor(async () => expect(await get('/ready')).toMatchObject({ status: 503, text }));
    api.files.set(digest, content as Buffer);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await register.read();
    await whole();
    expect(await get('/ready')).toMatchObject({ status: 200 });
  },
);

test('ready without the files of retired and new releases', async () => {
  const others = [offer(packedOf({ 'r.js': 'r' }), 'retired'), offer(packedOf({ 'n.js': 'n' }), 'new')];
  const api = await startApi(offer(build, 'shell'), ...others);
  for (const [digest, content] of api.files) if (/^[rn]$/.test(content.toString())) api.files.delete(digest);
  const { get } = await startGateway(api.url, { build });
  expect(await get('/ready')).toMatchObject({ status: 200 });
});

test('once ready, stays ready when the API goes down or the files of a new release are missing', async () => {
  const api = await startApi(offer(build, 'shell'), offer(produits));
  const { get, register, whole } = await startGateway(api.url, { build });
  await whole();
  expect((await get('/ready')).status).toBe(200);
  api.releases = [offer(build, 'shell').registered, offer(packedOf({ 'x.js': 'x' }, { version: '2.0.0' })).registered];
  await register.read();
  expect(register.lacking()).toContain('2.0.0');
  expect((await get('/ready')).status).toBe(200);
  api.goDown();
  await register.read();
  expect((await get('/ready')).status).toBe(200);
  expect((await get('/produits')).status).toBe(200);
});

test('answers of the API keep the API’s own content security policy and get the other security headers', async () => {
  const { get } = await start();
  const { status, text, headers } = await get('/api/docs');
  expect({ status, text }).toEqual({ status: 200, text: 'api' });
  expect(headers).toMatchObject({
    ...securityHeaders,
    'content-security-policy': "default-src 'self' 'unsafe-inline'",
  });
});

test('a request id is sent to the API and back; an invalid or missing one is replaced', async () => {
  const { get, apiRequests } = await start();
  const kept = await get('/api/x', { headers: { 'x-request-id': 'abcd-1234' } });
  expect(kept.headers['x-request-id']).toBe('abcd-1234');
  expect(apiRequests.at(-1)?.id).toBe('abcd-1234');
  for (const headers of [{}, { 'x-request-id': 'a b<script>' }]) {
    const { headers: answered } = await get('/api/x', { headers });
    expect(answered['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(apiRequests.at(-1)?.id).toBe(answered['x-request-id']);
  }
  expect((await get('/produits')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('a missing file of a release under /remotes is a 404, not a page', async () => {
  const { get } = await start();
  const { status, text } = await get(`${releaseBase(produits.release)}none.js`);
  expect(status).toBe(404);
  expect(text).not.toContain('<html');
});

test.each(['/api/session', '/formulaires/signIn'])(
  'a body for %s that does not arrive within a minute is answered 408',
  async (path) => {
    const { origin, api } = await start();
    // as the API does, which reads the whole body first
    api.other = (request) => void request.resume();
    expect(await withholdBody(origin, path)).toBe('HTTP/1.1 408 Request Timeout');
  },
);
