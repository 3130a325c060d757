import type { Deploiement, EntreeHistorique, Incident, ReleaseInscrite } from '@boutique/contracts/frontends';
import type { Problem } from '@boutique/contracts/problems';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { type Build, buildOf, type SliceServer, serving, startSliceServer } from '../../test/slice-server.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { createAccount } from '../../test/visitors.ts';

/** What a team does with its slice, and what browsers make of it. */

let database: TestDatabase;
let api: TestApi;
let server: SliceServer;
let token: string;

beforeEach(async () => {
  database = await createTestDatabase();
  api = await startApi({ ...database, rules: { stepSeconds: 0, stepVisitors: 4, failingVisitors: 3 } });
  server = await startSliceServer(serving(buildOf()));
  token = await tokenOf('produits');
});
afterEach(async () => {
  await api.stop();
  server.stop();
  await database.drop();
});

async function tokenOf(slice: string): Promise<string> {
  const admin = await createAccount(database.db, 'admin', { nom: 'Alix' });
  const response = await api.send('POST', `/api/frontends/${slice}/jetons`, {
    headers: { cookie: `session=${admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ nom: 'ci' }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { jeton: string }).jeton;
}

async function ask<Body>(
  method: string,
  path: string,
  body?: object,
  bearer = token,
): Promise<{ status: number; body: Body }> {
  const response = await api.send(method, `/api/frontends/${path}`, {
    headers: { authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const publish = (build: Build) => {
  server.answer = serving(build);
  return ask<ReleaseInscrite & Problem>('POST', 'produits/releases', { origine: server.origin });
};
const setTraffic = (version: string, part: number, rest: object = {}) =>
  ask<ReleaseInscrite & Problem>('PUT', 'produits/trafic', { version, part, ...rest });
const status = async () => (await ask<Deploiement>('GET', 'produits')).body;
const states = async () => (await status()).releases.map(({ version, etat, trafic }) => [version, etat, trafic]);
const history = async () => (await ask<EntreeHistorique[]>('GET', 'produits/historique')).body;
const inService = async () =>
  ((await (await api.get('/internal/releases')).json()) as RegisteredRelease[]).map(({ role, traffic, release }) => [
    release.version,
    role,
    traffic,
  ]);

/** 1.0.0 has all visitors, 1.1.0 some. */
async function startCanary(part = 10, rest: object = {}): Promise<Release> {
  const build = buildOf({ version: '1.1.0' });
  await publish(buildOf());
  await setTraffic('1.0.0', 100);
  await publish(build);
  expect((await setTraffic('1.1.0', part, rest)).body).toMatchObject({ etat: 'canary', trafic: part });
  return build.release;
}

const from = (ip: string, path: string, body: object) =>
  api.send('POST', path, {
    headers: { 'x-forwarded-for': ip, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const load = (ip: string, version: string) =>
  from(ip, '/api/mesures', { vitals: [], chargements: [{ slice: 'produits', version, etat: 'chargee' }] });
const fail = (ip: string, { version, integrity }: Release, rest: Partial<Incident> = {}) =>
  from(ip, '/api/frontends/produits/incidents', {
    version,
    integrity,
    genre: 'rendu',
    ou: '/produits/:id',
    message: 'TypeError: x is undefined',
    repli: '1.0.0',
    ...rest,
  });

test('a release is published, promoted, replaced, and taken back at once', async () => {
  expect((await publish(buildOf())).body).toMatchObject({ version: '1.0.0', etat: 'nouvelle', trafic: 0 });
  expect(await inService()).toEqual([['1.0.0', 'other', 0]]);
  expect((await setTraffic('1.0.0', 100, { raison: 'première' })).body).toMatchObject({ etat: 'active', trafic: 100 });
  await publish(buildOf({ version: '1.1.0' }));
  await setTraffic('1.1.0', 100);
  expect(await inService()).toEqual([
    ['1.1.0', 'active', 100],
    ['1.0.0', 'fallback', 0],
  ]);
  const back = await ask<ReleaseInscrite>('POST', 'produits/rollback', { raison: 'prix faux' });
  expect(back.body).toMatchObject({ version: '1.0.0', etat: 'active', trafic: 100 });
  // nobody falls back on what has failed
  expect(await inService()).toEqual([['1.0.0', 'active', 100]]);
  expect(await states()).toEqual([
    ['1.1.0', 'en-echec', 0],
    ['1.0.0', 'active', 100],
  ]);
  expect(
    (await history()).map(({ action, version, etat, par, raison }) => [action, version, etat, par, raison]),
  ).toEqual([
    ['rollback', '1.0.0', 'active', 'jeton ci', 'prix faux'],
    ['trafic', '1.1.0', 'active', 'jeton ci', null],
    ['inscription', '1.1.0', 'nouvelle', 'jeton ci', `depuis ${server.origin}`],
    ['trafic', '1.0.0', 'active', 'jeton ci', 'première'],
    ['inscription', '1.0.0', 'nouvelle', 'jeton ci', `depuis ${server.origin}`],
    ['jeton-cree', null, null, 'Alix', 'ci'],
  ]);
});

test('a canary has its share, and its end when another comes', async () => {
  await startCanary();
  expect(await inService()).toEqual([
    ['1.0.0', 'active', 90],
    ['1.1.0', 'canary', 10],
  ]);
  await publish(buildOf({ version: '1.2.0' }));
  await setTraffic('1.2.0', 30, { automatique: false });
  expect(await states()).toEqual([
    ['1.2.0', 'canary', 30],
    ['1.1.0', 'retiree', 0],
    ['1.0.0', 'active', 70],
  ]);
  await setTraffic('1.2.0', 0);
  expect(await inService()).toEqual([
    ['1.0.0', 'active', 100],
    ['1.2.0', 'other', 0],
    ['1.1.0', 'other', 0],
  ]);
});

test('all visitors to the version that has most of them: the canary is out', async () => {
  await startCanary();
  expect((await setTraffic('1.0.0', 100)).body).toMatchObject({ etat: 'active', trafic: 100 });
  expect(await states()).toEqual([
    ['1.1.0', 'retiree', 0],
    ['1.0.0', 'active', 100],
  ]);
});

test('the same content again is the same release; other content under its version is refused', async () => {
  const first = await publish(buildOf());
  expect((await publish(buildOf())).body).toEqual(first.body);
  const other = await publish(buildOf({}, { 'assets/page.js': 'export const v = 2;' }));
  expect(other).toMatchObject({ status: 409, body: { code: 'version-deja-publiee' } });
  expect(other.body.detail).toContain('RELEASE_VERSION');
  expect((await history())[0]).toMatchObject({ action: 'refus', version: '1.0.0', raison: other.body.detail });
});

const build = buildOf();
const manifest = (text: string) => buildOf({}, { 'mf-manifest.json': text });
test.each<[string, Build, string, string]>([
  [
    'a file with other content',
    {
      ...build,
      contents: { ...build.contents, 'assets/page.js': build.contents['assets/page.js']?.replace('1', '2') ?? '' },
    },
    'files.assets/page.js',
    'empreinte sha384',
  ],
  [
    'a file cut short',
    { ...build, contents: { ...build.contents, 'assets/page.js': 'exp' } },
    'files.assets/page.js',
    '3 octets au lieu de',
  ],
  [
    'a longer file',
    { ...build, contents: { ...build.contents, 'assets/page.js': 'x'.repeat(500) } },
    'files.assets/page.js',
    'plus que les',
  ],
  [
    'a missing chunk',
    { ...build, contents: { ...build.contents, 'assets/page.js': undefined as never } },
    'files.assets/page.js',
    'a répondu 404',
  ],
  [
    'a wrong release hash',
    buildOf({ integrity: `sha384-${'c'.repeat(64)}` }),
    'origine',
    'integrity ne correspond pas',
  ],
  ['another contract', buildOf({ contractVersion: 2 }), 'origine', 'version du contrat 2'],
  ['another slice', buildOf({ name: 'panier' }), 'origine', 'la slice se nomme panier'],
  [
    'a shared range that the shell does not satisfy',
    buildOf({ shared: { react: { version: '20.0.0', requiredVersion: '^20.0.0' } } }),
    'shared.react',
    'le shell en service offre 19.3.1',
  ],
  [
    'a shared module that the shell does not know',
    buildOf({ shared: { vue: { version: '3.0.0', requiredVersion: '^3.0.0' } } }),
    'shared.vue',
    'aucune version',
  ],
  ['a widget that nobody offers', buildOf({ needs: ['AjouterAuPanier'] }), 'needs', 'AjouterAuPanier'],
  ['too many bytes', buildOf({ budget: 10 }), 'routes./produits', 'son budget est 10'],
  ['no exposed module', manifest('{"exposes":[]}'), 'entry', './slice n’est pas exposé'],
  ['a manifest that is no JSON', manifest('<html>'), 'entry', 'pas du JSON'],
  [
    'an entry that is not there',
    manifest('{"metaData":{"remoteEntry":{"name":"e.js","path":""}},"exposes":[{"path":"./slice"}]}'),
    'entry',
    '« e.js »',
  ],
])('%s is refused, and said why', async (_, bad, chemin, reason) => {
  const shell = buildOf({
    name: 'shell',
    routes: [],
    shared: { react: { version: '19.3.1', requiredVersion: '^19.3.1' } },
  });
  const announced = await api.send('PUT', '/internal/shells', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ origin: server.origin, release: shell.release }),
  });
  expect(announced.status).toBe(204);
  const refused = await publish(bad);
  expect(refused).toMatchObject({ status: 422, body: { code: 'release-refusee' } });
  expect(refused.body.erreurs).toEqual([{ chemin, message: expect.stringContaining(reason) }]);
  expect((await history())[0]).toMatchObject({ action: 'refus', raison: expect.stringContaining(reason) });
  expect(await states()).toEqual([]);
});

test('a token of one slice cannot touch another; a revoked or invented one, nothing', async () => {
  await tokenOf('panier');
  const foreign = await ask<Problem>('GET', 'panier');
  expect(foreign).toMatchObject({ status: 403, body: { code: 'acces-refuse' } });
  expect(foreign.body.detail).toBe('Ce jeton est celui de la slice produits : il ne peut rien pour panier.');
  expect(await ask('GET', 'produits', undefined, `${token}x`)).toMatchObject({ status: 401 });
  const admin = { headers: { cookie: `session=${(await createAccount(database.db, 'admin')).token}` } };
  const [{ id }] = (await (await api.send('GET', '/api/frontends/produits/jetons', admin)).json()) as [{ id: string }];
  expect((await api.send('DELETE', `/api/frontends/produits/jetons/${id}`, admin)).status).toBe(204);
  expect(await ask('GET', 'produits')).toMatchObject({ status: 401, body: { code: 'non-connecte' } });
  expect(JSON.stringify(await database.db('deploy_tokens').select())).not.toContain(
    token.slice('boutique_produits_'.length),
  );
});

test.each([
  ['an unknown version', () => setTraffic('9.9.9', 100), 404, 'version-introuvable'],
  ['a share before any version is active', () => setTraffic('1.0.0', 10), 409, 'aucun-retour'],
  ['a rollback without a version before', () => ask<Problem>('POST', 'produits/rollback', {}), 409, 'aucun-retour'],
] as const)('%s is refused', async (_, run, expected, code) => {
  await publish(buildOf());
  expect(await run()).toMatchObject({ status: expected, body: { code } });
});

test('the history only grows', async () => {
  await expect(database.db('release_history').update({ author: 'personne' })).rejects.toThrow('only grows');
  await expect(database.db('release_history').delete()).rejects.toThrow('only grows');
});

test('a canary that fails for three visitors is out by itself, with the figures on record', async () => {
  const canary = await startCanary();
  for (const last of [1, 2]) expect((await fail(`10.0.0.${last}`, canary)).status).toBe(204);
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
  await fail('10.0.0.3', canary);
  expect(await states()).toEqual([
    ['1.1.0', 'en-echec', 0],
    ['1.0.0', 'active', 100],
  ]);
  expect((await history())[0]).toMatchObject({
    action: 'retrait-automatique',
    version: '1.1.0',
    par: 'automatique',
    raison: expect.stringContaining('3 visiteurs sur 3 ont vu un échec'),
    mesures: { visiteurs: 3, visiteursEnEchec: 3, autresVisiteurs: 0, autresEnEchec: 0 },
  });
  expect((await status()).incidents[0]).toMatchObject({
    version: '1.1.0',
    genre: 'rendu',
    ou: '/produits/:id',
    repli: '1.0.0',
  });
});

test('one visitor cannot take a release down, however many browsers it plays', async () => {
  const canary = await startCanary();
  for (let i = 0; i < 80; i += 1) await fail('10.0.0.1', canary, { ou: `/page-${i}` });
  const late = await fail('10.0.0.1', canary);
  expect(late.status).toBe(429);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  // one network of 2^64 addresses is one visitor
  for (let i = 0; i < 10; i += 1) await fail(`2001:db8::${i}`, canary);
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
  const [release] = (await status()).releases;
  expect(release).toMatchObject({ visiteurs: 2, visiteursEnEchec: 2 });
});

test('reports on releases that nobody registered change nothing', async () => {
  const { status: code } = await fail('10.0.0.1', { ...buildOf().release, version: '7.0.0' });
  expect(code).toBe(204);
  expect(await database.db('incidents').select()).toEqual([]);
});

test('a canary goes through its steps while its visitors see no failures', async () => {
  await startCanary();
  const seen: number[] = [];
  await vi.waitFor(
    async () => {
      for (let last = 1; last <= 4; last += 1) await load(`10.0.1.${last}`, '1.1.0');
      const [release] = (await status()).releases;
      if (release && seen.at(-1) !== release.trafic) seen.push(release.trafic);
      expect(release?.etat).toBe('active');
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(seen).toEqual([10, 50, 100]);
  expect((await history()).slice(0, 2)).toMatchObject([
    { action: 'trafic', trafic: 100, par: 'automatique', mesures: { visiteurs: 4, visiteursEnEchec: 0 } },
    { action: 'trafic', trafic: 50, par: 'automatique' },
  ]);
});

test('a share that is held stays, whatever its visitors see', async () => {
  await startCanary(10, { automatique: false });
  for (let last = 1; last <= 6; last += 1) await load(`10.0.1.${last}`, '1.1.0');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await states()).toContainEqual(['1.1.0', 'canary', 10]);
});

test('an active release that fails goes back to the one before; without one, it stays', async () => {
  const first = buildOf();
  await publish(first);
  await setTraffic('1.0.0', 100);
  for (const last of [1, 2, 3]) await fail(`10.0.0.${last}`, first.release, { repli: null });
  expect(await states()).toEqual([['1.0.0', 'active', 100]]);
  const second = buildOf({ version: '1.1.0' });
  await publish(second);
  await setTraffic('1.1.0', 100);
  for (let last = 1; last <= 100; last += 1) await load(`10.0.2.${last}`, '1.1.0');
  for (const last of [1, 2, 3]) await fail(`10.0.0.${last}`, second.release);
  expect(await states()).toContainEqual(['1.1.0', 'active', 100]);
  for (const last of [4, 5, 6, 7]) await fail(`10.0.0.${last}`, second.release);
  expect(await states()).toEqual([
    ['1.1.0', 'en-echec', 0],
    ['1.0.0', 'active', 100],
  ]);
});
