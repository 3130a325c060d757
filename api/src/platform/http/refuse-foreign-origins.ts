import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page asks a browser for. Browsers say where a request comes from, and no script
 * can make them lie (Fetch Metadata; RFC 6454 for the older `Origin`). Who sends neither is no browser.
 */
export const refuseForeignOrigins: Middleware = (ctx, next) => {
  if (SAFE.has(ctx.method) || isOwn(ctx)) return next();
  throw new ProblemError('origine-refusee', 'Cette action ne peut être demandée que depuis la boutique.');
};

function isOwn(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = ctx.get('Origin');
  return !origin || hostOf(origin) === ctx.host;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
