import type { Context } from 'koa';
import { digestOf } from '../tokens.ts';

/** The digest of the token in this cookie; null when there is none. An answer that depends on it is for one browser. */
export function cookieDigest(ctx: Context, name: string): Buffer | null {
  ctx.set('Cache-Control', 'no-store');
  const token = ctx.cookies.get(name);
  return token ? digestOf(token) : null;
}

/** Gives the browser a token that scripts cannot read and other sites cannot use; `null` takes it back. */
export function setTokenCookie(ctx: Context, name: string, token: string | null, maxAgeDays: number): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.cookies.set(name, token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: maxAgeDays * 86_400_000,
    // plain http on one's own machine and on Minikube
    secure: ctx.secure,
    overwrite: true,
  });
}
