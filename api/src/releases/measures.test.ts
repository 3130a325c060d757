import type { Statistics } from '@boutique/contracts/deployments';
import { expect, test, vi } from 'vitest';
import { teamTest } from '../../test/team.ts';
import { deleteExpired } from '../platform/cleanup.ts';
import { releasesCleanup } from './cleanup.queries.ts';
import { bucketOf, summaryOf } from './measures.ts';

const histogramOf = (vital: 'LCP' | 'CLS', values: readonly number[]) => {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = bucketOf(vital, value);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
};

test.each([
  ['LCP', 100, 2_500],
  ['CLS', 0.001, 0.3],
] as const)('the p75 of %s comes within a tenth of the exact one', (vital, least, greatest) => {
  const values = Array.from({ length: 400 }, (_, i) => least + ((greatest - least) * i) / 399);
  const exact = least + (greatest - least) * 0.75;
  const { p75, views } = summaryOf(vital, histogramOf(vital, values)) ?? { p75: 0, views: 0 };
  expect(views).toBe(400);
  expect(Math.abs(p75 - exact) / exact).toBeLessThan(0.1);
});

test('pages without a shift have a CLS of 0; without page views there is no p75', () => {
  expect(summaryOf('CLS', histogramOf('CLS', [0, 0, 0, 0]))).toEqual({ p75: 0, views: 4 });
  expect(summaryOf('CLS', new Map())).toBeNull();
});

teamTest(
  'loads, failures and vitals are counted per release',
  async ({ db, api, team: { ask, startCanary, fail } }) => {
    const canary = await startCanary();
    const view = (version: string, lcp: number) => ({
      vitals: [
        { slice: 'produits', version, name: 'LCP', value: lcp },
        { slice: 'produits', version, name: 'TTFB', value: 80 },
      ],
      loads: [
        { slice: 'produits', version, result: 'loaded' },
        { slice: 'produits', version: '9.9.9', result: 'loaded' },
      ],
    });
    for (const body of [view('1.0.0', 900), view('1.0.0', 900), view('1.1.0', 3_000)]) {
      const headers = { 'content-type': 'application/json' };
      await api.send('POST', '/api/web-vitals', { headers, body: JSON.stringify(body) });
    }
    await fail('10.0.1.1', canary);
    const sum = (counts: number[] = []) => counts.reduce((total, count) => total + count, 0);
    // reports are stored once a second
    await vi.waitFor(
      async () => {
        const { body } = await ask<Statistics>('GET', 'produits/statistics');
        expect(body.releases.map(({ version, loads, failures }) => [version, sum(loads), sum(failures)])).toEqual([
          ['1.1.0', 1, 1],
          ['1.0.0', 2, 0],
        ]);
      },
      { timeout: 5_000, interval: 100 },
    );
    const { body } = await ask<Statistics>('GET', 'produits/statistics?period=day');
    expect(body).toMatchObject({ intervalSeconds: 1_800, releases: [{ loads: { length: 48 } }, { state: 'active' }] });
    expect(sum(body.releases[1]?.loads.slice(-2))).toBe(2);
    expect(body.releases[1]?.vitals).toEqual({ LCP: { p75: expect.any(Number), views: 2 }, INP: null, CLS: null });
    expect(body.releases[1]?.vitals.LCP?.p75).toBeLessThan(900 * 1.2);
    expect(body.releases[0]?.vitals.LCP?.p75).toBeGreaterThan(2_500);
    expect((await ask('GET', 'produits/statistics?period=year')).status).toBe(400);

    await db('release_measures').update({ at: db.raw(`at - interval '3 days'`) });
    expect(await deleteExpired(db, releasesCleanup)).toEqual({ release_measures: 3 });
    expect(await db('release_measures').pluck('measure')).toEqual(['LCP', 'LCP']);
  },
);
