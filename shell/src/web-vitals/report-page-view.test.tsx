// @vitest-environment jsdom
import { PageView } from '@boutique/contracts/web-vitals';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { MetricType } from 'web-vitals';
import { renderShop } from '../testing/render-shop.tsx';
import { reportPageView } from './report-page-view.ts';

// jsdom paints nothing, so the test calls the observers itself; e2e/ measures in a real browser
const observers = vi.hoisted(() => new Map<string, (metric: unknown) => void>());
vi.mock('web-vitals', () =>
  Object.fromEntries(
    ['CLS', 'FCP', 'INP', 'LCP', 'TTFB'].map((name) => [
      `on${name}`,
      (report: (metric: unknown) => void) => observers.set(name, report),
    ]),
  ),
);
const measure = (name: MetricType['name'], value: number, ...startTimes: number[]) =>
  observers.get(name)?.({ name, value, entries: startTimes.map((startTime) => ({ startTime })) });

const sent: Blob[] = [];
let visibility: DocumentVisibilityState = 'visible';
Object.defineProperty(document, 'visibilityState', { get: () => visibility });
Object.defineProperty(navigator, 'sendBeacon', {
  value: (url: string, body: Blob) => {
    // incidents go elsewhere
    if (url !== '/api/web-vitals') return true;
    expect(body.type).toBe('application/json');
    return sent.push(body) > 0;
  },
});

const read = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });

/** Hides the page and returns its report, checked against the contract. */
async function hide(): Promise<PageView | undefined> {
  for (visibility of ['hidden', 'visible'] as const) {
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }
  const [report, ...more] = sent.splice(0);
  expect(more).toEqual([]);
  return report && PageView.parse(JSON.parse(await read(report)));
}

const Catalogue = () => <h1>Catalogue de test</h1>;
const pages = { '/produits/:id': async () => ({ Component: Catalogue }) };
const release = { slice: 'produits', version: '1.2.3' };

/** Opens the shop at this address and reports its page view. */
async function open(address: string, options: Parameters<typeof renderShop>[1] = { pages }) {
  const shop = await renderShop(address, options);
  onTestFinished(reportPageView(shop.view));
  return shop;
}

beforeEach(() => observers.clear());

test('a hidden page reports its vitals and loads, under the release that owned the page', async () => {
  await open('/produits/k1');
  await screen.findByRole('heading', { name: 'Catalogue de test' });
  measure('LCP', 812.4, 812.4);
  measure('CLS', 0);
  expect(sent).toEqual([]);
  expect(await hide()).toEqual({
    vitals: [
      { ...release, name: 'LCP', value: 812.4 },
      { ...release, name: 'CLS', value: 0 },
    ],
    loads: [{ ...release, result: 'loaded' }],
  });
});

test('hidden again, a page reports only what is new, and sends nothing when nothing is', async () => {
  await open('/produits/k1');
  measure('LCP', 800, 800);
  measure('CLS', 0.01, 900);
  await hide();
  measure('CLS', 0.2, 2000);
  expect(await hide()).toBeUndefined();
  measure('INP', 64, 3000);
  expect(await hide()).toEqual({ vitals: [{ ...release, name: 'INP', value: 64 }], loads: [] });
});

test('a vital after a navigation counts for the page shown at that time', async () => {
  const { router } = await open('/produits/k1');
  measure('FCP', 5, 5);
  await act(() => router.navigate('/systeme'));
  measure('INP', 120, performance.now());
  expect((await hide())?.vitals).toEqual([
    { ...release, name: 'FCP', value: 5 },
    { slice: 'shell', version: '', name: 'INP', value: 120 },
  ]);
});

test('a slice that fails and then loads is reported as both', async () => {
  let broken = true;
  await open('/produits/k1', {
    pages,
    loadSlice: () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve({ routes: pages, widgets: {} })),
  });
  await screen.findByRole('heading', { name: 'Cette page est momentanément indisponible' }, { timeout: 2_000 });
  expect(await hide()).toEqual({ vitals: [], loads: [{ ...release, result: 'failed' }] });
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  await screen.findByRole('heading', { name: 'Catalogue de test' });
  expect(await hide()).toEqual({ vitals: [], loads: [{ ...release, result: 'loaded' }] });
});

test('a traced page load is reported once, with its route', async () => {
  document.head.insertAdjacentHTML(
    'beforeend',
    '<meta name="traceparent" content="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01">',
  );
  onTestFinished(() => document.querySelector('meta[name="traceparent"]')?.remove());
  await open('/produits/k1');
  const page = (await hide())?.page;
  expect(page).toMatchObject({
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    route: '/produits/:id',
    start: new Date(performance.timeOrigin).toISOString(),
  });
  measure('INP', 8, 1);
  expect(await hide()).not.toHaveProperty('page');
});

test('a vital of a tab left open for hours is cut to the contract’s limit', async () => {
  await open('/systeme');
  measure('INP', 9_000_000, 1);
  expect((await hide())?.vitals).toEqual([{ slice: 'shell', version: '', name: 'INP', value: 600_000 }]);
});
