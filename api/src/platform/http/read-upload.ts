import type { RouteContract } from '@boutique/contracts/route';
import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Reads a body of bytes into `ctx.request.body`, never more of it than the route takes.
 * @throws ProblemError `type-non-supporte`, `corps-trop-grand`
 */
export function readUpload({ types, maxBytes }: NonNullable<RouteContract['upload']>): Middleware {
  return async (ctx, next) => {
    if (!ctx.request.is([...types])) {
      throw new ProblemError('type-non-supporte', `Le fichier doit être de l’un de ces types : ${types.join(', ')}.`);
    }
    if (ctx.get('Content-Encoding')) {
      throw new ProblemError('type-non-supporte', 'Le fichier doit être envoyé tel quel, sans compression.');
    }
    ctx.request.body = await readBytes(ctx, maxBytes);
    return next();
  };
}

async function readBytes(ctx: Context, maxBytes: number): Promise<Buffer> {
  const tooLarge = () =>
    new ProblemError('corps-trop-grand', `Le fichier doit faire au plus ${Math.floor(maxBytes / 1024 / 1024)} Mo.`);
  if ((ctx.request.length ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // leaving the loop must not destroy the connection: the answer still has to go out on it
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks, size);
}
