import type { Middleware } from 'koa';

/**
 * For an API: browsers must never execute, frame or sniff its answers. The page of the documentation sets its own
 * policy.
 */
export const securityHeaders: Middleware = (ctx, next) => {
  ctx.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    // not over plain http (RFC 6797, 7.2)
    ...(ctx.secure && { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
    'X-Content-Type-Options': 'nosniff',
  });
  return next();
};
