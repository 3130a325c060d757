import { hash } from 'node:crypto';
import { type Encoding, encodedOnce, encodingOf } from '@boutique/http-server/encode';
import { isKnown } from '@boutique/http-server/is-known';
import type { Context, Middleware } from 'koa';

/** Compressing an answer that fits into one packet saves nothing. */
const COMPRESS_FROM_BYTES = 1_400;

/** An answer as JSON, ready to be sent in any encoding. */
export interface FinishedJson {
  bytes: Buffer;
  /** Identifies the content. */
  digest: string;
  bodyIn: (encoding: Encoding) => Promise<Buffer>;
}

/** @param effort `best` for an answer that is sent again and again. One ETag names one sequence of bytes, so it stays. */
export function finishJson(value: unknown, effort: 'quick' | 'best'): FinishedJson {
  const bytes = Buffer.from(JSON.stringify(value));
  const digest = hash('sha256', bytes, 'base64url').slice(0, 27);
  return { bytes, digest, bodyIn: encodedOnce(bytes, effort) };
}

/** Sends JSON compressed and with a strong ETag over its bytes, or a 304 to clients that have it already. */
export async function sendFinished(ctx: Context, { bytes, digest, bodyIn }: FinishedJson): Promise<void> {
  ctx.type = 'application/json';
  if (!ctx.res.hasHeader('Cache-Control')) ctx.set('Cache-Control', 'no-cache');
  ctx.vary('Accept-Encoding');
  const encoding = bytes.length < COMPRESS_FROM_BYTES ? 'identity' : encodingOf(ctx);
  // a strong validator identifies one sequence of bytes (RFC 9110, 8.8.3.3), so each encoding has its own
  if (answerConditionally(ctx, encoding === 'identity' ? digest : `${digest}-${encoding}`)) return;
  if (encoding !== 'identity') ctx.set('Content-Encoding', encoding);
  ctx.body = await bodyIn(encoding);
  // Koa takes bytes for a file
  ctx.type = 'application/json';
}

/** Sends every JSON answer. One whose handler has set the ETag itself, see `setVersion`, is sent as it is. */
export const sendJson: Middleware = async (ctx, next) => {
  await next();
  const { body } = ctx;
  if (
    ctx.status !== 200 ||
    ctx.res.hasHeader('ETag') ||
    typeof body !== 'object' ||
    body === null ||
    Buffer.isBuffer(body)
  )
    return;
  await sendFinished(ctx, finishJson(body, 'quick'));
};

/**
 * Sets the ETag.
 * @returns true when the caller has this content already and gets a 304 (RFC 9110, 13.1.2). Koa's own `fresh` sends the
 * content again on `Cache-Control: no-cache`, which is meant for caches on the way and which fetch in Node always adds.
 */
export function answerConditionally(ctx: Context, name: string): boolean {
  const etag = `"${name}"`;
  ctx.set('ETag', etag);
  const has = isKnown(ctx.get('If-None-Match'), etag);
  if (has) ctx.status = 304;
  return has;
}
