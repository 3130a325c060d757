import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Release } from '@boutique/contracts/release';
import type { Span } from '@boutique/tracing/tracing';
import type { Context, Middleware } from 'koa';
import { chooseReleases, hasCanary } from './choose-releases.ts';
import { composePage, enteteRequest, usedOf } from './compose-page.ts';
import type { IntegrityMap } from './integrity-map.ts';
import { langueOf, localizePage } from './localize-page.ts';
import type { Overrides } from './overrides.ts';
import type { ReadEntete } from './read-entete.ts';
import type { ReleaseRegister } from './release-register.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { setCookie } from './set-cookie.ts';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

interface Options {
  /** The shell's built index.html. */
  template: string;
  register: Pick<ReleaseRegister, 'current' | 'isComplete'>;
  integrityOf: (used: readonly Release[]) => IntegrityMap;
  overrides: Pick<Overrides, 'ofPage'>;
  readEntete: ReadEntete;
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
export function servePages({ template, register, integrityOf, overrides, readEntete, originOf }: Options): Middleware {
  const templates = localizePage(template);
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
    const { html, status, route } = composePage({
      template: templates[langue],
      langue,
      releases,
      incomplete: !register.isComplete(),
      pathname,
      query,
      entete: request === null ? null : await readEntete(request),
      origin: originOf(ctx),
      theme,
      signedIn: ctx.cookies.get(SESSION_COOKIE) !== undefined,
      first: [integrity.element, ...(overridden?.head ?? [])],
      traceparent: span?.sampled ? span.traceparent : undefined,
    });
    // preloads and module loads cannot carry our headers, but carry this cookie; 10 s is about one page load
    if (span)
      ctx.append('Set-Cookie', `traceparent=${span.traceparent}; Path=/; Max-Age=10; SameSite=Strict; HttpOnly`);
    ctx.state.route = route;
    ctx.status = status;
    ctx.type = 'html';
    ctx.set('Cache-Control', overridden ? 'no-store' : 'no-cache');
    ctx.set(
      'Content-Security-Policy',
      contentSecurityPolicy({
        scripts: [integrity.source, ...(overridden?.scripts ?? [])],
        devOrigins: overridden?.devOrigins,
      }),
    );
    ctx.vary('Accept-Encoding, Accept-Language, Cookie');
    // asked one by one: given both, koa would follow the client's order, and browsers list gzip first
    if (ctx.acceptsEncodings('br')) {
      ctx.set('Content-Encoding', 'br');
      ctx.body = await brotli(html, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });
    } else if (ctx.acceptsEncodings('gzip')) {
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = await gzip(html);
    } else ctx.body = html;
  };
}
