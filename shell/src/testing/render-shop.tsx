import { createApiClient } from '@boutique/contracts/client';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import { discoveryOf } from '@boutique/contracts/frontends';
import type { Release } from '@boutique/contracts/release';
import type { PageModule, SliceModule } from '@boutique/contracts/slice';
import { createBrowserRouter, createQueryClient, RouterProvider } from '@boutique/facade';
import { act, cleanup, render } from '@testing-library/react';
import { expect, onTestFinished, vi } from 'vitest';
import { App } from '../app.tsx';
import { keepPageLog } from '../inspector/page-log.ts';
import { readPage } from '../page.ts';
import { createRoutes } from '../routes.tsx';
import { createSlices } from '../slices/slices.ts';
import { loadTexts } from '../texts/use-texts.ts';
import { observePageView } from '../web-vitals/page-view.ts';

type Pages = Record<string, () => Promise<PageModule>>;

interface Options {
  /** Pages of the one slice in service, by path; without them no slice is in service. */
  pages?: Pages;
  widgets?: SliceModule['widgets'];
  /** Replaces the immediate loading of the slice. */
  loadSlice?: () => Promise<SliceModule>;
  /** The fallback of release 1.2.3: release 1.2.2 with these pages. */
  behind?: { pages: Pages; widgets?: SliceModule['widgets'] };
  fetch?: typeof fetch;
}

/** A release of one slice with these pages and header widgets. */
function releaseWith(version: string, pages: Pages, widgets: SliceModule['widgets'] = {}): Release {
  return {
    name: 'produits',
    version,
    builtAt: '2026-01-01T00:00:00.000Z',
    commit: 'abc',
    contractVersion: CONTRACT_VERSION,
    entry: 'remoteEntry.js',
    exposes: ['./slice'],
    shared: {},
    routes: Object.keys(pages).map((path) => ({ path, requests: [], modules: [], styles: [] })),
    navigation: [
      { path: '/produits', label: { fr: 'Catalogue', en: 'Catalogue' }, order: 1 },
      { path: '/administration/produits', label: { fr: 'Produits', en: 'Products' }, order: 2, access: 'admin' },
      { path: '/lieux', label: { fr: 'Magasins', en: 'Stores' }, order: 3, place: 'footer' },
    ],
    widgets: Object.keys(widgets).map((name) => ({ name, slot: 'header-search', modules: [], styles: [] })),
    integrity: `sha384-${version.replaceAll('.', '').padEnd(64, 'a')}`,
    files: {},
  };
}

const texts = await loadTexts('fr');

/**
 * Renders the whole shell at this address, with a slice made by the test. A `console.error` of the page fails the test
 * unless it called `expectErrors`.
 */
export async function renderShop(address: string, { pages, widgets = {}, loadSlice, behind, fetch }: Options = {}) {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  const warnings = vi.spyOn(console, 'warn').mockImplementation(() => {});
  // jsdom lacks these
  const beacons = vi.fn<(url: string, body: Blob) => boolean>(() => true);
  const hasBeacons = 'sendBeacon' in navigator;
  if (!hasBeacons) Object.defineProperty(navigator, 'sendBeacon', { value: beacons, configurable: true });
  window.scrollTo = () => {};
  window.matchMedia = () => ({ matches: false }) as MediaQueryList;
  window.history.replaceState(null, '', address);

  const discovery = discoveryOf([
    ...(pages ? [{ role: 'active' as const, traffic: 100, release: releaseWith('1.2.3', pages, widgets) }] : []),
    ...(behind
      ? [{ role: 'fallback' as const, traffic: 0, release: releaseWith('1.2.2', behind.pages, behind.widgets) }]
      : []),
  ]);
  const embedded = document.createElement('script');
  embedded.type = 'application/json';
  embedded.id = 'discovery';
  embedded.textContent = JSON.stringify(discovery);
  document.head.append(embedded);

  const api = createApiClient(fetch && { fetch });
  const slices = createSlices({
    discovery,
    refresh: async () => discovery,
    load: async (_name, { metadata }) => {
      if (behind && metadata.version === '1.2.2') return { routes: behind.pages, widgets: behind.widgets ?? {} };
      return loadSlice ? loadSlice() : { routes: pages ?? {}, widgets };
    },
  });
  const router = createBrowserRouter(createRoutes(slices, keepPageLog()));
  const view = observePageView(router);
  let errorsExpected = false;
  onTestFinished(() => {
    router.dispose();
    cleanup();
    embedded.remove();
    if (!hasBeacons) Reflect.deleteProperty(navigator, 'sendBeacon');
    const logged = errors.mock.calls;
    errors.mockRestore();
    warnings.mockRestore();
    if (!errorsExpected) expect(logged).toEqual([]);
  });
  await act(async () =>
    render(
      <App page={readPage().page} texts={texts} api={api} queryClient={createQueryClient(api)} slices={slices}>
        <RouterProvider router={router} />
      </App>,
    ),
  );
  return {
    router,
    view,
    /** The page's reports so far, as pairs of URL and body. */
    reports: () =>
      Promise.all(beacons.mock.calls.map(async ([url, body]) => [url, JSON.parse(await textOf(body))] as const)),
    warnings,
    /** Allows errors on the console: React logs those that a boundary catches. */
    expectErrors: () => {
      errorsExpected = true;
    },
  };
}

/** jsdom's blobs have no `text()`. */
const textOf = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });
