import type { Context, Middleware } from 'koa';

/** What one page may do beyond the common policy: run inline scripts by hash, load files of other origins. */
interface Exceptions {
  /** Inline scripts as `'sha256-…'`. */
  scripts?: readonly string[];
  /** Inline stylesheets as `'sha256-…'`. */
  styles?: readonly string[];
  /** Dev servers that the page loads from. They add inline styles and send changes over a web socket. */
  devOrigins?: readonly string[] | undefined;
}

/**
 * Allows no inline script except the named ones, no eval, and nothing from other origins. CSP does not apply to the
 * inline discovery document, since that is data.
 */
export function contentSecurityPolicy({ scripts = [], styles = [], devOrigins = [] }: Exceptions = {}): string {
  const origins = devOrigins.length > 0 ? ` ${devOrigins.join(' ')}` : '';
  const sockets = devOrigins.map((origin) => ` ${origin.replace(/^http/, 'ws')}`).join('');
  return [
    "default-src 'none'",
    `script-src 'self'${scripts.map((hash) => ` ${hash}`).join('')}${origins}`,
    `style-src 'self'${styles.map((hash) => ` ${hash}`).join('')}${origins && ` 'unsafe-inline'${origins}`}`,
    `img-src 'self' data:${origins}`,
    `font-src 'self'${origins}`,
    `connect-src 'self'${origins}${sockets}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const POLICY = contentSecurityPolicy();

/** Hosts that browsers trust without https. https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
const LOCAL = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/i;

/** Browsers ignore the opener policy of an origin that is not trustworthy, and log an error for each page. */
function isTrustworthy(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && (url.protocol === 'https:' || LOCAL.test(url.hostname));
}

/** @param originOf the public scheme and host of the shop, for a request */
export const securityHeaders =
  (originOf: (ctx: Context) => string): Middleware =>
  async (ctx, next) => {
    const origin = originOf(ctx);
    ctx.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      ...(isTrustworthy(origin) && { 'Cross-Origin-Opener-Policy': 'same-origin' }),
      'Cross-Origin-Resource-Policy': 'same-origin',
      // not over plain http (RFC 6797, 7.2)
      ...(origin.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    });
    await next();
    // browsers check pages and scripts by their hashes: a proxy that shortens or extends them breaks the page
    const cacheControl = ctx.response.get('Cache-Control');
    if (cacheControl && !ctx.headerSent) ctx.set('Cache-Control', `${cacheControl}, no-transform`);
  };
