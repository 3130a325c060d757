import { randomBytes } from 'node:crypto';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Submitted } from '@boutique/contracts/forms';
import { localizedPath, splitLangue } from '@boutique/contracts/localized-path';
import type { Release } from '@boutique/contracts/release';
import { encodingOf } from '@boutique/http-server/encode';
import type { Reusable } from '@boutique/http-server/kept-responses';
import type { Span } from '@boutique/tracing/tracing';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { PageAfterForm } from '../src/page-facts.ts';
import { type AnswerReader, isPersonal } from './api-answers.ts';
import { chooseReleases, hasCanary } from './choose-releases.ts';
import { composePage, STYLESHEET } from './compose-page.ts';
import { inlineJson } from './escape-html.ts';
import type { IntegrityMap } from './integrity-map.ts';
import { createKeptPages, finished, type MadePage } from './kept-pages.ts';
import { localizePage, preferredAddress } from './localize-page.ts';
import type { Overrides } from './overrides.ts';
import { createReleaseSets, factsOf, type PageReleases, usedOf } from './page-releases.ts';
import { isMissing, movedTo, type PageRequest } from './page-requests.ts';
import { createPageStyles } from './page-styles.ts';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';
import { askFirst, renderedAt, renderPage } from './render-page.ts';
import type { Renderer } from './renderer.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { createServerIncidents } from './server-incidents.ts';
import { setCookie } from './set-cookie.ts';
import { hasTokenCookie } from './token-cookie.ts';

interface Options {
  /** The shell's built index.html. */
  template: string;
  shell: Release;
  register: Pick<ReleaseRegister, 'current' | 'isComplete'>;
  store: Pick<ReleaseStore, 'read'>;
  integrityOf: (used: readonly Release[]) => IntegrityMap;
  overrides: Pick<Overrides, 'ofPage'>;
  readAnswers: AnswerReader;
  /** Address of the API, for reports on releases. */
  apiUrl: string;
  log: Logger;
  /** Without it, browsers render every page. */
  renderer?: Renderer | undefined;
  originOf: (ctx: Context) => string;
}

/** Keeps a browser on the same releases on all pages. Set only while a canary is in service. */
const GROUP_COOKIE = 'canary-group';
const YEAR_S = 31_536_000;

function canaryGroupOf(ctx: Context): string {
  const known = ctx.cookies.get(GROUP_COOKIE);
  if (known && /^[\w-]{22}$/.test(known)) return known;
  const group = randomBytes(16).toString('base64url');
  setCookie(ctx, GROUP_COOKIE, group, YEAR_S);
  return group;
}

/** Treats every remaining address as a page. One that no slice owns gets 404 and shows the shell's not-found page. */
export function servePages(options: Options): Middleware {
  const { template, shell, register, store, integrityOf, overrides, readAnswers, renderer, originOf } = options;
  const templates = localizePage(template);
  const shellStyles = { release: shell, files: [...template.matchAll(STYLESHEET)].map(([, file = '']) => file) };
  const stylesOf = createPageStyles(store, shellStyles);
  const pages = createKeptPages();
  const setOf = createReleaseSets();
  const incidents = createServerIncidents(options);

  return async (ctx) => {
    const submitted: Submitted | undefined = ctx.state.submitted;
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD' && !submitted) {
      ctx.set('Allow', 'GET, HEAD');
      ctx.status = 405;
      ctx.body = 'only GET and HEAD\n';
      return;
    }
    const { langue, path: pathname } = splitLangue(ctx.path);
    const preferred = langue === 'fr' && !submitted ? preferredAddress(ctx) : undefined;
    if (preferred) return redirect(ctx, 302, preferred);
    const chosen = ctx.cookies.get('theme');
    const span: Span | undefined = ctx.state.span;
    const overridden = await overrides.ofPage(ctx);
    const inService = register.current();
    const facts: PageRequest = {
      releases: setOf(chooseReleases(inService, hasCanary(inService) ? canaryGroupOf(ctx) : '', overridden?.releases)),
      langue,
      theme: chosen === 'light' || chosen === 'dark' ? chosen : undefined,
      pathname,
      query: new URLSearchParams(ctx.querystring),
      signedIn: hasTokenCookie(ctx, SESSION_COOKIE),
    };
    const personal = isPersonal(ctx);
    const origin = originOf(ctx);
    const startedAt = performance.now();
    const asked = await askFirst(ctx, facts, { readAnswers, isRendered: renderer !== undefined });
    const answeredAt = performance.now();
    const moved = submitted ? undefined : movedTo(facts, asked.answers);
    if (moved) return redirect(ctx, 301, localizedPath(langue, moved) + ctx.search);

    const make = async (): Promise<MadePage> => {
      const integrity = integrityOf(usedOf(facts.releases));
      const rendered =
        renderer &&
        (await renderPage({ ...facts, url: ctx.url, personal, origin, submitted }, asked, {
          renderer,
          stylesOf,
          store,
        }));
      if (rendered?.failures.length) incidents.report(ctx, facts, rendered.failures);
      const { html, status, route } = composePage({
        ...facts,
        template: templates[facts.langue],
        incomplete: !register.isComplete(),
        missing: isMissing(facts, asked.answers),
        first: [integrity.element, ...(overridden?.head ?? []), ...submittedElement(ctx.url, submitted)],
        traceparent: span?.sampled ? span.traceparent : undefined,
        rendered: rendered?.page,
      });
      const policy = contentSecurityPolicy({
        scripts: [integrity.source, ...(overridden?.scripts ?? [])],
        styles: rendered?.page ? [rendered.page.styleSource] : [],
        devOrigins: overridden?.devOrigins,
      });
      return { html, status, route, policy, isWhole: rendered?.page !== undefined && rendered.failures.length === 0 };
    };

    const isForAll =
      asked.isComplete && !personal && !submitted && !overridden && !span?.sampled && register.isComplete()
        ? asked.digest
        : undefined;
    const key = isForAll && JSON.stringify([keyOf(facts), origin, isForAll]);
    const kept = key ? pages.get(key) : undefined;
    const { areCurrent } = asked;
    if (kept?.isFinal() && areCurrent && !hasCanary(inService)) {
      ctx.state.reusable = confirmation(register, inService, areCurrent);
    }
    const page = kept ?? (key ? await pages.make(key, make) : finished(await make()));

    // preloads and module loads cannot carry our headers, but carry this cookie; 10 s is about one page load
    if (span)
      ctx.append('Set-Cookie', `traceparent=${span.traceparent}; Path=/; Max-Age=10; SameSite=Strict; HttpOnly`);
    ctx.state.route = page.route;
    ctx.status = page.status;
    ctx.type = 'html';
    ctx.set('Cache-Control', overridden ? 'no-store' : personal ? cacheControlOf(facts) : 'no-cache');
    ctx.set('Content-Security-Policy', page.policy);
    const ms = (from: number, to: number) => (to - from).toFixed(1);
    const madeIn = kept ? 'page;desc="kept"' : `page;dur=${ms(answeredAt, performance.now())}`;
    ctx.set('Server-Timing', `api;dur=${ms(startedAt, answeredAt)}, ${madeIn}`);
    ctx.vary('Accept-Encoding, Accept-Language, Cookie');
    const encoding = encodingOf(ctx);
    if (encoding !== 'identity') ctx.set('Content-Encoding', encoding);
    ctx.body = await page.bodyIn(encoding);
  };
}

/** Browsers ask again all the same: a product can get its old name back, and a visitor another choice. */
function redirect(ctx: Context, status: 301 | 302, address: string): void {
  ctx.status = status;
  ctx.set({ Location: address, 'Cache-Control': 'no-cache' });
  ctx.vary('Accept-Language, Cookie');
  ctx.body = '';
}

/**
 * Confirms a kept page while the releases that it was chosen from, its time and the API's answers are the same. Not inside of the handler: what it
 * closes over would stay in memory with the page.
 */
function confirmation(
  register: Options['register'],
  inService: PageReleases,
  areCurrent: () => Promise<boolean>,
): Reusable {
  const at = renderedAt();
  return async () => {
    const isSame = register.current() === inService && register.isComplete() && renderedAt() === at;
    return isSame && (await areCurrent()) ? { 'Server-Timing': 'page;desc="kept"' } : undefined;
  };
}

/** A page with an account's data must not be stored; one with a guest's cart may be kept by the browser alone. */
const cacheControlOf = ({ signedIn }: PageRequest) => (signedIn ? 'private, no-store' : 'private, no-cache');

/** The form that led to this page, and the page's address, which differs from the browser's after a refused post. */
const submittedElement = (page: string, submitted: Submitted | undefined): string[] =>
  submitted
    ? [
        `<script type="application/json" id="submitted">${inlineJson({ page, submitted } satisfies PageAfterForm)}</script>`,
      ]
    : [];

/** Everything that a page for everybody depends on, except the API's answers. */
const keyOf = ({ releases, langue, theme, pathname, query }: PageRequest) => [
  factsOf(releases).key,
  langue,
  theme,
  pathname,
  String(query),
  renderedAt(),
];
