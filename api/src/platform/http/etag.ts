import { createHash } from 'node:crypto';
import type { Middleware } from 'koa';

/** Gives every JSON answer a strong ETag over its bytes, and answers 304 to who has them already. */
export const etag: Middleware = async (ctx, next) => {
  await next();
  const { body } = ctx;
  if (ctx.status !== 200 || typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return;
  const json = JSON.stringify(body);
  ctx.body = json;
  ctx.type = 'application/json';
  ctx.set({
    ETag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`,
    'Cache-Control': 'no-cache',
  });
  if (ctx.fresh) ctx.status = 304;
};
