import type { Context } from 'koa';
import type { Page } from '../keyset-page.ts';

/**
 * Sets the headers of a page: the length of the list and the link to the next page, if any (RFC 8288).
 * @returns the entries
 */
export function sendPage<Entry>(ctx: Context, { entries, total, next }: Page<Entry>): Entry[] {
  ctx.set('X-Total-Count', String(total));
  if (next === null) return entries;
  const search = new URLSearchParams(ctx.querystring);
  search.set('apres', next);
  ctx.set('Link', `<${ctx.path}?${search}>; rel="next"`);
  return entries;
}
