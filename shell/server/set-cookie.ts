import type { Context } from 'koa';

/** A cookie that scripts cannot read and other sites cannot use; without `maxAgeS` it ends with the browser's session. */
export function setCookie(ctx: Context, name: string, value: string, maxAgeS?: number): void {
  const lifetime = maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`;
  // plain http on one's own machine and on Minikube; koa would refuse Secure behind a proxy that ends TLS
  const secure = ctx.secure || ctx.get('X-Forwarded-Proto') === 'https' ? '; Secure' : '';
  ctx.append('Set-Cookie', `${name}=${value}; Path=/${lifetime}; SameSite=Lax; HttpOnly${secure}`);
}
