import type { PageLoad, PageView, SliceLoad, WebVital } from '@boutique/contracts/web-vitals';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

const vital: WebVital = { slice: 'produits', version: '1.0.0', name: 'LCP', value: 1234.5 };
const load: SliceLoad = { slice: 'produits', version: '1.0.0', result: 'loaded' };
const page: PageLoad = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  route: '/produits/:id',
  start: '2026-11-01T10:00:00.000Z',
  end: '2026-11-01T10:00:01.500Z',
};
const nothing: PageView = { vitals: [], loads: [] };

/** Reports of web vitals, on any server. */
export function describeWebVitals(server: () => Server): void {
  const requests = requestsTo(server);

  describe('POST /api/web-vitals', () => {
    it.each<[string, PageView]>([
      ['nothing', nothing],
      [
        'every vital',
        { ...nothing, vitals: (['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const).map((name) => ({ ...vital, name })) },
      ],
      ['a load and a failure', { ...nothing, loads: [load, { ...load, version: '', result: 'failed' }] }],
      ['the shell’s own page', { ...nothing, vitals: [{ ...vital, slice: 'shell', version: '' }] }],
      ['a page load', { ...nothing, page }],
      ['a page that does not exist', { ...nothing, page: { ...page, route: '*' } }],
    ])('accepts %s', async (_what, view) => {
      const response = await requests.post('/api/web-vitals', view);
      expect([response.status, await response.text()]).toEqual([204, '']);
    });

    it.each<[string, unknown, string[]]>([
      ['an empty object', {}, ['body.vitals', 'body.loads']],
      ['an address', { ...nothing, url: '/produits/k1' }, ['body.url']],
      ['an unknown vital', { ...nothing, vitals: [{ ...vital, name: 'FID' }] }, ['body.vitals.0.name']],
      ['a negative value', { ...nothing, vitals: [{ ...vital, value: -1 }] }, ['body.vitals.0.value']],
      ['a value out of range', { ...nothing, vitals: [{ ...vital, value: 600_001 }] }, ['body.vitals.0.value']],
      ['an id of a guest', { ...nothing, vitals: [{ ...vital, visiteur: 'x' }] }, ['body.vitals.0.visiteur']],
      ['a malformed name of a slice', { ...nothing, vitals: [{ ...vital, slice: 'A"' }] }, ['body.vitals.0.slice']],
      ['too many vitals', { ...nothing, vitals: Array(6).fill(vital) }, ['body.vitals']],
      ['too many loads', { ...nothing, loads: Array(51).fill(load) }, ['body.loads']],
      ['a long version', { ...nothing, loads: [{ ...load, version: '1'.repeat(61) }] }, ['body.loads.0.version']],
      ['an unknown state', { ...nothing, loads: [{ ...load, result: 'slow' }] }, ['body.loads.0.result']],
      [
        'a malformed trace id',
        { ...nothing, page: { ...page, traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` } },
        ['body.page.traceparent'],
      ],
      ['a query', { ...nothing, page: { ...page, route: '/produits?q=x&y' } }, ['body.page.route']],
      [
        'an end before the beginning',
        { ...nothing, page: { ...page, end: '2026-11-01T09:59:59.999Z' } },
        ['body.page.end'],
      ],
    ])('refuses %s', async (_what, body, chemins) => {
      expect(await requests.refused('requete-invalide', '/api/web-vitals', { body })).toEqual(chemins);
    });
  });
}
