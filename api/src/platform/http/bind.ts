import { parseInput } from '@boutique/contracts/input';
import { type RouteContract, type RouteInput, type RouteOutput, successOf } from '@boutique/contracts/route';
import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';
import { readBody } from './read-body.ts';
import { readUpload } from './read-upload.ts';
import { refuseUnlessAllowed } from './visitor.ts';

/** What a handler receives; of a route that takes bytes, those, too. */
type Input<R extends RouteContract> = RouteInput<R> & (R['upload'] extends object ? { upload: Buffer } : unknown);

/**
 * Mounts one contract: refuses whom it is not for, parses the input, runs the handler, and parses the output too, so that a field that is not in
 * the contract cannot leave.
 */
export function bind<const R extends RouteContract>(
  router: Router,
  route: R,
  run: (input: Input<R>, ctx: Context) => Promise<RouteOutput<R>> | RouteOutput<R>,
): void {
  const { status, schema } = successOf(route);
  const path = route.path.replace(/\{(\w+)\}/g, ':$1');
  const middleware: Middleware[] = route.body ? [readBody] : [];
  if (route.upload) middleware.push(readUpload(route.upload));
  if (route.acces !== 'public') {
    // first: who may not call a route learns nothing of what it takes
    middleware.unshift(async (ctx, next) => {
      await refuseUnlessAllowed(ctx, route.acces);
      return next();
    });
  }
  router.register(
    path,
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
        ctx.status = status;
        if (schema) ctx.body = schema.parse(result);
      },
    ],
  );
}
