import type { Langue } from '@boutique/contracts/common';
import { type Release, releaseBase } from '@boutique/contracts/release';
import type { Access } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { expandRequest } from '@boutique/contracts/uri-template';
import { escapeAttribute } from './escape-html.ts';
import { factsOf, matchPage, type PageReleases, usedOf } from './page-releases.ts';

/** Paths of the shell's own pages. */
const SHELL_PAGES = ['/systeme'];

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

interface Parts extends PageRequest {
  /** The shell's built index.html, in the page's language. */
  template: string;
  /** True while the gateway lacks a slice in service: an address that no other slice owns may belong to that one. */
  incomplete: boolean;
  /** Whether the API has no such page (`isMissing`). */
  missing: boolean;
  /** Elements that must precede everything that the page loads. */
  first?: readonly string[];
  /** The span that is the parent of the browser's spans of this page. */
  traceparent?: string | undefined;
  /** The rendered page. Without it the browser renders everything. */
  rendered?: RenderedPage | undefined;
}

/** Text, or its UTF-8 bytes. */
export type Text = string | Uint8Array;

/** A page as the renderer made it. */
export interface RenderedPage {
  html: Text;
  /** The page's own title, meta elements, and preloads of its pictures. */
  head: string;
  /** Its stylesheets as an element. */
  style: Text;
  /** Names of the widgets in it. */
  widgets: readonly string[];
  /** `PageData` as JSON that can stand in a script element. */
  data: readonly Text[];
  /** Whether scripts have to add something: an answer of the API was missing, or a slice could not be rendered. */
  isPartial: boolean;
}

/**
 * Writes into index.html everything that the browser would otherwise discover step by step: the discovery document, the
 * modules of the slice that owns this URL and of the header's widgets, and the first API requests of the page.
 * The status is 404 when no slice owns the address or the API has no such page, and 503 while the gateway lacks a slice
 * that may own it. `route` is the path that the owner declares, such as `/produits/:id`.
 */
export function composePage({
  template,
  langue,
  releases,
  incomplete,
  pathname,
  query,
  theme,
  signedIn,
  missing,
  first = [],
  traceparent,
  rendered,
}: Parts): {
  html: Buffer;
  status: 200 | 404 | 503;
  route: string | undefined;
} {
  const used = usedOf(releases);
  const match = matchPage(releases, pathname);
  const route = match?.route.path ?? SHELL_PAGES.find((page) => page === pathname);
  const isShown = rendered
    ? ({ name }: { name: string }) => rendered.widgets.includes(name)
    : ({ slot }: { slot?: string | undefined }) => slot !== undefined;
  const hints = [
    ...(match ? releaseHints(match.release, match.route, langue, used.includes(match.release)) : []),
    ...used.flatMap((release) =>
      release.widgets.filter(isShown).flatMap((widget) => releaseHints(release, widget, langue, true)),
    ),
  ];
  const head = [
    ...(signedIn ? ['<meta name="session" content="maybe">'] : []),
    ...(traceparent ? [`<meta name="traceparent" content="${traceparent}">`] : []),
    // a rendered page has its styles, and the answers to its requests
    ...(rendered ? hints.filter((hint) => !hint.includes('as="style"')) : hints),
    ...(rendered ? [] : firstRequests({ releases, pathname, query, langue, signedIn }).map(requestHint)),
  ];
  const discovery = `<script type="application/json" id="discovery">${factsOf(releases).discovery}</script>`;
  const themed = (rendered?.head.includes('<title') ? template.replace(/<title>[^<]*<\/title>/, '') : template).replace(
    '<html ',
    theme ? `<html data-theme="${theme}" ` : '<html ',
  );
  const [before, after] = cut(themed, '<!--boutique:head-->');
  const inHead = [...new Set([...head, ...(rendered ? [] : [discovery])])].join('\n    ');
  const texts: Text[] = [
    `${before}${first.join('\n    ')}\n    `,
    // the page's largest picture comes before all modules
    ...(rendered ? [rendered.head, rendered.style, '\n    '] : []),
    inHead,
    ...(rendered ? withBody(after, rendered, discovery) : around(after, 'partial')),
  ];
  return {
    html: Buffer.concat(texts.map((text) => (typeof text === 'string' ? Buffer.from(text) : text))),
    status: route && !missing ? 200 : incomplete || used.length === 0 ? 503 : 404,
    route,
  };
}

/** Replaces what the template shows until the shell runs. Data comes last: it does not delay the first paint. */
function withBody(template: string, { html, data, isPartial }: RenderedPage, discovery: string): Text[] {
  const unstyled = template.replaceAll(STYLESHEET, '');
  const [before, after] = around(isPartial ? unstyled : around(unstyled, 'partial').join(''), 'not-rendered');
  const dataStart = '</div><script type="application/json" id="page">';
  return [`${before}<div id="root" data-rendered>`, html, dataStart, ...data, `</script>${discovery}${after}`];
}

/** The shell's stylesheet in the built index.html. */
export const STYLESHEET = /<link rel="stylesheet" crossorigin href="\/([^"]+)">\s*/g;

/** What stands before and after the part of the template that these marks enclose. */
function around(template: string, mark: 'partial' | 'not-rendered'): [before: string, after: string] {
  const [before, rest] = cut(template, `<!--boutique:${mark}-->`);
  return [before, cut(rest, `<!--/boutique:${mark}-->`)[1]];
}

function cut(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

type RequestFacts = Pick<PageRequest, 'releases' | 'pathname' | 'query' | 'langue' | 'signedIn'>;

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

/** Whether the page's own subject is missing: the API answered 404 for it. */
export function isMissing(
  { releases, pathname }: Pick<PageRequest, 'releases' | 'pathname'>,
  answers: Readonly<Record<string, { status: number }>>,
): boolean {
  const isOfPage = isOfSubject(releases, pathname);
  return Object.entries(answers).some(([url, { status }]) => status === 404 && isOfPage(url));
}

/** @param checked whether the page's import map has the hashes of this release */
function releaseHints(
  release: Release,
  { modules, styles }: { modules: string[]; styles: string[] },
  langue: Langue,
  checked: boolean,
): string[] {
  // a dev server's release lists no files
  if (!release.files[release.entry]) return [];
  const base = releaseBase(release);
  return [
    ...styles.map((file) => `<link rel="preload" as="style" crossorigin href="${base}${file}">`),
    ...[...modules, ...(release.texts?.[langue] ?? [])].map((file) => {
      const { integrity } = release.files[file] ?? {};
      // must equal the hash in the import map, or the browser fetches the file twice
      const check = checked && integrity ? ` integrity="${integrity}"` : '';
      return `<link rel="modulepreload" crossorigin${check} href="${base}${file}">`;
    }),
  ];
}

/** Required access of each GET route of the API, by path. */
const accessOf = new Map<string, Access>(
  allRoutes.filter(({ method }) => method === 'get').map(({ path, access }) => [path, access]),
);

/** Drops requests that the API would refuse, and all staff requests: the gateway does not know an account's role. */
const allowed = (templates: readonly string[], signedIn: boolean): readonly string[] =>
  templates.filter((template) => {
    const access = accessOf.get(template.replace(/\{\?.*$/, '')) ?? 'public';
    return access === 'public' || (access === 'account' && signedIn);
  });

const expanded = (
  templates: readonly string[],
  signedIn: boolean,
  variables: Record<string, string | undefined>,
): string[] =>
  allowed(templates, signedIn)
    .map((template) => expandRequest(template, variables))
    .filter((request) => request !== null);

const requestHint = (request: string): string =>
  `<link rel="preload" as="fetch" crossorigin href="${escapeAttribute(request)}">`;
