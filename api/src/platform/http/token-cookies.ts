import { secureCookieName } from '@boutique/contracts/comptes';
import type { Context } from 'koa';
import { digestOf } from '../tokens.ts';

/** More cookies of one name than any browser of ours has. */
const MAX_VALUES = 5;

/**
 * The digests of the tokens in this cookie. A browser may send several: another host of the same domain can set a cookie
 * of this name, too, and only one of the values is valid. Forbids caching, because the answer depends on the cookie.
 */
export function cookieDigests(ctx: Context, name: string): Buffer[] {
  ctx.set('Cache-Control', 'no-store');
  const start = `${nameOf(ctx, name)}=`;
  return ctx
    .get('Cookie')
    .split(/; */)
    .filter((pair) => pair.startsWith(start) && pair.length > start.length)
    .slice(0, MAX_VALUES)
    .map((pair) => digestOf(pair.slice(start.length)));
}

/** Gives the browser a token that scripts cannot read and other sites cannot use; `null` deletes it. */
export function setTokenCookie(ctx: Context, name: string, token: string | null, maxAgeDays: number): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.cookies.set(nameOf(ctx, name), token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: maxAgeDays * 86_400_000,
    // false with plain http, as on a developer's machine and on Minikube
    secure: ctx.secure,
    overwrite: true,
  });
}

/** Over https, no other host and no plain page can set a cookie of this name. */
const nameOf = (ctx: Context, name: string): string => (ctx.secure ? secureCookieName(name) : name);
