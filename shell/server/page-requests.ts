import type { Langue } from '@boutique/contracts/common';
import type { RouteContract } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { expandRequest, queryString } from '@boutique/contracts/uri-template';
import * as z from 'zod/mini';
import type { RawAnswer } from './api-answers.ts';
import { matchPage, type PageReleases, usedOf } from './page-releases.ts';

/** What a page depends on besides the API's answers. */
export interface PageRequest {
  /** For each slice the release that the page uses, then its fallbacks. */
  releases: PageReleases;
  langue: Langue;
  /** The browser's choice; undefined means the system's theme. */
  theme: 'light' | 'dark' | undefined;
  pathname: string;
  query: URLSearchParams;
  /** Whether the browser has a session cookie. */
  signedIn: boolean;
}

type RequestFacts = Omit<PageRequest, 'theme'>;

/** The requests to the API that the page at this address makes first, as paths with their query. */
export const firstRequests = (page: RequestFacts): string[] => [
  ...(page.signedIn ? ['/api/session'] : []),
  ...declaredRequests(page, 'requests'),
];

/** The requests that only visitors with a cookie need: of the page, and of the widgets that every page shows. */
export const personalRequests = (page: RequestFacts): string[] => [
  ...declaredRequests(page, 'personalRequests'),
  ...usedOf(page.releases)
    .flatMap(({ widgets }) => widgets.filter(({ slot }) => slot))
    .flatMap(({ requests = [] }) => expanded(requests, page.signedIn, { langue: page.langue })),
];

function declaredRequests(
  { releases, pathname, query, langue, signedIn }: RequestFacts,
  kind: 'requests' | 'personalRequests',
): string[] {
  const match = matchPage(releases, pathname);
  const variables = { ...Object.fromEntries(query), ...match?.params, langue };
  return expanded(match?.route[kind] ?? [], signedIn, variables);
}

/** Tells whether a request is for the page's own subject: it has a part of the page's path in its path. */
function isOfSubject(releases: PageReleases, pathname: string): (url: string) => boolean {
  const match = matchPage(releases, pathname);
  const values = Object.values(match?.params ?? {}).map((value) => encodeURIComponent(value ?? ''));
  return (url) => (url.split('?')[0] ?? '').split('/').some((segment) => values.includes(segment));
}

/** The first requests that tell whether the page's own subject is missing. */
export const subjectRequests = (page: PageRequest): string[] =>
  firstRequests(page).filter(isOfSubject(page.releases, page.pathname));

/** Whether the page's own subject is missing: the API answered 404 for it, or it has a name that none can have. */
export function isMissing(
  { releases, pathname }: Pick<PageRequest, 'releases' | 'pathname'>,
  answers: Readonly<Record<string, { status: number }>>,
): boolean {
  const { route, params } = matchPage(releases, pathname) ?? {};
  const isNamed = route?.requests.every((template) => {
    const schema = /\{\w/.test(template) ? routeOf(template)?.params : undefined;
    return !schema || z.safeParse(schema, params).success;
  });
  const isOfPage = isOfSubject(releases, pathname);
  return isNamed === false || Object.entries(answers).some(([url, { status }]) => status === 404 && isOfPage(url));
}

/**
 * The path of the page under the name that its subject has now, when the address has an old one: the API's answer says
 * by `Content-Location` where it would have been found.
 */
export function movedTo(
  { releases, pathname }: Pick<PageRequest, 'releases' | 'pathname'>,
  answers: Readonly<Record<string, Pick<RawAnswer, 'headers'>>>,
): string | undefined {
  const match = matchPage(releases, pathname);
  if (!match) return undefined;
  for (const [url, { headers }] of Object.entries(answers)) {
    const location = headers['content-location'];
    if (!location) continue;
    const [asked = [], found = []] = [url, location].map((address) => (address.split('?')[0] ?? '').split('/'));
    const path = match.route.path.replace(/:(\w+)/g, (_, name: string) => {
      const value = encodeURIComponent(match.params[name] ?? '');
      const at = asked.indexOf(value);
      return at < 0 ? value : (found[at] ?? '');
    });
    if (path !== pathname && /^(?:\/(?:[\w.~-]|%[\dA-F]{2})+)+$/i.test(path)) return path;
  }
  return undefined;
}

/** The GET routes of the API by path. */
const readRoutes = new Map<string, RouteContract>(
  allRoutes.filter(({ method }) => method === 'get').map((route) => [route.path, route]),
);

/** The route of a declared request; undefined for one of a newer contract. */
const routeOf = (template: string): RouteContract | undefined => readRoutes.get(template.replace(/(?:\?|\{\?).*$/, ''));

/** Drops requests that the API would refuse, and all staff requests: the gateway does not know an account's role. */
const expanded = (
  templates: readonly string[],
  signedIn: boolean,
  variables: Record<string, string | undefined>,
): string[] =>
  templates.flatMap((template) => {
    const { access = 'public', query } = routeOf(template) ?? {};
    if (access !== 'public' && !(access === 'account' && signedIn)) return [];
    const request = expandRequest(template, variables);
    return request === null ? [] : [query ? withoutRefused(request, query) : request];
  });

/** A request without the values of its query that the API would refuse: in a page's address they count as absent. */
function withoutRefused(request: string, schema: z.core.$ZodType): string {
  const [path = '', search] = request.split('?');
  if (!search) return request;
  const query = Object.fromEntries(new URLSearchParams(search));
  for (;;) {
    const refused = z.safeParse(schema, query).error?.issues.map(({ path: [name] }) => String(name)) ?? [];
    const names = refused.filter((name) => Object.hasOwn(query, name));
    if (names.length === 0) return path + queryString(query);
    for (const name of names) delete query[name];
  }
}
