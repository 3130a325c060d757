import type { RouteContract } from '@boutique/contracts/route';
import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Puts a body of bytes into `ctx.request.body`, whole or as a stream, and never more bytes than the route takes.
 * @throws ProblemError `type-non-supporte`, `corps-trop-grand`
 */
export function readUpload({ types, maxBytes, stream }: NonNullable<RouteContract['upload']>): Middleware {
  return async (ctx, next) => {
    if (!ctx.request.is([...types])) {
      throw new ProblemError('type-non-supporte', `Le fichier doit être de l’un de ces types : ${types.join(', ')}.`);
    }
    if (ctx.get('Content-Encoding')) {
      throw new ProblemError('type-non-supporte', 'Le fichier doit être envoyé tel quel, sans compression.');
    }
    const chunks = chunksOf(ctx, maxBytes);
    ctx.request.body = stream ? chunks : await wholeOf(chunks);
    return next();
  };
}

async function* chunksOf(ctx: Context, maxBytes: number): AsyncGenerator<Buffer> {
  const tooLarge = () =>
    new ProblemError('corps-trop-grand', `Le fichier doit faire au plus ${Math.floor(maxBytes / 1024 / 1024)} Mo.`);
  if ((ctx.request.length ?? 0) > maxBytes) throw tooLarge();
  let size = 0;
  // leaving the loop must not destroy the connection, which still has to carry the answer
  const chunks = ctx.req.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) break;
      yield chunk as Buffer;
    }
  } catch {
    throw new ProblemError('corps-illisible', 'La requête s’est interrompue avant la fin de son corps.');
  }
  if (size > maxBytes) throw tooLarge();
}

async function wholeOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}
