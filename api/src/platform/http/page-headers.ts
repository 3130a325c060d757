import type { Context } from 'koa';
import type { Page } from '../keyset-page.ts';

/** The entries of a page as the answer, and the rest of it as headers. */
export function sendPage<Entry>(ctx: Context, { entries, total, next }: Page<Entry>): Entry[] {
  setPageHeaders(ctx, total, next);
  return entries;
}

/** Headers of one page: how many there are in all and, unless it is the last one, where the next is (RFC 8288). */
export function setPageHeaders(ctx: Context, total: number, next: string | null): void {
  ctx.set('X-Total-Count', String(total));
  if (next === null) return;
  const search = new URLSearchParams(ctx.querystring);
  search.set('apres', next);
  ctx.set('Link', `<${ctx.path}?${search}>; rel="next"`);
}
