import type { Preview, SliceReleases } from '@boutique/contracts/deployments';
import type { HistoryEntry } from '@boutique/contracts/frontends';
import type { Problem } from '@boutique/contracts/problems';
import { signOverride } from '@boutique/release/sign-override';
import { expect } from 'vitest';
import { createAccount } from '../../test/people.ts';
import { buildOf } from '../../test/slice-server.ts';
import { teamTest } from '../../test/team.ts';
import { DEFAULT_RULES } from './canary.ts';
import { previewOf } from './preview.ts';

const KEY = 'k'.repeat(32);
const test = teamTest.override('options', { rules: { ...DEFAULT_RULES, stepClients: 4 }, overrideKey: KEY });

test('staff sees every slice: what is live, the canary and what it waits for, what stands in, and newer releases', async ({
  db,
  api,
  team: { publish, setTraffic, startCanary, tokenOf, load, fail, status },
}) => {
  const canary = await startCanary();
  await publish(buildOf({ version: '1.2.0' }));
  await tokenOf('vide');
  const { token } = await createAccount(db, 'admin');
  const read = async () =>
    (await (await api.get('/api/deployments', { cookie: `session=${token}` })).json()) as SliceReleases[];

  await load('10.0.1.1', '1.0.0');
  await fail('10.0.2.1', canary);
  const [produits, vide] = await read();
  expect(vide).toEqual({ slice: 'vide', releases: [] });
  expect(
    produits?.releases.map(({ version, state, traffic, standsIn }) => [version, state, traffic, standsIn]),
  ).toEqual([
    ['1.2.0', 'new', 0, false],
    ['1.1.0', 'canary', 10, false],
    ['1.0.0', 'active', 90, false],
  ]);
  const { files } = buildOf({ version: '1.1.0' }).release;
  expect(produits?.releases[1]).toMatchObject({
    author: 'token ci',
    commit: expect.any(String),
    bytes: Object.values(files).reduce((sum, { size }) => sum + size, 0),
    progress: {
      next: 50,
      waitsFor: 'failures',
      neededClients: 4,
      clients: 1,
      failingClients: 1,
      otherClients: 1,
      otherFailingClients: 0,
    },
  });
  expect(produits?.releases[0]?.progress).toBeNull();

  await setTraffic('1.1.0', 10, { automatic: false });
  const [held] = (await status()).releases.filter(({ state }) => state === 'canary');
  expect(held?.progress).toMatchObject({ waitsFor: 'command' });

  await setTraffic('1.1.0', 100);
  const standing = (await read())[0]?.releases.filter(({ standsIn }) => standsIn);
  expect(standing).toMatchObject([{ version: '1.0.0', state: 'retired' }]);
});

test('failures are grouped by message, with the number of clients and the first place', async ({
  team: { startCanary, fail, status },
}) => {
  const canary = await startCanary();
  await fail('10.0.1.1', canary, { place: '/produits' });
  await fail('10.0.1.1', canary, { place: '/produits/:id' });
  await fail('10.0.2.1', canary, { place: '/produits/:id' });
  await fail('10.0.2.1', canary, { message: 'RangeError: y' });
  const { incidents } = await status();
  expect(incidents.map(({ message, place, places, clients }) => [message, place, places, clients])).toEqual([
    ['TypeError: x is undefined', '/produits', 2, 2],
  ]);
});

test('a change by staff is in the history and in the audit, with its reason; one by a token is in the history only', async ({
  db,
  api,
  team: { startCanary, ask },
}) => {
  await startCanary();
  const { token, id } = await createAccount(db, 'admin', { nom: 'Alix' });
  const headers = { cookie: `session=${token}`, 'content-type': 'application/json' };
  await db('journal').delete();
  const body = JSON.stringify({ version: '1.1.0', traffic: 50, automatic: false, reason: 'peu de visiteurs' });
  expect((await api.send('PUT', '/api/frontends/produits/traffic', { headers, body })).status).toBe(200);
  const history = async (query: string) => (await ask<HistoryEntry[]>('GET', `produits/history${query}`)).body;
  const change = { action: 'traffic', version: '1.1.0', traffic: 50, reason: 'peu de visiteurs' };
  expect((await history('?action=traffic&version=1.1.0'))[0]).toMatchObject({ ...change, author: 'Alix' });
  expect((await history('?action=traffic&version=1.0.0')).map(({ version }) => version)).toEqual(['1.0.0']);
  expect((await history('?action=rollback')).length).toBe(0);
  expect((await ask<Problem>('GET', 'produits/history?action=unknown')).body.code).toBe('requete-invalide');
  const audit = await api.get('/api/administration/journal?objet=slice', headers);
  const { action, ...details } = change;
  expect(await audit.json()).toMatchObject([
    { acteur: { id, nom: 'Alix' }, action, objet: 'slice', objetId: 'produits', details },
  ]);
});

test('a preview is signed as gateways ask for it, and opens a page of the slice', async ({
  team: { publish, ask },
}) => {
  await publish(buildOf({ version: '1.1.0+build.7' }));
  const { body } = await ask<Preview>('GET', 'produits/releases/1.1.0+build.7/preview');
  const url = new URL(body.path, 'http://localhost');
  expect(body.signed).toBe(true);
  expect([...url.searchParams]).toEqual([
    ['slice.produits', '1.1.0+build.7'],
    ['signature', signOverride(KEY, 'produits', '1.1.0+build.7')],
  ]);
  expect(url.pathname).toBe('/produits');
  const unknown = await ask<Problem>('GET', 'produits/releases/9.0.0/preview');
  expect(unknown.body.code).toBe('release-not-found');
});

test('without a key, a preview has no signature', () => {
  const preview = previewOf(buildOf().release, undefined);
  expect(preview).toEqual({ path: '/produits?slice.produits=1.0.0', signed: false });
});
