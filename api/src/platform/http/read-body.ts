import type { Middleware } from 'koa';
import bodyParser from 'koa-bodyparser';
import { ProblemError } from './problem-error.ts';

const LIMIT_KB = 100;

const parseJson = bodyParser({
  enableTypes: ['json'],
  jsonLimit: `${LIMIT_KB}kb`,
  onerror: (error) => {
    const { status } = error as { status?: number };
    if (status === 413) {
      throw new ProblemError('corps-trop-grand', `Le corps de la requête doit faire au plus ${LIMIT_KB} Ko.`);
    }
    throw new ProblemError('corps-illisible', 'Le corps de la requête doit être un objet ou un tableau JSON valide.');
  },
});

const unsupported = (expected: string) =>
  new ProblemError('type-non-supporte', `Le corps de la requête doit être envoyé en ${expected}.`);

/**
 * Parses a JSON body into `ctx.request.body`. Compressed bodies are refused: koa-bodyparser stops listening to its
 * decompressor once a body is too large, and the decompressor's next error would end the process.
 * @throws ProblemError when the body is not JSON, or too large
 */
export const readBody: Middleware = (ctx, next) => {
  if (!['', 'identity'].includes(ctx.get('Content-Encoding').toLowerCase()))
    throw unsupported('clair, sans compression');
  // the route's schema decides whether a body may be missing
  if (ctx.request.length !== 0 && ctx.request.is('json', '+json') === false) throw unsupported('application/json');
  return parseJson(ctx, next);
};
