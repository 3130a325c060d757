import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import { releaseBase } from '@boutique/contracts/release';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type FakeApi, offer, startApi } from './testing/fake-api.ts';
import { log, startGateway } from './testing/gateway.ts';
import { deadUrl } from './testing/http.ts';
import { packedOf, registered, releaseOf } from './testing/releases.ts';

const route = { path: '/produits', requests: [], modules: [], styles: [] };
const routes = [route];
const first = packedOf({ 'a.js': '1' }, { routes });
const second = packedOf({ 'a.js': '2' }, { version: '1.1.0', routes });

async function start(api: FakeApi) {
  const gateway = await startGateway(api.url);
  const named = () => gateway.register.current().map(({ role, release }) => `${release.version} ${role}`);
  return { ...gateway, named };
}

/** Makes the second release active in the register, in the place of the first. */
const promoteSecond = (api: FakeApi, role: 'fallback' | 'retired' = 'fallback') => {
  api.releases = [];
  api.add(offer(second).registered, second.files);
  api.add(offer(first, role).registered, first.files);
};

test('reads the register, then revalidates it with its ETag', async () => {
  const api = await startApi(offer(first));
  const validators: unknown[] = [];
  const { register, named, whole } = await start(api);
  await whole();
  expect(named()).toEqual(['1.0.0 active']);
  api.failure = (request, response) => {
    validators.push(request.headers['if-none-match']);
    response.writeHead(304).end();
  };
  await register.read();
  expect(validators).toEqual([expect.stringMatching(/^"sha384-/)]);
  expect(named()).toEqual(['1.0.0 active']);
});

test('a release of another contract is not offered: its pages are unavailable, the others work', async () => {
  const old = packedOf(
    { 'old.js': '1' },
    { name: 'panier', contractVersion: CONTRACT_VERSION - 1, routes: [{ ...route, path: '/panier' }] },
  );
  const api = await startApi(offer(first), offer(old));
  const warn = vi.spyOn(log, 'warn');
  onTestFinished(() => void vi.restoreAllMocks());
  const { register, named, whole, get } = await start(api);
  await whole();
  expect(named()).toEqual(['1.0.0 active']);
  expect((await get('/produits')).status).toBe(200);
  expect((await get('/panier')).status).toBe(503);
  expect(warn.mock.calls).toEqual([
    [expect.objectContaining({ slice: 'panier', version: '1.0.0' }), expect.stringContaining('build the slice again')],
  ]);
  // with an older release beside it that this shell can load
  const good = packedOf({ 'good.js': '1' }, { name: 'panier', routes: [{ ...route, path: '/panier' }] });
  api.add(offer(good, 'fallback').registered, good.files);
  await vi.waitFor(async () => {
    await register.read();
    expect((await get('/panier')).status).toBe(200);
  });
});

test('a page names the new release less than a second after the register', async () => {
  const api = await startApi(offer(first));
  const { get, follow, whole } = await start(api);
  await whole();
  follow();
  for (const [change, version] of [
    [() => promoteSecond(api), '1.1.0'],
    // and back
    [
      () =>
        (api.releases = api.releases
          .toReversed()
          .map(({ release }, index) => ({ role: index ? 'retired' : 'active', traffic: index ? 0 : 100, release }))),
      '1.0.0',
    ],
  ] as const) {
    change();
    const changed = performance.now();
    await vi.waitFor(async () => expect((await get('/produits')).text).toContain(`"version":"${version}"`), {
      timeout: 3_000,
      interval: 10,
    });
    expect(performance.now() - changed).toBeLessThan(1_000);
  }
});

test('pages do not wait when the API hangs', async () => {
  const api = await startApi(offer(first));
  const { get, follow, whole } = await start(api);
  await whole();
  api.failure = () => {};
  follow();
  await pause(500);
  const asked = performance.now();
  expect((await get('/produits')).status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(300);
});

test('sends one request at a time, even when the API hangs', async () => {
  const api = await startApi();
  const { follow } = await start(api);
  let open = 0;
  let most = 0;
  api.failure = (request) => {
    if (request.url !== '/api/releases') return;
    open += 1;
    most = Math.max(most, open);
    request.socket.once('close', () => {
      open -= 1;
    });
  };
  follow();
  await pause(2_500);
  expect(most).toBe(1);
});

const failures: [string, RequestListener][] = [
  ['a 503', (_request, response) => response.writeHead(503).end('{}')],
  ['no JSON', (_request, response) => response.end('<html>')],
  ['a document that is no register', (_request, response) => response.end('[{"role":"x"}]')],
  [
    'a release whose file leaves its folder',
    (_request, response) => response.end(JSON.stringify([registered(releaseOf({ '../secret': '1' }))])),
  ],
  ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['nothing at all', (request) => request.socket.destroy()],
];

test.each(failures)('%s instead of the register: the last copy stays', async (_what, failure) => {
  const api = await startApi(offer(first));
  const { register, named, whole } = await start(api);
  await whole();
  api.failure = failure;
  await register.read();
  expect(named()).toEqual(['1.0.0 active']);
  expect(register.isLive()).toBe(false);
  api.failure = undefined;
  promoteSecond(api);
  await register.read();
  await whole();
  expect(named()).toEqual(['1.1.0 active', '1.0.0 fallback']);
});

test('logs a failing register once, and its recovery once', async () => {
  const api = await startApi(offer(first));
  const { register } = await start(api);
  const warn = vi.spyOn(log, 'warn');
  const info = vi.spyOn(log, 'info');
  onTestFinished(() => void vi.restoreAllMocks());
  api.goDown();
  for (let turn = 0; turn < 3; turn += 1) await register.read();
  expect(warn.mock.calls.map(([, text]) => text)).toEqual(['the register of releases does not answer']);
  api.failure = undefined;
  for (let turn = 0; turn < 3; turn += 1) await register.read();
  expect(info.mock.calls.map(([text]) => text)).toEqual(['the register of releases answers again']);
});

test('with an API that was never up: no releases, and no failure', async () => {
  const { register, get } = await startGateway(await deadUrl());
  expect(register.current()).toEqual([]);
  expect(register.find('/remotes/produits/1/')).toBeUndefined();
  expect((await get('/produits')).status).toBe(503);
});

test('until the new active release is complete, pages name the previous one', async () => {
  const api = await startApi(offer(first));
  const { register, named, whole, get } = await start(api);
  await whole();
  promoteSecond(api, 'retired');
  const [file = ''] = [...api.files].flatMap(([digest, content]) => (content.toString() === '2' ? [digest] : []));
  api.files.delete(file);
  await register.read();
  expect(named()).toEqual(['1.0.0 active']);
  expect(register.lacking()).toBe('1 files of produits 1.1.0 are missing');
  await pause(1_500);
  api.files.set(file, Buffer.from('2'));
  await register.read();
  await whole();
  await vi.waitFor(() => expect(named()).toEqual(['1.1.0 active']));
  // open tabs still run the previous one
  expect((await get(`${releaseBase(first.release)}a.js`)).text).toBe('1');
});

test('pages name a slice’s first release once it is complete; until then its page is a 503', async () => {
  const other = packedOf({ 'b.js': 'b' }, { name: 'panier', routes: [{ ...route, path: '/panier' } as never] });
  const api = await startApi(offer(first), offer(other));
  api.files.clear();
  for (const content of first.files.values()) {
    const [digest = ''] = [...(await startApi(offer(first))).files.keys()];
    api.files.set(digest, content);
  }
  const { register, get } = await start(api);
  await vi.waitFor(() => expect(register.current()).toHaveLength(1));
  expect((await get('/produits')).status).toBe(200);
  expect((await get('/panier')).status).toBe(503);
  for (const content of other.files.values()) {
    const [digest = ''] = [...(await startApi(offer(other))).files.keys()];
    api.files.set(digest, content);
  }
  await vi.waitFor(async () => {
    await register.read();
    expect((await get('/panier')).status).toBe(200);
  }, 3_000);
});

test('a retired slice has no pages, and comes back with the next active release', async () => {
  const other = packedOf({ 'b.js': 'b' }, { name: 'panier' });
  const api = await startApi(offer(first), offer(other));
  const { register, get, named, whole } = await start(api);
  await whole();
  api.releases = [offer(first, 'retired').registered, offer(other).registered];
  await register.read();
  const { status, text } = await get('/produits');
  expect(status).toBe(404);
  expect(text).not.toContain('"produits"');
  expect((await get(`${releaseBase(first.release)}a.js`)).text).toBe('1');
  api.add(offer(second).registered, second.files);
  await register.read();
  await whole();
  expect(named()).toContain('1.1.0 active');
});
