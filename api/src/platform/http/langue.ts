import type { Langue } from '@boutique/contracts/common';
import type { Context } from 'koa';

/** The language to answer in: the query's, then the best of `Accept-Language`, then French. */
export function negotiateLangue(ctx: Context, asked: Langue | undefined): Langue {
  if (asked === undefined) ctx.vary('Accept-Language');
  const langue = asked ?? (ctx.acceptsLanguages('fr', 'en') || 'fr');
  ctx.set('Content-Language', langue);
  return langue as Langue;
}
