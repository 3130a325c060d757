import type { Context } from 'koa';

/** Sets a cookie that scripts cannot read and other sites cannot use. Without `maxAgeS` it ends with the browser. */
export function setCookie(ctx: Context, name: string, value: string, maxAgeS?: number): void {
  const lifetime = maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`;
  // Not ctx.cookies.set: koa refuses Secure behind a proxy that ends TLS. Local machines and Minikube use plain http.
  const secure = ctx.secure || ctx.get('X-Forwarded-Proto') === 'https' ? '; Secure' : '';
  ctx.append('Set-Cookie', `${name}=${value}; Path=/${lifetime}; SameSite=Lax; HttpOnly${secure}`);
}
