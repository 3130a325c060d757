import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RegisteredRelease, type Release, releaseBase } from '@boutique/contracts/release';
import { expect, onTestFinished, test } from 'vitest';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { createMetrics } from './metrics.ts';
import type { OverridePolicy } from './overrides.ts';
import { deadUrl, listen, send } from './testing/http.ts';
import { log, registerAt, registered, releaseOf } from './testing/releases.ts';

const key = 'a key that nobody guesses, of 32 characters or more';
const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

const contents = (version: string) => ({ 'mf-manifest.json': '{}', 'page.js': `page of ${version}` });
const versionOf = (version: string, rest: Partial<Release> = {}) =>
  releaseOf(contents(version), {
    version,
    routes: [{ path: '/produits', requests: [], modules: ['page.js'], styles: [] }],
    ...rest,
  });

const serving =
  (files: Record<string, string>): RequestListener =>
  ({ url = '' }, response) =>
    Object.hasOwn(files, url.slice(1)) ? response.end(files[url.slice(1)]) : response.writeHead(404).end();

/** A gateway before an API that knows 1.2.0 (active), 1.1.0 (fallback), 1.4.0 (other) and 1.5.0, whose server is down. */
async function start(policy: OverridePolicy) {
  const known = async (
    version: string,
    role: RegisteredRelease['role'],
    origin?: string,
  ): Promise<RegisteredRelease> => ({
    ...registered(versionOf(version), origin ?? (await listen(serving(contents(version))))),
    role,
    traffic: role === 'active' ? 100 : 0,
  });
  const releases = [
    await known('1.2.0', 'active'),
    await known('1.1.0', 'fallback'),
    await known('1.4.0', 'other'),
    await known('1.5.0', 'other', await deadUrl()),
  ];
  const apiUrl = await listen((_request, response) => response.end(JSON.stringify(releases)));
  const clientFolder = await mkdtemp(path.join(tmpdir(), 'boutique-client-'));
  onTestFinished(() => rm(clientFolder, { recursive: true }));
  await writeFile(path.join(clientFolder, 'index.html'), '<html lang="fr"><!--boutique:head--></html>');
  const gateway = await createGateway({
    clientFolder,
    shell: releaseOf({}, { name: 'shell' }),
    ...registerAt(apiUrl),
    overrides: policy,
    proxyApi: createApiProxy({ apiUrl, log }),
    apiUrl,
    metrics: createMetrics(),
    log,
    state: { draining: false },
  });
  const origin = await listen(gateway.callback());
  let cookie = '';
  /** As a browser does: keeps the cookie that it was given. */
  const get = async (address: string) => {
    const answer = await send(origin, address, { headers: cookie ? { cookie } : {} });
    const given = answer.headers['set-cookie']?.find((line) => line.startsWith('slices='));
    if (given) cookie = given.includes('Max-Age=0') ? '' : (given.split(';')[0] ?? '');
    return { ...answer, given };
  };
  return {
    get,
    cookie: () => cookie,
    useCookie: (value: string) => {
      cookie = value;
    },
  };
}

const surcharges = (html: string) =>
  JSON.parse(/<meta name="surcharges" content="(.*?)">/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? 'null');
const versionsIn = (html: string) =>
  JSON.parse(/id="discovery">(.*?)<\/script>/.exec(html)?.[1] ?? '').microFrontends.produits.map(
    ({ metadata }: { metadata: { version: string } }) => metadata.version,
  );

test('a version that is shown to nobody: this browser has it, with the others behind it, until it gives it back', async () => {
  const { get, cookie } = await start({ open: true });
  const set = await get('/produits?q=a%20b&slice.produits=1.4.0');
  expect(set.status).toBe(303);
  expect(set.headers).toMatchObject({ location: '/produits?q=a+b', 'cache-control': 'no-store' });
  expect(set.given).toBe('slices=produits=1.4.0; Path=/; SameSite=Lax; HttpOnly');

  const page = await get('/produits');
  expect(page.status).toBe(200);
  expect(versionsIn(page.text)).toEqual(['1.4.0', '1.2.0', '1.1.0']);
  expect(surcharges(page.text)).toEqual({ produits: '1.4.0' });
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  const file = `${releaseBase(versionOf('1.4.0'))}page.js`;
  expect(page.text).toContain(`href="${file}"`);
  expect((await get(file)).text).toBe('page of 1.4.0');

  const ended = await get('/produits?slice.produits=');
  expect([ended.status, ended.headers.location, cookie()]).toEqual([303, '/produits', '']);
  const after = await get('/produits');
  expect(versionsIn(after.text)).toEqual(['1.2.0', '1.1.0']);
  expect(after.text).not.toContain('surcharges');
  expect(after.headers['cache-control']).toBe('no-cache');
});

test.each([
  ['9.9.9', '9.9.9 introuvable'],
  ['1.5.0', '1.5.0 indisponible'],
])('%s cannot be had: the page as everybody has it, and it says so', async (version, said) => {
  const { get } = await start({ open: true });
  expect((await get(`/produits?slice.produits=${version}`)).status).toBe(303);
  const { status, text } = await get('/produits');
  expect(status).toBe(200);
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(surcharges(text)).toEqual({ produits: said });
});

test('the release that stands behind can stand in front', async () => {
  const { get } = await start({ open: true });
  await get('/produits?slice.produits=1.1.0');
  expect(versionsIn((await get('/produits')).text)).toEqual(['1.1.0', '1.2.0']);
});

test.each([
  ['slice.produits=latest', 'latest is neither a version'],
  ['slice.produits=http://localhost:5174/x', 'is no origin'],
  ['slice.Produits=1.4.0', 'Produits is no name of a slice'],
  ['slice.=1.4.0', 'is no name of a slice'],
  ['slice.produits=http://localhost.evil.example:5174', 'is not this machine'],
  ['slice.produits=http://192.168.0.7:5174', 'is not this machine'],
  ['slice.produits=javascript:alert(1)', 'is neither a version'],
])('%s is refused with a sentence', async (query, sentence) => {
  const { get, cookie } = await start({ open: true });
  const { status, headers, text } = await get(`/produits?${query}`);
  expect(status).toBe(400);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(text).toContain(sentence);
  expect(cookie()).toBe('');
});

test('the answer leads to this shop, whatever the address', async () => {
  const { get } = await start({ open: true });
  for (const address of ['//evil.example/', '/\\evil.example/', '/%5Cevil.example/']) {
    const { headers } = await get(`${address}?slice.produits=`);
    const target = new URL(headers.location ?? '', 'https://boutique.example');
    expect(target.host).toBe('boutique.example');
  }
});

test('where overrides are off the parameter is one that nobody knows, and the cookie is nothing', async () => {
  const { get, useCookie } = await start({ open: false });
  const { status, given } = await get('/produits?slice.produits=1.4.0');
  expect([status, given]).toEqual([200, undefined]);
  useCookie('slices=produits=1.4.0');
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(text).not.toContain('surcharges');
  expect(headers['cache-control']).toBe('no-cache');
});

test('with a key, what is signed counts, at the door and on every page', async () => {
  const { get, cookie, useCookie } = await start({ open: false, key });
  for (const signature of [
    '',
    `&signature=${sign('produits=1.2.0')}`,
    `&signature=${sign('panier=1.4.0')}`,
    '&signature=x',
  ]) {
    const { status, text } = await get(`/produits?slice.produits=1.4.0${signature}`);
    expect(status).toBe(400);
    expect(text).toContain('is not signed with this shop’s key'.replace('’', "'"));
  }
  const set = await get(`/produits?slice.produits=1.4.0&signature=${sign('produits=1.4.0')}`);
  expect([set.status, set.headers.location]).toEqual([303, '/produits']);
  expect(versionsIn((await get('/produits')).text)[0]).toBe('1.4.0');
  // somebody writes another version into it
  useCookie(cookie().replace('1.4.0', '1.1.0'));
  const { text } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(text).not.toContain('surcharges');
  expect((await get('/produits?slice.produits=')).status).toBe(303);
});

/** A dev server of a slice, which says this of itself. */
async function startDevServer(change: (url: string) => Partial<Release> = () => ({})) {
  let url = '';
  url = await listen((_request, response) => {
    const release = versionOf('1.2.0-dev', { entry: `${url}/mf-manifest.json`, files: {}, ...change(url) });
    response.end(JSON.stringify(release));
  });
  return url;
}

test('a dev server: the page loads from it, and that page alone is allowed to', async () => {
  const url = await startDevServer();
  const { get, useCookie } = await start({ open: true });
  expect((await get(`/produits?slice.produits=${url}`)).status).toBe(303);
  const { text, headers } = await get('/produits');
  expect(text).toContain(`"url":"${url}/mf-manifest.json"`);
  expect(text).toContain(`from"${url}/@mf-react-refresh-local"`);
  expect(surcharges(text)).toEqual({ produits: url });
  expect(headers['cache-control']).toBe('no-store');
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(new RegExp(`script-src 'self' 'sha256-\\S+' 'sha256-\\S+' ${url};`));
  expect(policy).toContain(`connect-src 'self' ${url} ${url.replace('http', 'ws')};`);
  expect(policy).toContain(`style-src 'self' 'unsafe-inline' ${url};`);
  expect(policy).toContain(`img-src 'self' data: ${url};`);
  expect(policy).toContain(`font-src 'self' ${url};`);
  expect(policy).not.toContain('unsafe-eval');
  useCookie('');
  expect((await get('/produits')).headers['content-security-policy']).not.toContain(url);
});

test.each<[string, (url: string) => Partial<Release>, string]>([
  ['another slice', () => ({ name: 'panier' }), 'is that of panier, not of produits'],
  ['another contract', () => ({ contractVersion: 99 }), 'speaks version 99 of the contract'],
  ['another origin', () => ({ entry: 'http://localhost:1/mf-manifest.json' }), 'says that it is http://localhost:1'],
])('a dev server of %s is refused with a sentence', async (_what, change, sentence) => {
  const url = await startDevServer(change);
  const { get } = await start({ open: true });
  const { status, text } = await get(`/produits?slice.produits=${url}`);
  expect(status).toBe(400);
  expect(text).toContain(sentence);
});

test('a dev server that ends leaves the page as everybody has it', async () => {
  const { get, useCookie } = await start({ open: true });
  const dead = await deadUrl();
  expect((await get(`/produits?slice.produits=${dead}`)).text).toContain('is not there');
  useCookie(`slices=${new URLSearchParams({ produits: dead })}`);
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(surcharges(text)).toEqual({ produits: `${dead} introuvable` });
  expect(headers['content-security-policy']).not.toContain(dead);
});

test('a built slice on this machine is taken whole, and comes from the gateway', async () => {
  const built = versionOf('1.6.0');
  const url = await listen(serving({ ...contents('1.6.0'), 'release.json': JSON.stringify(built) }));
  const { get } = await start({ open: true });
  await get(`/produits?slice.produits=${url}`);
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.6.0', '1.2.0', '1.1.0']);
  expect(text).toContain(`${releaseBase(built)}page.js`);
  expect(headers['content-security-policy']).not.toContain(url);
});
