import type { Context } from 'koa';
import { digestOf } from '../tokens.ts';

/**
 * The digest of the token in this cookie; null without one. Forbids caching, because the answer depends on the cookie.
 */
export function cookieDigest(ctx: Context, name: string): Buffer | null {
  ctx.set('Cache-Control', 'no-store');
  const token = ctx.cookies.get(name);
  return token ? digestOf(token) : null;
}

/** Gives the browser a token that scripts cannot read and other sites cannot use; `null` deletes it. */
export function setTokenCookie(ctx: Context, name: string, token: string | null, maxAgeDays: number): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.cookies.set(name, token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: maxAgeDays * 86_400_000,
    // false with plain http, as on a developer's machine and on Minikube
    secure: ctx.secure,
    overwrite: true,
  });
}
