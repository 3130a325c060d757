import type { Middleware } from 'koa';

/** What one page may do beyond the policy of all: inline scripts by their hashes, and another origin's files. */
interface Exceptions {
  /** Inline scripts, `'sha256-…'`. */
  scripts?: readonly string[];
  /** Dev servers that the page loads from; they send their styles as inline elements, and changes over a socket. */
  devOrigins?: readonly string[] | undefined;
}

/**
 * No inline script but those named, no eval, nothing from elsewhere. The inline discovery document is data, which CSP
 * lets pass.
 */
export function contentSecurityPolicy({ scripts = [], devOrigins = [] }: Exceptions = {}): string {
  const origins = devOrigins.length > 0 ? ` ${devOrigins.join(' ')}` : '';
  const sockets = devOrigins.map((origin) => ` ${origin.replace(/^http/, 'ws')}`).join('');
  return [
    "default-src 'none'",
    `script-src 'self'${scripts.map((hash) => ` ${hash}`).join('')}${origins}`,
    `style-src 'self'${origins && ` 'unsafe-inline'${origins}`}`,
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

export const securityHeaders: Middleware = async (ctx, next) => {
  ctx.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  });
  await next();
};
