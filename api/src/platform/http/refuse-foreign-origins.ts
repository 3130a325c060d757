import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that come from a page of another site. Browsers name the origin of a request, and no script can forge
 * it (Fetch Metadata; RFC 6454 for the older `Origin`). A client that sends neither header is not a browser.
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
