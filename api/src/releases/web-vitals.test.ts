import type { PageView } from '@boutique/contracts/web-vitals';
import { Registry } from 'prom-client';
import { expect } from 'vitest';
import { test } from '../../test/fixtures.ts';
import { createWebVitalsMetrics } from './web-vitals.metrics.ts';

const release = { slice: 'produits', version: '1.0.0' };
/** Metrics for these registered releases; `lines` gives the lines at /metrics that begin with a name. */
function start(...releases: (typeof release)[]) {
  const registry = new Registry();
  const count = createWebVitalsMetrics(registry, () => releases);
  const lines = async (name: string) => (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));
  return { releases, lines, count: (view: Partial<PageView>) => count({ vitals: [], loads: [], ...view }) };
}

test('a time is observed in seconds, under its vital and release', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  count({ vitals: [{ ...release, name: 'LCP', value: 2500 }] });
  const labels = 'vital="LCP",slice="produits",version="1.0.0"';
  expect(await lines('web_vital_seconds_sum')).toEqual([`web_vital_seconds_sum{${labels}} 2.5`]);
  // the bound itself counts as good
  expect(await lines('web_vital_seconds_bucket')).toContain(`web_vital_seconds_bucket{le="2.5",${labels}} 1`);
  expect(await lines('web_vital_seconds_bucket')).toContain(`web_vital_seconds_bucket{le="1.8",${labels}} 0`);
});

test('CLS, which has no unit, is a histogram of its own', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  count({ vitals: [{ ...release, name: 'CLS', value: 0.1 }] });
  expect(await lines('web_vital_layout_shift_bucket{le="0.1"')).toEqual([
    'web_vital_layout_shift_bucket{le="0.1",slice="produits",version="1.0.0"} 1',
  ]);
  expect(await lines('web_vital_seconds_count')).toEqual([]);
});

test('loads are counted by release and outcome, starting at zero', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  const series = (result: string, value: number) =>
    `slice_loads_total{slice="produits",version="1.0.0",result="${result}"} ${value}`;
  expect(await lines('slice_loads_total')).toEqual([series('loaded', 0), series('failed', 0)]);
  count({
    loads: [
      { ...release, result: 'loaded' },
      { ...release, result: 'loaded' },
    ],
  });
  count({ loads: [{ ...release, result: 'failed' }] });
  expect(await lines('slice_loads_total')).toEqual([series('loaded', 2), series('failed', 1)]);
});

test('names that clients invent create no time series', async () => {
  const { count, lines } = start({ slice: 'produits', version: '1.0.0' });
  for (let number = 0; number < 50; number += 1) {
    count({ vitals: [{ slice: `slice-${number}`, version: `${number}.0.0`, name: 'INP', value: 1 }] });
    count({ vitals: [{ slice: 'produits', version: `9.0.${number}`, name: 'INP', value: 1 }] });
    count({ vitals: [{ slice: 'shell', version: `${number}`, name: 'INP', value: 1 }] });
  }
  expect(await lines('web_vital_seconds_count')).toEqual([
    'web_vital_seconds_count{vital="INP",slice="unknown",version="unknown"} 50',
    'web_vital_seconds_count{vital="INP",slice="produits",version="unknown"} 50',
    'web_vital_seconds_count{vital="INP",slice="shell",version=""} 50',
  ]);
});

test('a version that is no longer in service still has its own series', async () => {
  const { releases, count, lines } = start({ slice: 'produits', version: '1.0.0' });
  await lines('slice_loads_total');
  releases.splice(0, 1, { slice: 'produits', version: '1.1.0' });
  count({ vitals: [{ ...release, name: 'FCP', value: 1 }] });
  count({ vitals: [{ ...release, version: '1.1.0', name: 'FCP', value: 1 }] });
  expect(await lines('web_vital_seconds_count')).toEqual([
    'web_vital_seconds_count{vital="FCP",slice="produits",version="1.0.0"} 1',
    'web_vital_seconds_count{vital="FCP",slice="produits",version="1.1.0"} 1',
  ]);
});

test('a report is at /metrics', async ({ api }) => {
  const page = {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    route: '/produits',
    start: '2026-11-01T10:00:00.000Z',
    end: '2026-11-01T10:00:01.500Z',
  };
  const vitals = [{ slice: 'shell', version: '', name: 'TTFB', value: 80 }];
  const send = (body: object) =>
    api.send('POST', '/api/web-vitals', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  expect((await send({ vitals, loads: [] })).status).toBe(204);
  expect((await send({ vitals: [], loads: [], page })).status).toBe(204);
  expect(await (await api.get('/metrics')).text()).toContain(
    'web_vital_seconds_sum{vital="TTFB",slice="shell",version=""} 0.08',
  );
});
