import type { Context } from 'koa';
import type { Page } from '../keyset-page.ts';

/** The entries of a page as the answer; as headers how many the list has and, unless it is the last page, the next one's address (RFC 8288). */
export function sendPage<Entry>(ctx: Context, { entries, total, next }: Page<Entry>): Entry[] {
  ctx.set('X-Total-Count', String(total));
  if (next === null) return entries;
  const search = new URLSearchParams(ctx.querystring);
  search.set('apres', next);
  ctx.set('Link', `<${ctx.path}?${search}>; rel="next"`);
  return entries;
}
