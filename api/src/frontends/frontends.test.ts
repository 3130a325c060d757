import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { DISCOVERY_SCHEMA } from '@boutique/contracts/frontends';
import type { Release } from '@boutique/contracts/release';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { releaseIntegrity } from './release-integrity.ts';

const files = {
  'mf-manifest.json': { size: 10, integrity: `sha384-${'a'.repeat(64)}` },
  'assets/page.js': { size: 20, integrity: `sha384-${'b'.repeat(64)}` },
};

function releaseOf(changes: Partial<Release> = {}): Release {
  return {
    name: 'produits',
    version: '1.0.0',
    builtAt: '2026-11-01T10:00:00.000Z',
    commit: 'abc1234',
    contractVersion: 1,
    entry: 'mf-manifest.json',
    exposes: ['./slice'],
    shared: {},
    routes: [{ path: '/produits', requests: ['/api/produits'], modules: ['assets/page.js'], styles: [] }],
    navigation: [{ path: '/produits', label: { fr: 'Produits', en: 'Products' }, order: 1 }],
    widgets: [],
    integrity: releaseIntegrity(files),
    files,
    ...changes,
  };
}

let database: TestDatabase;
let api: TestApi | undefined;
let slice: Server;
let origin: string;
let answer: RequestListener;
const lines: { msg: string; etat: string; raison: string | null }[] = [];
const requests: { url: string | undefined; etag: string | undefined }[] = [];

const json =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.end(typeof body === 'string' ? body : JSON.stringify(body));

beforeEach(async () => {
  database = await createTestDatabase();
  slice = createServer((request, response) => {
    requests.push({ url: request.url, etag: request.headers['if-none-match'] });
    answer(request, response);
  });
  slice.listen(0, '127.0.0.1');
  await once(slice, 'listening');
  origin = `http://127.0.0.1:${(slice.address() as AddressInfo).port}`;
  lines.splice(0);
  requests.splice(0);
});
afterEach(async () => {
  await api?.stop();
  slice.close();
  slice.closeAllConnections();
  await database.drop();
});

async function follow(production = false): Promise<void> {
  const sink = new Writable({
    write(chunk, _, done) {
      const line = JSON.parse(String(chunk));
      if (line.msg !== 'request') lines.push(line);
      done();
    },
  });
  api = await startApi({ db: database.db, origins: [{ name: 'produits', origin }], production, log: pino(sink) });
}

const read = async (path: string) => (await api?.get(path))?.json() as Promise<Record<string, unknown>>;
const sliceState = async () => ((await read('/api/info')).slices as Record<string, unknown>[])[0];

test('a new release of an origin is served, with where its files are', async () => {
  answer = json(releaseOf());
  await follow();
  await vi.waitFor(async () =>
    expect(await read('/api/frontends')).toEqual({
      schema: DISCOVERY_SCHEMA,
      microFrontends: {
        produits: [
          {
            url: expect.stringMatching(/^\/remotes\/produits\/1\.0\.0-\w{10}\/mf-manifest\.json$/),
            metadata: { integrity: releaseIntegrity(files), version: '1.0.0' },
            deployment: { traffic: 100, default: true },
            extras: {
              module: 'produits',
              exposes: ['./slice'],
              routes: [{ path: '/produits', requests: ['/api/produits'] }],
              navigation: [{ path: '/produits', label: { fr: 'Produits', en: 'Products' }, order: 1 }],
              widgets: [],
            },
          },
        ],
      },
    }),
  );
  expect(await read('/internal/releases')).toEqual([{ origin, state: 'available', release: releaseOf() }]);
  expect(await sliceState()).toEqual({
    nom: 'produits',
    etat: 'disponible',
    version: '1.0.0',
    commit: 'abc1234',
    construiteLe: '2026-11-01T10:00:00.000Z',
    verifieeLe: expect.any(String),
    raison: null,
  });
  expect(requests[0]?.url).toBe('/release.json');

  answer = json(releaseOf({ version: '1.1.0' }));
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.1.0' }));
});

test('both documents revalidate', async () => {
  answer = json(releaseOf());
  await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ etat: 'disponible' }));
  for (const path of ['/api/frontends', '/internal/releases']) {
    const etag = (await api?.get(path))?.headers.get('etag') ?? '';
    expect((await api?.get(path, { 'if-none-match': etag }))?.status).toBe(304);
  }
});

test('asks whether anything changed, and logs a change once', async () => {
  answer = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.setHeader('etag', '"v1"').end(JSON.stringify(releaseOf()));
  };
  await follow();
  await vi.waitFor(() => expect(requests.length).toBeGreaterThan(5));
  expect(requests.slice(1).every(({ etag }) => etag === '"v1"')).toBe(true);
  expect(lines.map(({ msg, etat }) => [msg, etat])).toEqual([['slice state changed', 'disponible']]);
});

test.each<[string, () => RequestListener, string, string]>([
  ['no JSON', () => json('<!doctype html>'), 'invalide', 'release.json n’est pas du JSON'],
  ['no release', () => json({ name: 'produits' }), 'invalide', 'release.json : version : '],
  ['another name', () => json(releaseOf({ name: 'panier' })), 'invalide', 'la slice se nomme panier'],
  ['another contract', () => json(releaseOf({ contractVersion: 2 })), 'invalide', 'version du contrat 2'],
  [
    'a wrong hash',
    () =>
      json(releaseOf({ files: { ...files, 'assets/page.js': { size: 20, integrity: `sha384-${'c'.repeat(64)}` } } })),
    'invalide',
    'integrity ne correspond pas aux fichiers',
  ],
  ['a missing file', () => json(releaseOf({ entry: 'other.json' })), 'invalide', 'other.json n’est pas dans files'],
  ['a path upwards', () => json(releaseOf({ entry: '../other.json' })), 'invalide', 'release.json : entry : '],
  ['no release.json', () => (_, response) => response.writeHead(404).end(), 'invalide', 'a répondu 404'],
  [
    'a redirect',
    () => (_, response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end(),
    'invalide',
    'a répondu 302',
  ],
  ['an error', () => (_, response) => response.writeHead(503).end(), 'injoignable', 'a répondu 503'],
  ['a cut connection', () => (request) => request.socket.destroy(), 'injoignable', 'connexion impossible'],
  ['more than a megabyte', () => json('x'.repeat(1_000_001)), 'invalide', 'dépasse 1000000 octets'],
  ['no end', () => (_, response) => response.write('{'), 'injoignable', 'pas de réponse en 2 s'],
])('an origin that answers %s keeps its last good release, and recovers', async (_, broken, etat, raison) => {
  answer = json(releaseOf());
  await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ etat: 'disponible' }));
  const served = await read('/api/frontends');

  answer = broken();
  await vi.waitFor(
    async () =>
      expect(await sliceState()).toMatchObject({ etat, raison: expect.stringContaining(raison), version: '1.0.0' }),
    4_000,
  );
  expect(await read('/api/frontends')).toEqual(served);
  expect(await read('/internal/releases')).toMatchObject([{ state: 'unreachable', release: { version: '1.0.0' } }]);
  expect(requests.some(({ url }) => url !== '/release.json')).toBe(false);

  answer = json(releaseOf({ version: '1.0.1' }));
  await vi.waitFor(
    async () => expect(await sliceState()).toMatchObject({ etat: 'disponible', version: '1.0.1' }),
    4_000,
  );
  expect(lines.map(({ etat }) => etat)).toEqual(['disponible', etat, 'disponible']);
});

test('an origin that never answered is in the information, not in the discovery', async () => {
  slice.close();
  await follow();
  await vi.waitFor(async () =>
    expect(await sliceState()).toMatchObject({ raison: 'connexion impossible', version: null }),
  );
  expect(await read('/api/frontends')).toEqual({ schema: DISCOVERY_SCHEMA, microFrontends: {} });
  expect((await api?.get('/ready'))?.status).toBe(200);
});

test('an API that starts while a slice is down knows its pages from what another has saved', async () => {
  answer = json(releaseOf());
  await follow();
  await vi.waitFor(async () => expect(await database.db('followed_releases').pluck('slice')).toEqual(['produits']));
  const served = await read('/internal/releases');
  await api?.stop();
  answer = (request) => request.socket.destroy();
  await follow();
  expect(await read('/internal/releases')).toEqual([{ ...(served as unknown as object[])[0], state: 'unreachable' }]);
  expect(await read('/api/frontends')).toMatchObject({ microFrontends: { produits: [{}] } });
});

test('a saved release that this version refuses is left aside', async () => {
  await database.db('followed_releases').insert({ slice: 'produits', release: { ...releaseOf(), contractVersion: 9 } });
  answer = (request) => request.socket.destroy();
  await follow();
  await vi.waitFor(async () => expect(await read('/internal/releases')).toEqual([]));
});

test('an API that knows nothing says so, rather than that there are no slices', async () => {
  answer = (request) => request.socket.destroy();
  await database.db.schema.renameTable('followed_releases', 'elsewhere');
  await follow();
  for (const path of ['/internal/releases', '/api/frontends']) {
    expect(await read(path)).toMatchObject({ status: 503, code: 'service-indisponible' });
  }
  await database.db.schema.renameTable('elsewhere', 'followed_releases');
  await vi.waitFor(async () => expect(await read('/internal/releases')).toEqual([]));
});

test('old and new replicas behind one origin: the newer build stays, until it is gone', async () => {
  const versions = ['1.0.0', '1.1.0'].map((version, day) =>
    releaseOf({ version, builtAt: `2026-11-0${day + 1}T10:00:00.000Z` }),
  );
  let turn = 0;
  answer = (request, response) => json(versions[turn++ % 2])(request, response);
  await follow();
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.1.0' }));
  for (const end = Date.now() + 500; Date.now() < end; ) {
    expect(await sliceState()).toMatchObject({ etat: 'disponible', version: '1.1.0' });
  }
  // the team takes 1.1.0 back
  answer = json(versions[0]);
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ version: '1.0.0' }), 8_000);
});

test.each([
  [false, 'disponible'],
  [true, 'invalide'],
])('an absolute entry, in production: %s', async (production, etat) => {
  answer = json(releaseOf({ entry: 'http://localhost:5174/mf-manifest.json' }));
  await follow(production);
  await vi.waitFor(async () => expect(await sliceState()).toMatchObject({ etat }));
});
