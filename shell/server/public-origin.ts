import type { Context } from 'koa';

/** Scheme and host of the shop as visitors see it: configured, else as this request names it. */
export const publicOrigin =
  (configured: string | undefined) =>
  (ctx: Context): string =>
    configured ?? `${ctx.get('X-Forwarded-Proto') === 'https' ? 'https' : ctx.protocol}://${ctx.host}`;
