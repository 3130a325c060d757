import type { Deployment, DiscoveryDocument, ReleaseStatus } from '@boutique/contracts/frontends';
import type { Problem } from '@boutique/contracts/problems';
import { fileDigest } from '@boutique/contracts/release';
import { expect, vi } from 'vitest';
import { createAccount } from '../../test/people.ts';
import { type Build, buildOf } from '../../test/slice-server.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { archiveOf, type Team, teamOf, teamTest as test } from '../../test/team.ts';
import { setShellDeployToken } from './deploy-tokens.queries.ts';
import { deleteUnusedFiles } from './stored-files.queries.ts';

test('a release is published, promoted, replaced, and rolled back at once', async ({
  team: { ask, publish, setTraffic, states, history, inService },
}) => {
  expect((await publish(buildOf())).body).toMatchObject({ version: '1.0.0', state: 'new', traffic: 0 });
  expect(await inService()).toEqual([['1.0.0', 'new', 0]]);
  expect((await setTraffic('1.0.0', 100, { reason: 'the first' })).body).toMatchObject({
    state: 'active',
    traffic: 100,
  });
  await publish(buildOf({ version: '1.1.0' }));
  await setTraffic('1.1.0', 100);
  expect(await inService()).toEqual([
    ['1.1.0', 'active', 100],
    ['1.0.0', 'fallback', 0],
  ]);
  const back = await ask<ReleaseStatus>('POST', 'produits/rollback', { reason: 'wrong prices' });
  expect(back.body).toMatchObject({ version: '1.0.0', state: 'active', traffic: 100 });
  // a failed release is no fallback, but tabs that still run it find its files
  expect(await inService()).toEqual([
    ['1.0.0', 'active', 100],
    ['1.1.0', 'retired', 0],
  ]);
  expect(await states()).toEqual([
    ['1.1.0', 'failed', 0],
    ['1.0.0', 'active', 100],
  ]);
  expect(
    (await history()).map(({ action, version, state, author, reason }) => [action, version, state, author, reason]),
  ).toEqual([
    ['rollback', '1.0.0', 'active', 'token ci', 'wrong prices'],
    ['traffic', '1.1.0', 'active', 'token ci', null],
    ['registered', '1.1.0', 'new', 'token ci', 'commit abc1234'],
    ['traffic', '1.0.0', 'active', 'token ci', 'the first'],
    ['registered', '1.0.0', 'new', 'token ci', 'commit abc1234'],
    ['token-created', null, null, 'Alix', 'ci'],
  ]);
});

test('a canary has its share until another canary replaces it', async ({
  team: { publish, setTraffic, states, inService, startCanary },
}) => {
  await startCanary();
  expect(await inService()).toEqual([
    ['1.0.0', 'active', 90],
    ['1.1.0', 'canary', 10],
  ]);
  await publish(buildOf({ version: '1.2.0' }));
  await setTraffic('1.2.0', 30, { automatic: false });
  expect(await states()).toEqual([
    ['1.2.0', 'canary', 30],
    ['1.1.0', 'retired', 0],
    ['1.0.0', 'active', 70],
  ]);
  await setTraffic('1.2.0', 0);
  expect(await inService()).toEqual([
    ['1.0.0', 'active', 100],
    ['1.2.0', 'retired', 0],
    ['1.1.0', 'retired', 0],
  ]);
});

test('giving all traffic to the active version takes its canary out', async ({
  team: { setTraffic, states, startCanary },
}) => {
  await startCanary();
  expect((await setTraffic('1.0.0', 100)).body).toMatchObject({ state: 'active', traffic: 100 });
  expect(await states()).toEqual([
    ['1.1.0', 'retired', 0],
    ['1.0.0', 'active', 100],
  ]);
});

test('the same content again is the same release; other content under its version is refused', async ({
  team: { publish, history },
}) => {
  const first = await publish(buildOf());
  expect((await publish(buildOf())).body).toEqual(first.body);
  const other = await publish(buildOf({}, { 'assets/page.js': 'export const v = 2;' }));
  expect(other).toMatchObject({ status: 409, body: { code: 'version-already-published' } });
  expect(other.body.detail).toContain('RELEASE_VERSION');
  expect((await history())[0]).toMatchObject({ action: 'refused', version: '1.0.0', reason: other.body.detail });
});

const build = buildOf();
const changed = (content: string | undefined): Build => ({
  ...build,
  contents: { ...build.contents, 'assets/page.js': content as string },
});
const missing: Build = {
  ...build,
  contents: Object.fromEntries(Object.entries(build.contents).filter(([file]) => file !== 'assets/page.js')),
};
/** The shell, and the slice `panier` with a page and a widget, are in service. */
async function furnish({ publish, tokenOf, ask }: Team): Promise<void> {
  const shared = { react: { version: '19.3.1', requiredVersion: '^19.3.1' } };
  const shell = buildOf({ name: 'shell', routes: [], navigation: [], shared });
  expect(await publish(shell, await tokenOf('shell'))).toMatchObject({ status: 201 });
  const panier = buildOf({
    name: 'panier',
    routes: [{ path: '/panier/:id', requests: [], modules: [], styles: [] }],
    navigation: [],
    widgets: [{ name: 'MiniPanier', modules: [], styles: [] }],
  });
  const bearer = await tokenOf('panier');
  expect(await publish(panier, bearer)).toMatchObject({ status: 201 });
  const promoted = await ask('PUT', 'panier/traffic', { version: '1.0.0', traffic: 100 }, bearer);
  expect(promoted).toMatchObject({ status: 200 });
}
const page = (path: string) => ({ path, requests: [], modules: [], styles: [] });

test.for<[string, Build, string, string]>([
  [
    'a file with other content',
    changed(build.contents['assets/page.js']?.replace('1', '2')),
    'files.assets/page.js',
    'not the file',
  ],
  ['a file cut short', changed('exp'), 'files.assets/page.js', 'not the file'],
  ['a longer file', changed('x'.repeat(500)), 'files.assets/page.js', '500 bytes, at most'],
  ['a missing chunk', missing, 'files.assets/page.js', 'it is missing'],
  ['a wrong release hash', buildOf({ integrity: `sha384-${'c'.repeat(64)}` }), 'integrity', 'not the hash'],
  ['another contract', buildOf({ contractVersion: 1 }), 'contractVersion', 'contract 1 is not'],
  [
    'a shared range that the shell does not satisfy',
    buildOf({ shared: { react: { version: '20.0.0', requiredVersion: '^20.0.0' } } }),
    'shared.react',
    'the shell in service offers 19.3.1',
  ],
  [
    'a shared module that the shell does not know',
    buildOf({ shared: { vue: { version: '3.0.0', requiredVersion: '^3.0.0' } } }),
    'shared.vue',
    'offers no version',
  ],
  ['a widget that no slice offers', buildOf({ needs: ['AjouterAuPanier'] }), 'needs', 'AjouterAuPanier'],
  ['too many bytes', buildOf({ budget: 10 }), 'routes./produits', 'its budget is 10'],
  ['no exposed module', buildOf({ exposes: [] }), 'exposes', './slice is missing'],
  ['an entry that is missing', buildOf({ entry: 'e.js' }), 'entry', 'e.js is not among the files'],
  ['a server entry that is missing', buildOf({ server: 'e.cjs' }), 'server', 'e.cjs is not among the files'],
  [
    'a page of another slice',
    buildOf({ routes: [page('/panier/:numero')], navigation: [] }),
    'routes./panier/:numero',
    'panier 1.0.0 has it already',
  ],
  [
    'a widget of another slice',
    buildOf({ widgets: [{ name: 'MiniPanier', modules: [], styles: [] }] }),
    'widgets.MiniPanier',
    'panier 1.0.0 has it already',
  ],
  ['a page of the shell', buildOf({ routes: [page('/systeme')], navigation: [] }), 'routes./systeme', 'belongs to'],
  ['a text that PostgreSQL cannot store', buildOf({ commit: 'a\0b' }), 'commit', 'control characters'],
  ['a dev server', buildOf({ entry: 'http://localhost:5174/remoteEntry.js' }), 'entry', 'dev servers'],
])('%s is refused with the reason', async ([_, bad, chemin, reason], { team, db }) => {
  const { publish, states, history } = team;
  await furnish(team);
  const refused = await publish(bad);
  expect(refused).toMatchObject({ status: 422, body: { code: 'release-refused' } });
  expect(refused.body.erreurs).toEqual([{ chemin, message: expect.stringContaining(reason) }]);
  expect((await history())[0]).toMatchObject({ action: 'refused', reason: expect.stringContaining(reason) });
  expect(await states()).toEqual([]);
  expect(await db('release_files').join('releases as r', 'r.id', 'release_id').where({ slice: 'produits' })).toEqual(
    [],
  );
});

test('an upload is refused that is not an archive, is of another slice, or exceeds the operator’s limits', async ({
  team: { upload },
  db,
}) => {
  const html = await upload('produits', Buffer.from('<html>'));
  expect(html).toMatchObject({ status: 422, body: { erreurs: [{ chemin: 'archive' }] } });
  const foreign = await upload('produits', await archiveOf(buildOf({ name: 'panier' })));
  expect(foreign).toMatchObject({ status: 422, body: { erreurs: [{ chemin: 'name' }] } });
  const strict = await startApi({ db, limits: { maxBytes: 100, maxFiles: 3 } });
  const large = await (await teamOf(db, strict)).publish(buildOf());
  await strict.stop();
  expect(large.body.erreurs?.map(({ message }) => message)).toEqual([
    '4 files, at most 3 are stored',
    expect.stringContaining('at most 100'),
  ]);
});

test('four publications of one version with different content at once: one is registered, three are refused', async ({
  team: { publish },
  db,
}) => {
  const builds = [1, 2, 3, 4].map((number) => buildOf({}, { 'assets/page.js': `export const v = ${number};` }));
  const answers = await Promise.all(builds.map((one) => publish(one)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  expect(await db('releases').pluck('version')).toEqual(['1.0.0']);
});

test('a version cannot change its routes, navigation, widgets, needs or budget, even with the same files', async ({
  team: { publish },
}) => {
  await publish(buildOf());
  for (const change of [
    { routes: [page('/autre')], navigation: [] },
    { navigation: [] },
    { widgets: [{ name: 'Nouveau', modules: [], styles: [] }] },
    { budget: 50_000 },
    { shared: { react: { version: '19.3.1', requiredVersion: '^19.3.1' } } },
  ]) {
    expect(await publish(buildOf(change))).toMatchObject({ status: 409, body: { code: 'version-already-published' } });
  }
  const rebuilt = await publish(buildOf({ commit: 'other', builtAt: '2026-11-02T10:00:00.000Z' }));
  expect(rebuilt).toMatchObject({ status: 201, body: { commit: 'abc1234' } });
});

test('a stored file is served by its hash, without a type', async ({ team: { publish }, api }) => {
  await publish(build);
  const [file, { integrity }] = Object.entries(build.release.files)[0] as [string, { integrity: string }];
  const path = `/api/frontends/files/${fileDigest(integrity)}`;
  const response = await api.get(path);
  expect([response.status, await response.text()]).toEqual([200, build.contents[file]]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const etag = response.headers.get('etag') ?? '';
  expect((await api.get(path, { 'if-none-match': etag })).status).toBe(304);
  for (const digest of ['x', '_'.repeat(64), '%00', 'constructor']) {
    expect((await api.get(`/api/frontends/files/${digest}`)).status, digest).toBe(digest === '%00' ? 400 : 404);
  }
});

test('files that two releases share are stored once', async ({ team: { publish }, db }) => {
  await publish(buildOf());
  await publish(buildOf({ version: '1.1.0' }));
  // three of the four files are the same
  expect(await db('release_contents').pluck('sha384')).toHaveLength(5);
  expect(await db('release_files').pluck('sha384')).toHaveLength(8);
});

test('builds of the shell are registered, but the register gives them no traffic', async ({
  team: { tokenOf, ask, publish, inService, token },
}) => {
  const bearer = await tokenOf('shell');
  const shell = buildOf({ name: 'shell', routes: [], navigation: [] });
  expect(await publish(shell, bearer)).toMatchObject({ status: 201 });
  // as a gateway does that restarts
  expect(await publish(shell, bearer)).toMatchObject({ status: 201 });
  expect(await inService()).toEqual([['1.0.0', 'shell', 0]]);
  const promoted = await ask<Problem>('PUT', 'shell/traffic', { version: '1.0.0', traffic: 100 }, bearer);
  expect(promoted).toMatchObject({ status: 409, body: { code: 'traffic-refused' } });
  expect(await publish(shell, token)).toMatchObject({ status: 403 });
});

test('a build of the shell may share versions that the shell before did not', async ({
  team: { publish, tokenOf },
}) => {
  const bearer = await tokenOf('shell');
  const shell = (version: string, react: string) =>
    buildOf({
      name: 'shell',
      version,
      routes: [],
      navigation: [],
      shared: { react: { version: react, requiredVersion: `^${react}` } },
    });
  expect(await publish(shell('1.0.0', '19.3.1'), bearer)).toMatchObject({ status: 201 });
  expect(await publish(shell('2.0.0', '20.0.0'), bearer)).toMatchObject({ status: 201 });
});

test('gateways publish the shell with the operator’s current secret, not with an earlier one', async ({
  team: { ask, publish },
  db,
}) => {
  const shell = buildOf({ name: 'shell', routes: [], navigation: [] });
  const [first, second] = ['1', '2'].map((digit) => digit.repeat(40)) as [string, string];
  await setShellDeployToken(db, first);
  await setShellDeployToken(db, first);
  expect(await publish(shell, first)).toMatchObject({ status: 201 });
  await setShellDeployToken(db, second);
  expect(await publish(shell, first)).toMatchObject({ status: 401 });
  expect(await publish(shell, second)).toMatchObject({ status: 201 });
  expect(await ask('GET', 'produits', undefined, second)).toMatchObject({ status: 403 });
});

test('a slice is taken out of service, and comes back with a version that gets traffic', async ({
  team: { ask, setTraffic, history, inService, startCanary },
  api,
}) => {
  await startCanary();
  const retired = await ask<Deployment>('POST', 'produits/retire', { reason: 'the shop does without it' });
  expect(retired.body.releases.map(({ version, state }) => [version, state])).toEqual([
    ['1.1.0', 'retired'],
    ['1.0.0', 'retired'],
  ]);
  expect(await (await api.get('/api/frontends')).json()).toMatchObject({ microFrontends: {} });
  expect(await inService()).toEqual([
    ['1.1.0', 'retired', 0],
    ['1.0.0', 'retired', 0],
  ]);
  expect((await history())[0]).toMatchObject({
    action: 'retired',
    author: 'token ci',
    reason: 'the shop does without it',
  });
  expect((await setTraffic('1.1.0', 100)).body).toMatchObject({ state: 'active' });
  expect(await inService()).toEqual([
    ['1.1.0', 'active', 100],
    ['1.0.0', 'fallback', 0],
  ]);
});

test('three slices with one page, promoted at the same time: only one gets traffic', async ({
  team: { tokenOf, ask, publish },
}) => {
  const names = ['une', 'deux', 'trois'];
  const tokens = await Promise.all(names.map(tokenOf));
  for (const [i, name] of names.entries()) {
    const other = buildOf({ name, routes: [page('/partagee')], navigation: [] });
    expect(await publish(other, tokens[i])).toMatchObject({ status: 201 });
  }
  const answers = await Promise.all(
    names.map((name, i) => ask('PUT', `${name}/traffic`, { version: '1.0.0', traffic: 100 }, tokens[i])),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
});

test('the cleanup keeps files of releases in service, rollback targets and recent ones; the register marks the rest', async ({
  team: { publish, setTraffic, status },
  db,
  api,
}) => {
  for (let minor = 0; minor < 13; minor += 1) {
    await publish(buildOf({ version: `1.${minor}.0` }));
    if (minor > 0) await setTraffic(`1.${minor}.0`, 100);
  }
  expect(await deleteUnusedFiles(db)).toBe(0);
  await db('releases').update({
    registered_at: db.raw("registered_at - interval '8 days'"),
    served_at: db.raw("served_at - interval '8 days'"),
  });
  await publish(buildOf({ version: '2.0.0' }));
  // 1.0.0 was never in service, 1.1.0 and 1.2.0 are not among the last ten: each had one file of its own, its page
  expect(await db.transaction(deleteUnusedFiles)).toBe(3);
  const { releases } = await status();
  expect(releases.filter(({ stored }) => !stored).map(({ version }) => version)).toEqual(['1.2.0', '1.1.0', '1.0.0']);
  const refused = await setTraffic('1.0.0', 100);
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Publish it again') } });
  await publish(buildOf());
  expect((await setTraffic('1.0.0', 100)).body).toMatchObject({ state: 'active', stored: true });
  const { integrity } = buildOf().release.files['assets/page.js'] as { integrity: string };
  expect((await api.get(`/api/frontends/files/${fileDigest(integrity)}`)).status).toBe(200);
});

test('a change in one API process is visible in the others at once', async ({
  team: { publish, setTraffic },
  api,
  database,
}) => {
  const other = await startApi(database);
  const versionOf = async ({ get }: TestApi) => {
    const { microFrontends } = (await (await get('/api/frontends')).json()) as DiscoveryDocument;
    return microFrontends.produits?.[0]?.metadata.version;
  };
  await vi.waitFor(async () => expect((await other.get('/api/frontends')).status).toBe(200));
  await publish(buildOf());
  await publish(buildOf({ version: '1.1.0' }));
  const delays: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const version = `1.${round % 2}.0`;
    await setTraffic(version, 100);
    expect(await versionOf(api)).toBe(version);
    const since = performance.now();
    await vi.waitFor(async () => expect(await versionOf(other)).toBe(version), { interval: 2 });
    delays.push(performance.now() - since);
  }
  expect(Math.max(...delays)).toBeLessThan(900);
  await other.stop();
});

test('a lost connection for announcements is replaced, and missed changes are read', async ({
  team: { publish, setTraffic, inService },
  db,
}) => {
  await publish(buildOf());
  await setTraffic('1.0.0', 100);
  // a connection that listens asks `select 1` before answers that must not be stale; PostgreSQL tells the last statement
  const listening = (lost: number[] = []): Promise<number[]> =>
    vi.waitFor(async () => {
      const pids: number[] = await db('pg_stat_activity')
        .whereRaw("datname = current_database() and query ~ '^(listen |select 1$)'")
        .pluck('pid');
      const others = pids.filter((pid) => !lost.includes(pid));
      expect(others).not.toEqual([]);
      return others;
    }, 5_000);
  const lost = await listening();
  for (const pid of lost) await db.raw('select pg_terminate_backend(?)', [pid]);
  await db('releases').update({ state: 'retired' });
  await vi.waitFor(async () => expect(await inService()).toEqual([['1.0.0', 'retired', 0]]), 5_000);
  await listening(lost);
});

test('a token of one slice cannot change another; a revoked or invented token cannot change any', async ({
  team: { tokenOf, ask, token },
  db,
  api,
}) => {
  await tokenOf('panier');
  const foreign = await ask<Problem>('GET', 'panier');
  expect(foreign).toMatchObject({ status: 403, body: { code: 'acces-refuse' } });
  expect(foreign.body.detail).toBe('This token is for the slice produits; it cannot change panier.');
  expect(await ask('GET', 'produits', undefined, `${token}x`)).toMatchObject({ status: 401 });
  const admin = { headers: { cookie: `session=${(await createAccount(db, 'admin')).token}` } };
  const [{ id }] = (await (await api.send('GET', '/api/frontends/produits/tokens', admin)).json()) as [{ id: string }];
  expect((await api.send('DELETE', `/api/frontends/produits/tokens/${id}`, admin)).status).toBe(204);
  expect(await ask('GET', 'produits')).toMatchObject({ status: 401, body: { code: 'non-connecte' } });
  expect(JSON.stringify(await db('deploy_tokens').select())).not.toContain(token.slice('boutique_produits_'.length));
});

test.for([
  ['an unknown version', ({ setTraffic }: Team) => setTraffic('9.9.9', 100), 404, 'release-not-found'],
  ['a share before any version is active', ({ setTraffic }: Team) => setTraffic('1.0.0', 10), 409, 'traffic-refused'],
  [
    'a rollback without an earlier version',
    ({ ask }: Team) => ask('POST', 'produits/rollback', {}),
    409,
    'traffic-refused',
  ],
] as const)('%s is refused', async ([_, run, expected, code], { team }) => {
  await team.publish(buildOf());
  expect(await run(team)).toMatchObject({ status: expected, body: { code } });
});

test('the history only grows', async ({ db }) => {
  await expect(db('release_history').update({ author: 'x' })).rejects.toThrow('only grows');
  await expect(db('release_history').delete()).rejects.toThrow('only grows');
});
