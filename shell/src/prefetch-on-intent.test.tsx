// @vitest-environment jsdom
import { createApiClient } from '@boutique/contracts/client';
import { discoveryOf } from '@boutique/contracts/frontends';
import { type Answers, createQueryClient } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { keepPageLog } from './inspector/page-log.ts';
import { prefetchOnIntent } from './prefetch-on-intent.ts';
import { createRoutes } from './routes.tsx';
import { createSlices } from './slices/slices.ts';

const PAGE = { locale: 'fr', theme: undefined, signedIn: false, now: 0, origin: '', submitted: undefined } as const;

beforeEach(() => {
  vi.useFakeTimers();
  window.history.replaceState(null, '', '/');
});

const Nothing = () => null;

/** A page with links to a product, to another site and to the page itself. */
function start({ signedIn = false } = {}) {
  const discovery = discoveryOf([
    {
      role: 'active',
      traffic: 100,
      release: {
        name: 'produits',
        version: '1.0.0',
        builtAt: '2026-01-01T00:00:00.000Z',
        commit: 'abc',
        contractVersion: 3,
        entry: 'remoteEntry.js',
        exposes: ['./slice'],
        shared: {},
        routes: [
          {
            path: '/produits/:id',
            requests: ['/api/produits/{id}{?langue}', '/api/produits/{id}/mon-avis', '/api/administration/journal'],
            modules: [],
            styles: [],
          },
        ],
        navigation: [],
        widgets: [],
        integrity: `sha384-${'a'.repeat(64)}`,
        files: {},
      },
    },
  ]);
  const load = vi.fn(async () => ({
    routes: { '/produits/:id': async () => ({ Component: Nothing }) },
    widgets: {},
  }));
  const slices = createSlices({ discovery, refresh: async () => discovery, load });
  const answers: Answers = new Map();
  const queryClient = createQueryClient(createApiClient(), answers);
  const asked: string[] = [];
  const fetch = vi.fn(async (url: string | URL | Request) => {
    asked.push(String(url));
    return Response.json({ nom: 'Clavier' });
  });
  document.body.innerHTML =
    '<article><img src="/k.webp" srcset="/k.avif 256w"><a id="product" href="/produits/clavier" data-picture="50vw"><b>Clavier</b></a></article><a id="other" href="https://example.com/produits/x">x</a><a id="self" href="/">y</a>';
  const image = vi.spyOn(window, 'Image');
  onTestFinished(() => image.mockRestore());
  const routes = createRoutes(slices, keepPageLog());
  onTestFinished(prefetchOnIntent({ routes, slices, queryClient, answers, page: { ...PAGE, signedIn }, fetch }));
  onTestFinished(() => void vi.useRealTimers());
  const over = (selector: string, pointerType = 'mouse') =>
    document
      .querySelector(selector)
      ?.dispatchEvent(Object.assign(new Event('pointerover', { bubbles: true }), { pointerType }));
  const pictures = () => image.mock.results.map(({ value }) => value as HTMLImageElement);
  return { load, asked, pictures, answers, queryClient, over };
}

test('resting on a link loads the slice’s page, its data and its picture, once', async () => {
  const { load, asked, pictures, answers, queryClient, over } = start();
  over('#product b');
  await vi.advanceTimersByTimeAsync(64);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(load).toHaveBeenCalledTimes(1);
  expect(asked).toEqual(['/api/produits/clavier?langue=fr']);
  await vi.advanceTimersByTimeAsync(0);
  expect(answers.get('/api/produits/clavier?langue=fr')).toMatchObject({ status: 200, body: { nom: 'Clavier' } });
  over('#product b');
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toHaveLength(1);
  expect(pictures().map(({ sizes, srcset, src }) => [sizes, srcset, new URL(src).pathname])).toEqual([
    ['50vw', '/k.avif 256w', '/k.webp'],
  ]);
  const query = apiQuery('get /api/produits/{id}', { params: { id: 'clavier' }, query: { langue: 'fr' } });
  queryClient.getQueryCache().build(queryClient, queryClient.defaultQueryOptions(query));
  expect(queryClient.getQueryData(query.queryKey)).toMatchObject({ nom: 'Clavier' });
});

test('an account’s own data is fetched for accounts only, and staff’s never', async () => {
  const { asked, over } = start({ signedIn: true });
  over('#product');
  await vi.advanceTimersByTimeAsync(65);
  expect(asked).toEqual(['/api/produits/clavier?langue=fr', '/api/produits/clavier/mon-avis']);
});

test('moving on, other sites, the page itself, a finger that hovers, and saving data fetch nothing', async () => {
  const { asked, pictures, load, over } = start();
  over('#product');
  await vi.advanceTimersByTimeAsync(30);
  over('body');
  await vi.advanceTimersByTimeAsync(100);
  for (const selector of ['#other', '#self']) {
    over(selector);
    await vi.advanceTimersByTimeAsync(100);
  }
  over('#product', 'touch');
  await vi.advanceTimersByTimeAsync(100);
  Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'connection'));
  over('#product');
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([]);
  expect(pictures()).toEqual([]);
  expect(load).not.toHaveBeenCalled();
});
