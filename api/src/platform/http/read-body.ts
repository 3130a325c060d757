import type { Middleware } from 'koa';
import bodyParser from 'koa-bodyparser';
import { parseJson } from './parse-json.ts';
import { ProblemError } from './problem-error.ts';

const LIMIT_KB = 100;

const OPTIONS = {
  enableTypes: ['text'],
  extendTypes: { text: ['json', '+json'] },
  // one character for each byte: koa-bodyparser would replace bytes that are no UTF-8. Its types lack this option
  encoding: 'latin1',
  textLimit: `${LIMIT_KB}kb`,
  onerror: (error: Error) => {
    const { status } = error as { status?: number };
    if (status === 413) {
      throw new ProblemError('corps-trop-grand', `Le corps de la requête doit faire au plus ${LIMIT_KB} Ko.`);
    }
    throw new ProblemError('corps-illisible', 'La requête s’est interrompue avant la fin de son corps.');
  },
};
const readBytes = bodyParser(OPTIONS);

const unsupported = (expected: string) =>
  new ProblemError('type-non-supporte', `Le corps de la requête doit être envoyé en ${expected}.`);

/**
 * Parses a JSON body into `ctx.request.body`. Compressed bodies are refused: koa-bodyparser stops listening to its
 * decompressor once a body is too large, and the decompressor's next error would end the process.
 * @throws ProblemError when the body is not JSON in UTF-8, or too large
 */
export const readBody: Middleware = (ctx, next) => {
  if (!['', 'identity'].includes(ctx.get('Content-Encoding').toLowerCase()))
    throw unsupported('clair, sans compression');
  // the route's schema decides whether a body may be missing
  if (ctx.request.length !== 0 && ctx.request.is('json', '+json') === false) throw unsupported('application/json');
  if (!/^(?:utf-?8|us-ascii)?$/i.test(ctx.request.charset)) throw unsupported('UTF-8');
  return readBytes(ctx, () => {
    // an object without keys stands for no body
    const text = ctx.request.body;
    if (typeof text === 'string') ctx.request.body = text === '' ? {} : parseJson(Buffer.from(text, 'latin1'));
    return next();
  });
};
