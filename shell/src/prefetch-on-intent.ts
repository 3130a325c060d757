import { readAnswer, requestUrl } from '@boutique/contracts/client';
import { splitLangue } from '@boutique/contracts/localized-path';
import type { RoutesByKey } from '@boutique/contracts/routes';
import { expandRequest } from '@boutique/contracts/uri-template';
import { type Answers, matchRoutes, type QueryClient, type RouteObject } from '@boutique/facade';
import type { ReadRoute } from '@boutique/facade/api-query';
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
 * Fetches modules, data and picture of the next page as soon as a visitor seems to go there: the pointer rests on its
 * link, a finger touches it, or it has the focus. The picture is the one beside a link with `data-picture`, in the width
 * that it has on the next page (as in the attribute `sizes`). Does nothing for visitors who save data. Returns a function
 * that stops it.
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
    const match = matchRoutes(routes, splitLangue(pathname).path)?.at(-1);
    const [slice, path] = [match?.route.id?.split(':')[0], match?.route.path];
    const frontend = slices.entries.find(([name]) => name === slice)?.[1];
    const declared = frontend?.extras.routes.find((route) => route.path === path);
    if (!match || !slice || !path || !declared) return;
    const variables = { ...Object.fromEntries(searchParams), ...match.params, langue: page.locale };
    // the visit itself reports a failure
    slices.loadPage(slice, path).catch(() => {});
    for (const template of declared.requests) {
      const address = expandRequest(template, variables);
      if (address && isAllowed(address, page.signedIn)) prefetchData(address).catch(() => {});
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
      prefetchPicture(link);
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

function prefetchPicture(link: HTMLAnchorElement): void {
  const sizes = link.dataset.picture;
  const shown = sizes && link.closest('article')?.querySelector('img');
  // the file is chosen when `src` is set
  if (shown) Object.assign(new Image(), { fetchPriority: 'high', sizes, srcset: shown.srcset, src: shown.src });
}

type Guarded = {
  readonly [K in ReadRoute as RoutesByKey[K]['access'] extends 'public' ? never : K]: RoutesByKey[K]['access'];
};
/** The API refuses these to guests. The type requires exactly the routes for which this is so. */
const guarded: Guarded = {
  'get /api/compte/export': 'account',
  'get /api/compte/adresses': 'account',
  'get /api/commandes': 'account',
  'get /api/produits/{id}/mon-avis': 'account',
  'get /api/administration/produits': 'admin',
  'get /api/administration/produits/{id}': 'admin',
  'get /api/administration/synonymes': 'admin',
  'get /api/administration/utilisateurs': 'admin',
  'get /api/administration/commandes': 'admin',
  'get /api/administration/commandes/{id}/mails': 'admin',
  'get /api/administration/journal': 'admin',
  'get /api/frontends/{slice}': 'deployer',
  'get /api/frontends/{slice}/history': 'deployer',
  'get /api/frontends/{slice}/statistics': 'deployer',
  'get /api/frontends/{slice}/releases/{version}/preview': 'deployer',
  'get /api/frontends/{slice}/tokens': 'admin',
  'get /api/deployments': 'admin',
};
const patterns = Object.entries<string>(guarded).map(
  ([route, access]) => [new RegExp(`^${route.slice('get '.length).replace(/\{\w+\}/g, '[^/]+')}$`), access] as const,
);

/** Whether the API answers this visitor. Staff's pages are not prefetched: the shell does not know the role yet. */
function isAllowed(address: string, signedIn: boolean): boolean {
  const [pathname = ''] = address.split('?');
  const access = patterns.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'public';
  return access === 'public' || (access === 'account' && signedIn);
}

/** The URL of a query made from the contract (`apiQuery`). */
function urlOf(queryKey: readonly unknown[]): string | undefined {
  const [, , route, params, query] = queryKey;
  return typeof route === 'string' ? requestUrl(route, { params: params as never, query: query as never }) : undefined;
}

/** Chromium's API; other browsers have no such choice. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
