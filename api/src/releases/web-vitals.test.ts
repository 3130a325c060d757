import type { Mesures } from '@boutique/contracts/mesures';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { createMesuresMetrics } from './web-vitals.metrics.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const release = { slice: 'produits', version: '1.0.0' };
/** A register of slices, and the lines at /metrics that begin with a name. */
function start(...releases: (typeof release)[]) {
  const registry = new Registry();
  const count = createMesuresMetrics(registry, () => releases);
  const lines = async (name: string) => (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));
  return { releases, lines, count: (mesures: Partial<Mesures>) => count({ vitals: [], chargements: [], ...mesures }) };
}

test('a time is observed in seconds, under its vital and release', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  count({ vitals: [{ ...release, nom: 'LCP', valeur: 2500 }] });
  const labels = 'vital="LCP",slice="produits",version="1.0.0"';
  expect(await lines('web_vital_seconds_sum')).toEqual([`web_vital_seconds_sum{${labels}} 2.5`]);
  // a page that is just good counts as good
  expect(await lines('web_vital_seconds_bucket')).toContain(`web_vital_seconds_bucket{le="2.5",${labels}} 1`);
  expect(await lines('web_vital_seconds_bucket')).toContain(`web_vital_seconds_bucket{le="1.8",${labels}} 0`);
});

test('CLS, which has no unit, is a histogram of its own', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  count({ vitals: [{ ...release, nom: 'CLS', valeur: 0.1 }] });
  expect(await lines('web_vital_layout_shift_bucket{le="0.1"')).toEqual([
    'web_vital_layout_shift_bucket{le="0.1",slice="produits",version="1.0.0"} 1',
  ]);
  expect(await lines('web_vital_seconds_count')).toEqual([]);
});

test('loads are counted by release and outcome, from zero on', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  const series = (etatChargement: string, value: number) =>
    `slice_loads_total{slice="produits",version="1.0.0",etat="${etatChargement}"} ${value}`;
  expect(await lines('slice_loads_total')).toEqual([series('chargee', 0), series('en-panne', 0)]);
  count({
    chargements: [
      { ...release, etat: 'chargee' },
      { ...release, etat: 'chargee' },
    ],
  });
  count({ chargements: [{ ...release, etat: 'en-panne' }] });
  expect(await lines('slice_loads_total')).toEqual([series('chargee', 2), series('en-panne', 1)]);
});

test('whatever clients write, there are no series but those of the register, the shell and what is unknown', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  for (let number = 0; number < 50; number += 1) {
    count({ vitals: [{ slice: `slice-${number}`, version: `${number}.0.0`, nom: 'INP', valeur: 1 }] });
    count({ vitals: [{ slice: 'produits', version: `9.0.${number}`, nom: 'INP', valeur: 1 }] });
    count({ vitals: [{ slice: 'shell', version: `${number}`, nom: 'INP', valeur: 1 }] });
  }
  expect(await lines('web_vital_seconds_count')).toEqual([
    'web_vital_seconds_count{vital="INP",slice="inconnue",version="inconnue"} 50',
    'web_vital_seconds_count{vital="INP",slice="produits",version="inconnue"} 50',
    'web_vital_seconds_count{vital="INP",slice="shell",version=""} 50',
  ]);
});

test('a version that was in service before still counts for its own', async () => {
  const { releases, count, lines } = start({ slice: 'produits', version: '1.0.0' });
  await lines('slice_loads_total');
  releases.splice(0, 1, { slice: 'produits', version: '1.1.0' });
  count({ vitals: [{ ...release, nom: 'FCP', valeur: 1 }] });
  count({ vitals: [{ ...release, version: '1.1.0', nom: 'FCP', valeur: 1 }] });
  expect(await lines('web_vital_seconds_count')).toEqual([
    'web_vital_seconds_count{vital="FCP",slice="produits",version="1.0.0"} 1',
    'web_vital_seconds_count{vital="FCP",slice="produits",version="1.1.0"} 1',
  ]);
});

test('a report is at /metrics', async () => {
  const page = {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    route: '/produits',
    debut: '2026-11-01T10:00:00.000Z',
    fin: '2026-11-01T10:00:01.500Z',
  };
  const vitals = [{ slice: 'shell', version: '', nom: 'TTFB', valeur: 80 }];
  const send = (body: object) =>
    api.send('POST', '/api/mesures', { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  expect((await send({ vitals, chargements: [] })).status).toBe(204);
  expect((await send({ vitals: [], chargements: [], page })).status).toBe(204);
  expect(await (await api.get('/metrics')).text()).toContain(
    'web_vital_seconds_sum{vital="TTFB",slice="shell",version=""} 0.08',
  );
});
