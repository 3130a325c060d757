import type { Context } from 'koa';

/** Headers of one page: how many there are in all and, unless it is the last one, where the next is (RFC 8288). */
export function setPageHeaders(ctx: Context, total: number, next: string | null): void {
  ctx.set('X-Total-Count', String(total));
  if (next === null) return;
  const search = new URLSearchParams(ctx.querystring);
  search.set('apres', next);
  ctx.set('Link', `<${ctx.path}?${search}>; rel="next"`);
}
