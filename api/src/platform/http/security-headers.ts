import type { Middleware } from 'koa';

/** For an API: nothing of it is ever executed, framed or sniffed. A page of its own sets its own policy. */
export const securityHeaders: Middleware = (ctx, next) => {
  ctx.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  return next();
};
