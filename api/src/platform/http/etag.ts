import { createHash } from 'node:crypto';
import type { Context, Middleware } from 'koa';

/** Gives every JSON answer a strong ETag over its bytes, and answers 304 to who has them already. */
export const etag: Middleware = async (ctx, next) => {
  await next();
  const { body } = ctx;
  if (ctx.status !== 200 || typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return;
  const json = JSON.stringify(body);
  ctx.body = json;
  ctx.type = 'application/json';
  ctx.set('Cache-Control', 'no-cache');
  answerConditionally(ctx, createHash('sha256').update(json).digest('base64url').slice(0, 27));
};

/**
 * Names the answer's content, and drops it when the caller has it already (RFC 9110, 13.1.2). Koa's own `fresh` sends
 * it again on `Cache-Control: no-cache`, which is meant for caches on the way, and which fetch in Node always adds.
 */
export function answerConditionally(ctx: Context, name: string): void {
  ctx.set('ETag', `"${name}"`);
  const known = ctx.get('If-None-Match').split(',');
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === `"${name}"` || tag.trim() === '*')) ctx.status = 304;
}
