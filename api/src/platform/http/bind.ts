import { parseInput } from '@boutique/contracts/input';
import { type RouteContract, type RouteInput, type RouteOutput, successOf } from '@boutique/contracts/route';
import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { refuseUnlessAllowed } from './caller.ts';
import { ProblemError } from './problem-error.ts';
import { readBody } from './read-body.ts';
import { readUpload } from './read-upload.ts';

/** The input of a handler; for a route that takes bytes, with those bytes: whole, or as a stream. */
type Input<R extends RouteContract> = RouteInput<R> &
  (R['upload'] extends { stream: true }
    ? { upload: AsyncIterable<Buffer> }
    : R['upload'] extends object
      ? { upload: Buffer }
      : unknown);

/**
 * A handler returns this when it has put a finished answer into `ctx` itself, built from data that was parsed before.
 */
export const ANSWERED: unique symbol = Symbol('answered');

/** `/api/produits/{id}` as @koa/router writes it. */
export const koaPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/**
 * Mounts one contract: refuses callers without access, parses the input, runs the handler, and parses the output, too,
 * so that a field that is not in the contract cannot leak.
 */
export function bind<const R extends RouteContract>(
  router: Router,
  route: R,
  run: (input: Input<R>, ctx: Context) => Promise<RouteOutput<R> | typeof ANSWERED> | RouteOutput<R> | typeof ANSWERED,
): void {
  const { status, schema } = successOf(route);
  const middleware: Middleware[] = route.body ? [readBody] : [];
  if (route.upload) middleware.push(readUpload(route.upload));
  if (route.access !== 'public') {
    // first, so that a caller without access learns nothing about the input
    middleware.unshift(async (ctx, next) => {
      await refuseUnlessAllowed(ctx, route.access);
      return next();
    });
  }
  router.register(
    koaPath(route.path),
    [route.method],
    [
      ...middleware,
      async (ctx) => {
        const parsed = parseInput(route, { params: ctx.params, query: ctx.query, body: ctx.request.body });
        if (!parsed.ok) {
          throw new ProblemError(
            'requete-invalide',
            parsed.erreurs.map(({ chemin, message }) => `${chemin} : ${message}`).join(' ; '),
            { erreurs: parsed.erreurs },
          );
        }
        const result = await run({ ...parsed.input, upload: ctx.request.body } as Input<R>, ctx);
        if (result === ANSWERED) return;
        ctx.status = status;
        if (schema) ctx.body = schema.parse(result);
      },
    ],
  );
}
