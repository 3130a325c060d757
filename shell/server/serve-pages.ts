import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Release } from '@boutique/contracts/release';
import type { Span } from '@boutique/tracing/tracing';
import type { Context, Middleware } from 'koa';
import type { AnswerReader } from './api-answers.ts';
import { chooseReleases, hasCanary } from './choose-releases.ts';
import { composePage, enteteRequest, STYLESHEET, usedOf } from './compose-page.ts';
import type { IntegrityMap } from './integrity-map.ts';
import { langueOf, localizePage } from './localize-page.ts';
import type { Overrides } from './overrides.ts';
import { createPageStyles } from './page-styles.ts';
import type { ReadEntete } from './read-entete.ts';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';
import { renderFor } from './render-for.ts';
import type { Renderer } from './renderer.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { setCookie } from './set-cookie.ts';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

interface Options {
  /** The shell's built index.html. */
  template: string;
  shell: Release;
  register: Pick<ReleaseRegister, 'current' | 'isComplete'>;
  store: Pick<ReleaseStore, 'read'>;
  integrityOf: (used: readonly Release[]) => IntegrityMap;
  overrides: Pick<Overrides, 'ofPage'>;
  readEntete: ReadEntete;
  readAnswers: AnswerReader;
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
  const { template, shell, register, store, integrityOf, overrides, readEntete, originOf } = options;
  const templates = localizePage(template);
  const shellStyles = { release: shell, files: [...template.matchAll(STYLESHEET)].map(([, file = '']) => file) };
  const rendering = { ...options, stylesOf: createPageStyles(store, shellStyles) };
  return async (ctx) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('Allow', 'GET, HEAD');
      ctx.status = 405;
      ctx.body = 'only GET and HEAD\n';
      return;
    }
    const chosen = ctx.cookies.get('theme');
    const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined;
    const span: Span | undefined = ctx.state.span;
    const langue = langueOf(ctx);
    const overridden = await overrides.ofPage(ctx);
    const inService = register.current();
    const releases = chooseReleases(inService, hasCanary(inService) ? canaryGroupOf(ctx) : '', overridden?.releases);
    const pathname = ctx.path;
    const query = new URLSearchParams(ctx.querystring);
    const request = enteteRequest(releases, { pathname, query, langue });
    const integrity = integrityOf(usedOf(releases));
    const signedIn = ctx.cookies.get(SESSION_COOKIE) !== undefined;
    const [entete, rendered] = await Promise.all([
      request === null ? null : readEntete(request),
      renderFor(ctx, { releases, langue, theme, pathname, query, signedIn }, rendering),
    ]);
    const { html, status, route } = composePage({
      template: templates[langue],
      langue,
      releases,
      incomplete: !register.isComplete(),
      pathname,
      query,
      entete: rendered?.isMissing ? 'absent' : entete,
      origin: originOf(ctx),
      theme,
      signedIn,
      first: [integrity.element, ...(overridden?.head ?? [])],
      traceparent: span?.sampled ? span.traceparent : undefined,
      rendered,
    });
    // preloads and module loads cannot carry our headers, but carry this cookie; 10 s is about one page load
    if (span)
      ctx.append('Set-Cookie', `traceparent=${span.traceparent}; Path=/; Max-Age=10; SameSite=Strict; HttpOnly`);
    ctx.state.route = route;
    ctx.status = status;
    ctx.type = 'html';
    ctx.set('Cache-Control', overridden ? 'no-store' : (rendered?.cacheControl ?? 'no-cache'));
    ctx.set(
      'Content-Security-Policy',
      contentSecurityPolicy({
        scripts: [integrity.source, ...(overridden?.scripts ?? [])],
        styles: rendered ? [rendered.styleSource] : [],
        devOrigins: overridden?.devOrigins,
      }),
    );
    ctx.vary('Accept-Encoding, Accept-Language, Cookie');
    // asked one by one: given both, koa would follow the client's order, and browsers list gzip first
    if (ctx.acceptsEncodings('br')) {
      ctx.set('Content-Encoding', 'br');
      ctx.body = await brotli(html, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } });
    } else if (ctx.acceptsEncodings('gzip')) {
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = await gzip(html);
    } else ctx.body = html;
  };
}
