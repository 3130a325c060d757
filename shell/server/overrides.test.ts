import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type RegisteredRelease, type Release, releaseBase } from '@boutique/contracts/release';
import { expect, test } from 'vitest';
import type { OverridePolicy } from './overrides.ts';
import { offer, startApi } from './testing/fake-api.ts';
import { startGateway } from './testing/gateway.ts';
import { deadUrl, listen, send } from './testing/http.ts';
import { packedOf, releaseOf } from './testing/releases.ts';

const key = 'a key that cannot be guessed, of 32 characters or more';
const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

const contents = (version: string) => ({
  'remoteEntry.js': 'entry',
  'page.js': `page of ${version}`,
});
const describe = (version: string, rest: Partial<Release> = {}): Partial<Release> => ({
  version,
  routes: [{ path: '/produits', requests: [], modules: ['page.js'], styles: [] }],
  ...rest,
});
const versionOf = (version: string) => packedOf(contents(version), describe(version));
const pageOf = (version: string) => `${releaseBase(versionOf(version).release)}page.js`;

const serving =
  (files: Record<string, string>): RequestListener =>
  ({ url = '' }, response) =>
    Object.hasOwn(files, url.slice(1)) ? response.end(files[url.slice(1)]) : response.writeHead(404).end();

/** A gateway whose register has 1.2.0 (active), 1.1.0 (fallback), 1.0.0 (retired), 1.4.0 and 1.5.0+build.7 (new). */
async function start(policy: OverridePolicy) {
  const roles: [string, RegisteredRelease['role']][] = [
    ['1.2.0', 'active'],
    ['1.1.0', 'fallback'],
    ['1.0.0', 'retired'],
    ['1.4.0', 'new'],
    ['1.5.0+build.7', 'new'],
  ];
  const api = await startApi(...roles.map(([version, role]) => offer(versionOf(version), role)));
  const gateway = await startGateway(api.url, { overrides: policy });
  await gateway.whole();
  let cookie = '';
  /** Keeps the cookie, as a browser does. */
  const get = async (address: string) => {
    const answer = await send(gateway.origin, address, { headers: cookie ? { cookie } : {} });
    const given = answer.headers['set-cookie']?.find((line) => line.startsWith('overrides='));
    if (given) cookie = given.includes('Max-Age=0') ? '' : (given.split(';')[0] ?? '');
    return { ...answer, given };
  };
  return {
    get,
    api,
    register: gateway.register,
    cookie: () => cookie,
    sendCookie: (value: string) => {
      cookie = value;
    },
  };
}

const overridesIn = (html: string) =>
  JSON.parse(/<meta name="overrides" content="(.*?)">/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? 'null');
const versionsIn = (html: string) =>
  JSON.parse(/id="discovery">(.*?)<\/script>/.exec(html)?.[1] ?? '').microFrontends.produits.map(
    ({ metadata }: { metadata: { version: string } }) => metadata.version,
  );

test('a version not in service: this browser gets it, with the others as fallbacks, until it ends the override', async () => {
  const { get, cookie } = await start({ open: true });
  const set = await get('/produits?q=a%20b&slice.produits=1.4.0');
  expect(set.status).toBe(303);
  expect(set.headers).toMatchObject({ location: '/produits?q=a+b', 'cache-control': 'no-store, no-transform' });
  expect(set.given).toBe('overrides=produits=1.4.0; Path=/; SameSite=Lax; HttpOnly');

  const page = await get('/produits');
  expect(page.status).toBe(200);
  expect(versionsIn(page.text)).toEqual(['1.4.0', '1.2.0', '1.1.0']);
  expect(overridesIn(page.text)).toEqual({ produits: { value: '1.4.0' } });
  expect(page.headers['cache-control']).toBe('no-store, no-transform');
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  expect(page.text).toContain(`href="${pageOf('1.4.0')}"`);
  const file = await get(pageOf('1.4.0'));
  expect(file.text).toBe('page of 1.4.0');
  // a shared cache must not give it to other browsers
  expect(file.headers['cache-control']).toBe('private, max-age=31536000, immutable, no-transform');

  const ended = await get('/produits?slice.produits=');
  expect([ended.status, ended.headers.location, cookie()]).toEqual([303, '/produits', '']);
  const after = await get('/produits');
  expect(versionsIn(after.text)).toEqual(['1.2.0', '1.1.0']);
  expect(after.text).not.toContain('name="overrides"');
  expect(after.headers['cache-control']).toBe('no-cache, no-transform');
  expect((await get(pageOf('1.4.0'))).status).toBe(404);
});

test('a version that the register does not know: the usual page, with the state not-found', async () => {
  const { get } = await start({ open: true });
  expect((await get('/produits?slice.produits=9.9.9')).status).toBe(303);
  const { status, text } = await get('/produits');
  expect(status).toBe(200);
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(overridesIn(text)).toEqual({ produits: { value: '9.9.9', state: 'not-found' } });
});

test('a version whose files the API does not give: the usual page, with the state unavailable, until it does', async () => {
  const { get, api } = await start({ open: true });
  const [digest = '', content] = [...api.files].find(([, file]) => file.toString() === 'page of 1.4.0') ?? [];
  api.files.delete(digest);
  await get('/produits?slice.produits=1.4.0');
  const { text } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(overridesIn(text)).toEqual({ produits: { value: '1.4.0', state: 'unavailable' } });
  api.files.set(digest, content as Buffer);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(versionsIn((await get('/produits')).text)).toEqual(['1.4.0', '1.2.0', '1.1.0']);
});

test('build metadata may be typed unescaped', async () => {
  const { get } = await start({ open: true });
  await get('/produits?slice.produits=1.5.0+build.7');
  expect(versionsIn((await get('/produits')).text)[0]).toBe('1.5.0+build.7');
  expect((await get(pageOf('1.5.0+build.7'))).text).toBe('page of 1.5.0+build.7');
});

test('an override gives access to the files of its release and of no other', async () => {
  const { get, sendCookie } = await start({ open: true });
  sendCookie('overrides=produits=1.4.0');
  // the page may come from another gateway
  expect((await get(pageOf('1.4.0'))).text).toBe('page of 1.4.0');
  expect((await get(pageOf('1.5.0+build.7'))).status).toBe(404);
  sendCookie('overrides=panier=1.4.0');
  expect((await get(pageOf('1.4.0'))).status).toBe(404);
  sendCookie('overrides=produits=1.4.0&constructor=1.0.0&__proto__=1.0.0');
  expect((await get(pageOf('1.4.0'))).status).toBe(200);
  expect(overridesIn((await get('/produits')).text)).toEqual({ produits: { value: '1.4.0' } });
});

test('an unsigned cookie gives access to no file when overrides are off or need a key', async () => {
  for (const policy of [{ open: false }, { open: false, key }]) {
    const { get, sendCookie } = await start(policy);
    sendCookie('overrides=produits=1.4.0');
    expect((await get(pageOf('1.4.0'))).status).toBe(404);
  }
});

test('an override to the active release still counts as active, not as a canary', async () => {
  const { get } = await start({ open: true });
  await get('/produits?slice.produits=1.2.0');
  const [, json = ''] = /id="discovery">(.*?)<\/script>/.exec((await get('/produits')).text) ?? [];
  expect(JSON.parse(json).microFrontends.produits).toMatchObject([
    { metadata: { version: '1.2.0' }, deployment: { default: true } },
    { metadata: { version: '1.1.0' } },
  ]);
});

test('an override can name the fallback', async () => {
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

test('the redirect always stays in this shop', async () => {
  const { get } = await start({ open: true });
  for (const address of ['//evil.example/', '/\\evil.example/', '/%5Cevil.example/']) {
    const { headers } = await get(`${address}?slice.produits=`);
    const target = new URL(headers.location ?? '', 'https://boutique.example');
    expect(target.host).toBe('boutique.example');
  }
});

test('when overrides are off, parameter and cookie are ignored', async () => {
  const { get, sendCookie } = await start({ open: false });
  const { status, given } = await get('/produits?slice.produits=1.4.0');
  expect([status, given]).toEqual([200, undefined]);
  sendCookie('overrides=produits=1.4.0');
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(text).not.toContain('name="overrides"');
  expect(headers['cache-control']).toBe('no-cache, no-transform');
});

test('with a key, only signed overrides apply, checked for the parameter and on every page', async () => {
  const { get, cookie, sendCookie } = await start({ open: false, key });
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
  // a cookie changed to another version
  sendCookie(cookie().replace('1.4.0', '1.1.0'));
  const { text } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(text).not.toContain('name="overrides"');
  expect((await get('/produits?slice.produits=')).status).toBe(303);
});

/** A dev server of a slice; `change` alters its release.json. */
async function startDevServer(change: (url: string) => Partial<Release> = () => ({})) {
  let url = '';
  url = await listen((_request, response) => {
    const routes = [{ path: '/produits', requests: [], modules: [], styles: [] }];
    const rest = { version: '1.2.0-dev', routes, entry: `${url}/remoteEntry.js`, ...change(url) };
    response.end(JSON.stringify(releaseOf({}, rest)));
  });
  return url;
}

test('a dev server: the page loads from it, and only that page’s policy allows it', async () => {
  const url = await startDevServer();
  const { get, sendCookie } = await start({ open: true });
  expect((await get(`/produits?slice.produits=${url}`)).status).toBe(303);
  const { text, headers } = await get('/produits');
  expect(text).toContain(`"url":"${url}/remoteEntry.js"`);
  expect(text).toContain(`from"${url}/@mf-react-refresh-local"`);
  expect(overridesIn(text)).toEqual({ produits: { value: url } });
  expect(headers['cache-control']).toBe('no-store, no-transform');
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(new RegExp(`script-src 'self' 'sha256-\\S+' 'sha256-\\S+' ${url};`));
  expect(policy).toContain(`connect-src 'self' ${url} ${url.replace('http', 'ws')};`);
  expect(policy).toContain(`style-src 'self' 'unsafe-inline' ${url};`);
  expect(policy).toContain(`img-src 'self' data: ${url};`);
  expect(policy).toContain(`font-src 'self' ${url};`);
  expect(policy).not.toContain('unsafe-eval');
  sendCookie('');
  expect((await get('/produits')).headers['content-security-policy']).not.toContain(url);
});

test.each<[string, (url: string) => Partial<Release>, string]>([
  ['another slice', () => ({ name: 'panier' }), 'is that of panier, not of produits'],
  ['another contract', () => ({ contractVersion: 99 }), 'contract 99 is not the shop’s'.replace('’', "'")],
  ['another origin', () => ({ entry: 'http://localhost:1/remoteEntry.js' }), 'says that it is http://localhost:1'],
])('a dev server of %s is refused with a sentence', async (_what, change, sentence) => {
  const url = await startDevServer(change);
  const { get } = await start({ open: true });
  const { status, text } = await get(`/produits?slice.produits=${url}`);
  expect(status).toBe(400);
  expect(text).toContain(sentence);
});

test('a dev server that has stopped: the usual page', async () => {
  const { get, sendCookie } = await start({ open: true });
  const dead = await deadUrl();
  expect((await get(`/produits?slice.produits=${dead}`)).text).toContain('cannot be reached');
  sendCookie(`overrides=${new URLSearchParams({ produits: dead })}`);
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.2.0', '1.1.0']);
  expect(overridesIn(text)).toEqual({ produits: { value: dead, state: 'unavailable' } });
  expect(headers['content-security-policy']).not.toContain(dead);
});

test('a built release on this machine is fetched completely, and the gateway serves it', async () => {
  let built = versionOf('1.6.0').release;
  let files: Record<string, string> = contents('1.6.0');
  const url = await listen((request, response) =>
    serving({ ...files, 'release.json': JSON.stringify(built) })(request, response),
  );
  const { get, sendCookie, cookie } = await start({ open: true });
  await get(`/produits?slice.produits=${url}`);
  const { text, headers } = await get('/produits');
  expect(versionsIn(text)).toEqual(['1.6.0', '1.2.0', '1.1.0']);
  expect(headers['content-security-policy']).not.toContain(url);
  // the developer builds again while the page is open
  built = versionOf('1.7.0').release;
  files = contents('1.7.0');
  expect(versionsIn((await get('/produits')).text)[0]).toBe('1.7.0');
  for (const version of ['1.6.0', '1.7.0']) expect((await get(pageOf(version))).text).toBe(`page of ${version}`);
  const kept = cookie();
  sendCookie('');
  expect((await get(pageOf('1.6.0'))).status).toBe(404);
  sendCookie(kept);
  built = releaseOf(contents('1.8.0'), { ...describe('1.8.0'), integrity: built.integrity });
  files = { ...contents('1.8.0'), 'page.js': 'page of 1.8.1' };
  expect(overridesIn((await get('/produits')).text)).toEqual({ produits: { value: url, state: 'not-found' } });
});

test('a built release whose files do not match its release.json is refused with a sentence', async () => {
  const built = versionOf('1.6.0').release;
  const url = await listen(serving({ ...contents('1.6.1'), 'release.json': JSON.stringify(built) }));
  const { get } = await start({ open: true });
  const { status, text } = await get(`/produits?slice.produits=${url}`);
  expect(status).toBe(400);
  expect(text).toContain('files.page.js: the server answered 200, not the file that release.json describes');
}, 10_000);

test('a cookie is checked as the parameter is: the gateway fetches no address with a path, a query or a user', async () => {
  let asked = 0;
  const server = await listen((_request, response) => {
    asked += 1;
    response.writeHead(404).end();
  });
  const { get, sendCookie } = await start({ open: true });
  const host = server.replace('http://', '');
  for (const value of [`${server}/admin`, `${server}/?a=`, `${server}#`, `http://a@${host}`, `${server}/..`]) {
    sendCookie(`overrides=${new URLSearchParams({ produits: value })}`);
    const { status, text } = await get('/produits');
    expect([status, versionsIn(text), overridesIn(text)], value).toEqual([200, ['1.2.0', '1.1.0'], null]);
    expect((await get(`/produits?slice.produits=${encodeURIComponent(value)}`)).status, value).toBe(400);
  }
  expect(asked).toBe(0);
});
