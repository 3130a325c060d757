import { createApiClient } from '@boutique/contracts/client';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import { basenameOf, splitLangue } from '@boutique/contracts/localized-path';
import { createMemoryRouter, createQueryClient, RouterProvider } from '@boutique/facade';
import type { EvaluatedSlice } from '@boutique/rendering/evaluate-slice';
import { renderToHtml } from '@boutique/rendering/render-to-html';
import type { ComponentType } from 'react';
import { App } from '../src/app.tsx';
import type { PageLogStore } from '../src/inspector/page-log.ts';
import { LEFT_TO_BROWSER } from '../src/page.ts';
import { createRoutes, startedAt } from '../src/routes.tsx';
import { ownWidget } from '../src/slices/owned-widget.tsx';
import type { RouteData } from '../src/slices/slice-route.tsx';
import type { Slices } from '../src/slices/slices.ts';
import { en } from '../src/texts/en.ts';
import { fr } from '../src/texts/fr.ts';
import type { PartFailure, RenderedMessage, RenderMessage } from './protocol.ts';

/** The longest that a page may wait for something of its own. Then the parts that still wait are left to the browser. */
const PATIENCE_MS = 200;
/** The contract's limit for the message of an incident. */
export const MESSAGE_LENGTH = 300;

/** Thrown in place of a part that is left to the browser. React passes only the digest on. */
class LeftToBrowser extends Error {
  override name = 'LeftToBrowser';
}

const NO_LOG: PageLogStore = {
  read: () => ({ loads: new Map(), incidents: [] }),
  subscribe: () => () => {},
};

/** Nothing is fetched while rendering: what has no answer yet is a skeleton, which the browser fills. */
const noApi = createApiClient({ fetch: () => Promise.reject(new Error('the renderer has no network')) });

interface Site {
  discovery: DiscoveryDocument;
  /** The evaluated releases by slice; a slice without one is left to the browser. */
  evaluated: ReadonlyMap<string, EvaluatedSlice>;
  /** The slice whose code is nearest in this stack. */
  sliceOf: (stack: string) => string | undefined;
}

/** Renders one page. Parts that fail are left to the browser and named in `failures`. */
export async function renderPage(
  { id, page, url, answers }: RenderMessage,
  { discovery, evaluated, sliceOf }: Site,
): Promise<RenderedMessage> {
  const failures: PartFailure[] = [];
  const left = () => rejected(new LeftToBrowser());
  const slices = serverSlices(discovery, evaluated, left);
  const routes = createRoutes(slices, NO_LOG);
  const [address = '/'] = url.split('?');
  const { path: pathname } = splitLangue(address);
  let asked: { slice: string; path: string } | undefined;
  startedAt(routes, pathname, (slice, path) => {
    asked = { slice, path };
    return { coming: left() };
  });
  const data = asked && (await loadedPage(slices, asked, failures));
  const router = createMemoryRouter(routes, {
    basename: basenameOf(page.locale),
    initialEntries: [url],
    hydrationData: startedAt(routes, pathname, () => data ?? { coming: left() }),
  });
  const at = page.now;
  const begun = Object.entries(answers).map(
    ([address, { json, ...answer }]) =>
      [address, { ...answer, at, body: json.length > 0 ? JSON.parse(String(json)) : undefined }] as const,
  );
  const queryClient = createQueryClient(noApi, new Map(begun));
  const note = (error: unknown, componentStack: string) => {
    if (error instanceof LeftToBrowser) return;
    const slice = sliceOf(`${(error as Error)?.stack ?? ''}\n${componentStack}`);
    failures.push({ slice, message: String(error).slice(0, MESSAGE_LENGTH) });
  };
  try {
    const markup = await renderToHtml(
      <App page={page} texts={page.locale === 'en' ? en : fr} api={noApi} queryClient={queryClient} slices={slices}>
        <RouterProvider router={router} />
      </App>,
      { patienceMs: PATIENCE_MS, digest: LEFT_TO_BROWSER, onError: note },
    );
    return { id, page: { ...splitHead(markup), widgets: slices.shownWidgets() }, failures };
  } finally {
    router.dispose();
    queryClient.clear();
  }
}

/** Loads the page's module, as the router would before it shows the page. */
async function loadedPage(
  slices: Slices,
  { slice, path }: { slice: string; path: string },
  failures: PartFailure[],
): Promise<RouteData | undefined> {
  try {
    return await slices.loadPage(slice, path);
  } catch (error) {
    if (!(error instanceof LeftToBrowser)) failures.push({ slice, message: String(error).slice(0, MESSAGE_LENGTH) });
    return undefined;
  }
}

/** The slices as the shell's components see them, with everything loaded before. */
function serverSlices(
  discovery: DiscoveryDocument,
  evaluated: ReadonlyMap<string, EvaluatedSlice>,
  left: () => Promise<never>,
): Slices & { shownWidgets: () => string[] } {
  const offered = Object.entries(discovery.microFrontends);
  const frontendOf = (name: string) => discovery.microFrontends[name]?.[0];
  const widgets = new Map<string, Promise<ComponentType<never>> | null>();
  const findWidget = (name: string): Promise<ComponentType<never>> | null => {
    const owner = offered.find(([, frontends]) =>
      frontends.some(({ extras }) => extras.widgets.some((widget) => widget.name === name)),
    )?.[0];
    if (owner === undefined) return null;
    const component = evaluated.get(owner)?.widgets.get(name);
    const version = frontendOf(owner)?.metadata.version ?? '';
    return component ? fulfilled(ownWidget(component, { slice: owner, version, name })) : left();
  };
  return {
    entries: offered.flatMap(([name, [frontend]]) => (frontend ? [[name, frontend] as const] : [])),
    routes: offered.flatMap(([name, frontends]) =>
      [...new Set(frontends.flatMap(({ extras }) => extras.routes.map(({ path }) => path)))].map(
        (path) => [name, path] as const,
      ),
    ),
    async loadPage(name, path) {
      const [slice, frontend] = [evaluated.get(name), frontendOf(name)];
      if (!slice || !frontend) throw new LeftToBrowser();
      return { value: await slice.page(path), frontend };
    },
    loadWidget(name) {
      if (!widgets.has(name)) widgets.set(name, findWidget(name));
      return widgets.get(name) ?? null;
    },
    replaceWidget() {},
    shownWidgets: () => [...widgets.keys()],
  };
}

/** Settled promises of which React's `use` reads the result at once. */
const fulfilled = <T,>(value: T): Promise<T> => Object.assign(Promise.resolve(value), { status: 'fulfilled', value });

function rejected(reason: Error): Promise<never> {
  const promise = Promise.reject<never>(reason);
  promise.catch(() => {});
  return Object.assign(promise, { status: 'rejected', reason });
}

/** React puts the elements of the head before everything else of a fragment. */
const HEAD = /^(?:<title[^>]*>[^<]*<\/title>|<(?:meta|link)\b[^>]*>)*/;

function splitHead(markup: Buffer): { head: string; html: Buffer } {
  // one character a byte, whatever the bytes mean
  const [head = ''] = HEAD.exec(markup.toString('latin1')) ?? [];
  return { head: markup.toString('utf8', 0, head.length), html: markup.subarray(head.length) };
}
