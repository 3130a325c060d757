import { problemOf } from '@boutique/contracts/problems';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type FakeApi, offer, startApi } from './testing/fake-api.ts';
import { log, startGateway } from './testing/gateway.ts';
import { packedOf, shellOf } from './testing/releases.ts';

/** The shell's builds are releases too: gateways publish their own and serve each other's files. */

const old = shellOf({
  'assets/main-old.js': 'old',
  'remoteEntry-old.js': 'old entry',
  'favicon.svg': '<svg>old</svg>',
});
const young = shellOf({ 'assets/main-young.js': 'young', 'favicon.svg': '<svg>young</svg>' }, { version: '1.1.0' });

const posts = ({ asked }: FakeApi) => asked.filter((url) => url === '/api/frontends/shell/releases').length;
const soon = { timeout: 8_000, interval: 20 };

async function start(api: FakeApi, build = old, options: { token?: string | undefined } = {}) {
  const gateway = await startGateway(api.url, { build, ...options });
  gateway.follow();
  return gateway;
}

test('a gateway publishes its build once, and is ready once the register lists it', async () => {
  const api = await startApi();
  const { get } = await start(api);
  await vi.waitFor(async () => expect((await get('/ready')).status).toBe(200), soon);
  expect(api.releases).toMatchObject([{ role: 'shell', release: { integrity: old.release.integrity } }]);
  await start(api);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(posts(api)).toBe(1);
});

test('publishes again when the register no longer lists the build, as after a restored backup', async () => {
  const api = await startApi();
  const { get } = await start(api);
  await vi.waitFor(() => expect(api.releases).toHaveLength(1), soon);
  api.releases = [];
  await vi.waitFor(() => expect(api.releases).toHaveLength(1), soon);
  await vi.waitFor(async () => expect((await get('/ready')).status).toBe(200), soon);
}, 20_000);

test('while the build is refused, /ready is 503 and says why, the reason is logged once, pages are served', async () => {
  const warn = vi.spyOn(log, 'warn');
  onTestFinished(() => warn.mockRestore());
  const api = await startApi();
  api.token = 'another token';
  const { get } = await start(api);
  const refused = 'this build of the shell, 1.0.0, is not registered: This token is not one of shell.\n';
  await vi.waitFor(async () => expect(await get('/ready')).toMatchObject({ status: 503, text: refused }), soon);
  expect((await get('/systeme')).status).toBe(200);
  await vi.waitFor(() => expect(posts(api)).toBe(2), soon);
  const logged = warn.mock.calls.filter(([, text]) => String(text).includes('is not registered; it is tried again'));
  expect(logged).toHaveLength(1);
  api.token = 'a token of the shell, which has at least 32 characters';
  await vi.waitFor(async () => expect((await get('/ready')).status).toBe(200), soon);
}, 20_000);

test('/ready names every fault of a refused build', async () => {
  const api = await startApi();
  const { publisher } = await start(api);
  api.releases = [];
  const problem = problemOf('release-refused', 'It is refused.', '/x', [{ chemin: 'files.a', message: 'too big' }]);
  api.failure = (request, response) => {
    if (request.method === 'POST') response.writeHead(422).end(JSON.stringify(problem));
    else response.writeHead(200).end('[]');
  };
  await vi.waitFor(() => expect(publisher.lacking()).toContain('It is refused. files.a: too big'), soon);
}, 20_000);

test('without a token it is never ready, even when its build is registered, and says why', async () => {
  const error = vi.spyOn(log, 'error');
  onTestFinished(() => error.mockRestore());
  const api = await startApi(offer(old, 'shell'));
  const { get } = await start(api, old, { token: undefined });
  const { status, text } = await get('/ready');
  expect([status, text]).toEqual([
    503,
    'this build of the shell, 1.0.0, cannot be published: DEPLOY_TOKEN or DEPLOY_TOKEN_FILE is not set\n',
  ]);
  expect(error.mock.calls).toEqual([[expect.stringContaining('DEPLOY_TOKEN')]]);
  expect((await get('/systeme')).status).toBe(200);
  expect(posts(api)).toBe(0);
});

test('gateways with two builds serve the hashed files of both, also when the API and the other gateway are gone', async () => {
  const api = await startApi();
  const gateways = [await start(api, old), await start(api, young)];
  await vi.waitFor(() => expect(api.releases).toHaveLength(2), soon);
  for (const { get, register, store } of gateways) {
    await vi.waitFor(() => {
      expect(register.all()).toHaveLength(2);
      for (const { release } of register.all()) expect(store.isWhole(release)).toBe(true);
    }, soon);
    api.failure = ({ socket }) => void socket.destroy();
    for (const [file, text] of [
      ['/assets/main-old.js', 'old'],
      ['/assets/main-young.js', 'young'],
      ['/remoteEntry-old.js', 'old entry'],
    ] as const) {
      const answer = await get(file);
      expect([answer.status, answer.text]).toEqual([200, text]);
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable, no-transform');
      expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    }
    for (const file of ['/assets/main-never.js', '/remoteEntry-never.js', '/assets/constructor', '/assets/__proto__']) {
      const missing = await get(file);
      expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store, no-transform']);
    }
    api.failure = undefined;
  }
});

test('a file without a hash comes from the gateway’s own build, and is revalidated', async () => {
  const api = await startApi(offer(young, 'shell'));
  const { get, whole } = await start(api, old);
  await whole();
  const { status, text, headers } = await get('/favicon.svg');
  expect([status, text, headers['cache-control']]).toEqual([200, '<svg>old</svg>', 'no-cache, no-transform']);
  const again = await get('/favicon.svg', { headers: { 'if-none-match': headers.etag } });
  expect([again.status, again.text]).toEqual([304, '']);
});

test('a file of another build with changed bytes is not served', async () => {
  const api = await startApi(offer(young, 'shell'));
  for (const digest of api.files.keys()) api.files.set(digest, Buffer.from('YOUNG'));
  const { get } = await start(api, old);
  expect((await get('/assets/main-young.js')).status).toBe(404);
});

test('files of a slice are not under /assets/', async () => {
  const slice = packedOf({ 'assets/slice.js': 'slice' });
  const { get, whole } = await start(await startApi(offer(slice)), old);
  await whole();
  expect((await get('/assets/slice.js')).status).toBe(404);
});
