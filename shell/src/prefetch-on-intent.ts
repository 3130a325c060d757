import { readAnswer, requestUrl } from '@boutique/contracts/client';
import { expandRequest } from '@boutique/contracts/uri-template';
import { type Answers, matchRoutes, type QueryClient, type RouteObject } from '@boutique/facade';
import type { Page } from './page-facts.ts';
import type { Slices } from './slices/slices.ts';

/** The pointer rests on a link for this long before a click; moving over it is shorter. */
const HOVER_MS = 65;
/** The same link is not prefetched again within this time. */
const REST_MS = 30_000;

interface Options {
  routes: RouteObject[];
  slices: Slices;
  queryClient: QueryClient;
  answers: Answers;
  page: Page;
  fetch?: typeof globalThis.fetch;
}

/**
 * Fetches modules and data of the next page as soon as a visitor seems to go there: the pointer rests on its link, a
 * finger touches it, or it has the focus. Does nothing for visitors who save data. Returns a function that stops it.
 */
export function prefetchOnIntent({ routes, slices, queryClient, answers, page, fetch = globalThis.fetch }: Options) {
  const last = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout>;

  const prefetchData = async (address: string): Promise<void> => {
    const isKnown = queryClient
      .getQueryCache()
      .getAll()
      .some(({ queryKey, state }) => state.data !== undefined && urlOf(queryKey) === address);
    if (isKnown) return;
    const response = await fetch(address, { credentials: 'same-origin' });
    const answer = await readAnswer(response, (error) => {
      throw error;
    });
    // a refusal may be over when the visitor comes
    if (answer.status === 200) answers.set(address, { ...answer, at: Date.now() });
  };

  const prefetch = ({ pathname, searchParams }: URL): void => {
    const match = matchRoutes(routes, pathname)?.at(-1);
    const [slice, path] = [match?.route.id?.split(':')[0], match?.route.path];
    const frontend = slices.entries.find(([name]) => name === slice)?.[1];
    const declared = frontend?.extras.routes.find((route) => route.path === path);
    if (!match || !slice || !path || !declared) return;
    const variables = { ...Object.fromEntries(searchParams), ...match.params, langue: page.locale };
    // the visit itself reports a failure
    slices.loadPage(slice, path).catch(() => {});
    for (const template of declared.requests) {
      const address = expandRequest(template, variables);
      if (address) prefetchData(address).catch(() => {});
    }
  };

  const consider = (target: EventTarget | null, delay: number): void => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    clearTimeout(timer);
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    if (link.pathname === location.pathname || savesData()) return;
    const { href } = link;
    if (performance.now() - (last.get(href) ?? Number.NEGATIVE_INFINITY) < REST_MS) return;
    timer = setTimeout(() => {
      last.set(href, performance.now());
      prefetch(new URL(href));
    }, delay);
  };

  const listeners = {
    pointerover: ({ target, pointerType }: PointerEvent) => pointerType === 'mouse' && consider(target, HOVER_MS),
    touchstart: ({ target }: TouchEvent) => consider(target, 0),
    focusin: ({ target }: FocusEvent) => consider(target, HOVER_MS),
  };
  for (const [type, listener] of Object.entries(listeners)) {
    document.addEventListener(type, listener as EventListener, { passive: true });
  }
  return () => {
    clearTimeout(timer);
    for (const [type, listener] of Object.entries(listeners)) {
      document.removeEventListener(type, listener as EventListener);
    }
  };
}

/** The URL of a query made from the contract (`apiQuery`). */
function urlOf(queryKey: readonly unknown[]): string | undefined {
  const [, , route, params, query] = queryKey;
  return typeof route === 'string' ? requestUrl(route, { params: params as never, query: query as never }) : undefined;
}

/** Chromium's API; other browsers have no such choice. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
