import type { RequestListener } from 'node:http';
import { Writable } from 'node:stream';
import { DISCOVERY_SCHEMA } from '@boutique/contracts/frontends';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { isolatedTest } from '../../test/fixtures.ts';
import { buildOf, serving, startSliceServer } from '../../test/slice-server.ts';
import { startApi } from '../../test/start-api.ts';

const release = (changes: Partial<Release> = {}) => serving(buildOf(changes));
const json =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.end(typeof body === 'string' ? body : JSON.stringify(body));

const test = isolatedTest
  .extend('slice', async ({ task: _ }, { onCleanup }) => {
    const slice = await startSliceServer(release());
    onCleanup(slice.stop);
    return slice;
  })
  /** The log lines of the API, without those of requests. */
  .extend('lines', () => [] as { msg: string; state: string; reason: string | null }[])
  /** Starts an API that follows the slice's server, and stops the one started before. */
  .extend('follow', async ({ db, slice, lines }, { onCleanup }) => {
    const sink = new Writable({
      write(chunk, _, done) {
        const line = JSON.parse(String(chunk));
        if (line.msg !== 'request') lines.push(line);
        done();
      },
    });
    let stop = async () => {};
    onCleanup(() => stop());
    return async (production = false) => {
      await stop();
      const origins = [{ name: 'produits', origin: slice.origin }];
      const api = await startApi({ db, origins, production, log: pino(sink) });
      stop = api.stop;
      const read = async (path: string) => (await api.get(path)).json() as Promise<Record<string, unknown>>;
      const sliceState = async () => ((await read('/api/info')).slices as Record<string, unknown>[])[0];
      return { ...api, read, sliceState };
    };
  });

test('a new release of an origin is served with the addresses of its files', async ({ follow, slice }) => {
  slice.answer = release();
  const { read, sliceState } = await follow();
  await vi.waitFor(async () =>
    expect(await read('/api/frontends')).toEqual({
      schema: DISCOVERY_SCHEMA,
      microFrontends: {
        produits: [
          {
            url: expect.stringMatching(/^\/remotes\/produits\/1\.0\.0-\w{10}\/remoteEntry\.js$/),
            metadata: { integrity: buildOf().release.integrity, version: '1.0.0' },
            deployment: { traffic: 100, default: true },
            extras: {
              module: 'produits',
              routes: [{ path: '/produits', requests: ['/api/produits'] }],
              navigation: [{ path: '/produits', label: { fr: 'Produits', en: 'Products' }, order: 1 }],
              widgets: [],
            },
          },
        ],
      },
    }),
  );
  expect(await read('/api/releases')).toEqual([{ role: 'active', traffic: 100, release: buildOf().release }]);
  expect(await sliceState()).toEqual({
    name: 'produits',
    state: 'available',
    version: '1.0.0',
    commit: 'abc1234',
    builtAt: '2026-11-01T10:00:00.000Z',
    checkedAt: expect.any(String),
    reason: null,
  });
  expect(slice.requests[0]?.url).toBe('/release.json');

  slice.answer = release({ version: '1.1.0' });
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.1.0' }));
});

test('both documents revalidate', async ({ follow, slice }) => {
  slice.answer = release();
  const { sliceState, get } = await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ state: 'available' }));
  for (const path of ['/api/frontends', '/api/releases']) {
    const etag = (await get(path))?.headers.get('etag') ?? '';
    expect((await get(path, { 'if-none-match': etag }))?.status).toBe(304);
  }
});

test('polls with the ETag, and logs a change once', async ({ follow, slice, lines }) => {
  slice.answer = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else release()(request, response.setHeader('etag', '"v1"'));
  };
  await follow();
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  const before = slice.requests.length;
  await vi.waitFor(() => expect(slice.requests.length).toBeGreaterThan(before + 5));
  const asked = slice.requests.filter(({ url }) => url === '/release.json');
  expect(asked.slice(1).every(({ etag }) => etag === '"v1"')).toBe(true);
  expect(lines.map(({ msg, state }) => [msg, state])).toEqual([['slice state changed', 'available']]);
});

test.for<[string, () => RequestListener, string, string]>([
  ['text that is not JSON', () => json('<!doctype html>'), 'invalid', 'release.json: it is not JSON'],
  ['no release', () => json({ name: 'produits' }), 'invalid', 'contractVersion: contract undefined'],
  ['another name', () => release({ name: 'panier' }), 'invalid', 'panier answers, produits is expected'],
  ['another contract', () => release({ contractVersion: 1 }), 'invalid', 'contract 1 is not the shop'],
  [
    'a wrong hash',
    () => release({ version: '1.1.0', integrity: `sha384-${'c'.repeat(64)}` }),
    'invalid',
    'integrity: it is not the hash',
  ],
  ['a missing file', () => release({ entry: 'other.json' }), 'invalid', 'entry: other.json is not among the files'],
  ['a path upwards', () => release({ entry: '../other.json' }), 'invalid', 'entry: '],
  ['no release.json', () => (_, response) => response.writeHead(404).end(), 'invalid', 'the server answered 404'],
  [
    'a redirect',
    () => (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    'invalid',
    'the server answered 302',
  ],
  ['an error', () => (_, response) => response.writeHead(503).end(), 'unreachable', 'answered 503'],
  ['a cut connection', () => (request) => request.socket.destroy(), 'unreachable', 'the connection failed'],
  ['more than a megabyte', () => json('x'.repeat(1_000_001)), 'invalid', 'more than 1000000 bytes'],
  ['no end', () => (_, response) => response.write('{'), 'unreachable', 'no answer in time'],
])(
  'an origin that answers %s keeps its last good release, and recovers',
  async ([_, broken, expected, reason], { follow, slice, lines }) => {
    slice.answer = release();
    const { read, sliceState } = await follow();
    await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ state: 'available' }));
    const served = await read('/api/frontends');

    slice.answer = broken();
    await vi.waitFor(
      async () =>
        expect(await sliceState()).toMatchObject({
          state: expected,
          reason: expect.stringContaining(reason),
          version: '1.0.0',
        }),
      4_000,
    );
    expect(await read('/api/frontends')).toEqual(served);
    expect(await read('/api/releases')).toMatchObject([{ role: 'active', release: { version: '1.0.0' } }]);

    slice.answer = release({ version: '1.0.1' });
    await vi.waitFor(
      async () => expect(await sliceState()).toMatchObject({ state: 'available', version: '1.0.1' }),
      4_000,
    );
    expect(lines.map(({ msg, state }) => [msg, state])).toEqual(
      ['available', expected, 'available'].map((state) => ['slice state changed', state]),
    );
  },
);

test('an origin that never answered is in /api/info, not in the discovery document', async ({ follow, slice }) => {
  slice.stop();
  const { read, sliceState, get } = await follow();
  await vi.waitFor(async () =>
    expect(await sliceState()).toMatchObject({ reason: 'the connection failed', version: null }),
  );
  expect(await read('/api/frontends')).toEqual({ schema: DISCOVERY_SCHEMA, microFrontends: {} });
  expect((await get('/ready'))?.status).toBe(200);
});

test('an API that starts while a slice is down knows its pages from the register', async ({ follow, slice }) => {
  const { read } = await follow();
  await vi.waitFor(async () => expect(await read('/api/releases')).toHaveLength(1));
  const served = await read('/api/releases');
  slice.answer = (request) => request.socket.destroy();
  const again = await follow();
  expect(await again.read('/api/releases')).toEqual(served);
  expect(await again.read('/api/frontends')).toMatchObject({ microFrontends: { produits: [{}] } });
  await vi.waitFor(async () =>
    expect(await again.sliceState()).toMatchObject({
      state: 'unreachable',
      version: '1.0.0',
      reason: 'the connection failed',
    }),
  );
});

test('an API that does not know the register yet answers 503, not an empty list', async ({ follow, db }) => {
  await db.schema.renameTable('slices', 'elsewhere');
  const { read } = await follow();
  for (const path of ['/api/releases', '/api/frontends']) {
    expect(await read(path)).toMatchObject({ status: 503, code: 'base-indisponible' });
  }
  await db.schema.renameTable('elsewhere', 'slices');
  await vi.waitFor(async () => expect(await read('/api/releases')).toMatchObject([{ role: 'active' }]));
});

test('without its database, the API answers with its last list', async ({ follow, db }) => {
  const { read } = await follow();
  await vi.waitFor(async () => expect(await read('/api/releases')).toMatchObject([{ role: 'active' }]));
  const served = await read('/api/frontends');
  await db.schema.renameTable('slices', 'elsewhere');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await read('/api/frontends')).toEqual(served);
});

test('a release with a wrong file is refused, and the one before stays in service', async ({ follow, slice }) => {
  const { sliceState } = await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.0.0' }));
  const build = buildOf({ version: '1.1.0' });
  slice.answer = serving({ ...build, contents: { ...build.contents, 'assets/page.js': 'export const v = 1;' } });
  await vi.waitFor(
    async () =>
      expect(await sliceState()).toMatchObject({
        state: 'invalid',
        reason: expect.stringContaining('files.assets/page.js'),
      }),
    4_000,
  );
  expect(await sliceState()).toMatchObject({ version: '1.0.0' });
  slice.answer = serving(build);
  await vi.waitFor(
    async () => expect(await sliceState()).toMatchObject({ state: 'available', version: '1.1.0' }),
    4_000,
  );
});

test('the earlier release is the fallback of the active one; when the origin goes back to it, the newer one has failed', async ({
  follow,
  slice,
  db,
}) => {
  const { read } = await follow();
  const roles = async () =>
    ((await read('/api/releases')) as unknown as RegisteredRelease[]).map(({ role, release }) => [
      role,
      release.version,
    ]);
  await vi.waitFor(async () => expect(await roles()).toEqual([['active', '1.0.0']]));
  slice.answer = release({ version: '1.1.0', builtAt: '2026-11-02T10:00:00.000Z' });
  await vi.waitFor(async () =>
    expect(await roles()).toEqual([
      ['active', '1.1.0'],
      ['fallback', '1.0.0'],
    ]),
  );
  expect(await read('/api/frontends')).toMatchObject({
    microFrontends: {
      produits: [{ fallbackUrl: expect.stringContaining('/1.0.0-') }, { deployment: { traffic: 0, default: false } }],
    },
  });
  slice.answer = release();
  await vi.waitFor(
    async () =>
      expect(await roles()).toEqual([
        ['active', '1.0.0'],
        ['retired', '1.1.0'],
      ]),
    8_000,
  );
  expect(await db('releases').orderBy('id').pluck('state')).toEqual(['active', 'failed']);
});

test('old and new replicas behind one origin: the newer build stays until it stops answering', async ({
  follow,
  slice,
}) => {
  const versions = ['1.0.0', '1.1.0'].map((version, day) =>
    release({ version, builtAt: `2026-11-0${day + 1}T10:00:00.000Z` }),
  );
  let turn = 0;
  slice.answer = (request, response) => versions[turn++ % 2]?.(request, response);
  const { sliceState } = await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.1.0' }));
  for (const end = Date.now() + 500; Date.now() < end; ) {
    expect(await sliceState()).toMatchObject({ state: 'available', version: '1.1.0' });
  }
  // the team rolls 1.1.0 back
  slice.answer = versions[0] as RequestListener;
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.0.0' }), 8_000);
});

test.for([
  [false, 'available'],
  [true, 'invalid'],
] as const)('an absolute entry, in production: %s', async ([production, state], { follow, slice }) => {
  slice.answer = release({ entry: 'http://localhost:5174/remoteEntry.js' });
  const { sliceState } = await follow(production);
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ state }));
});
