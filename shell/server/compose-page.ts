import type { Langue } from '@boutique/contracts/common';
import { type Release, releaseBase } from '@boutique/contracts/release';
import { escapeAttribute } from './escape-html.ts';
import { factsOf, matchPage, usedOf } from './page-releases.ts';
import { firstRequests, type PageRequest } from './page-requests.ts';

/** Paths of the shell's own pages. */
const SHELL_PAGES = ['/systeme'];

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

const requestHint = (request: string): string =>
  `<link rel="preload" as="fetch" crossorigin href="${escapeAttribute(request)}">`;
