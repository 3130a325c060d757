import type { Router } from '@koa/router';
import type { Middleware } from 'koa';
import { ProblemError } from './problem-error.ts';

/**
 * Answers requests that no route matches: an unknown path (404), a method that the path does not have (405), or
 * OPTIONS.
 */
export function refuseUnmatched(router: Router): Middleware {
  return (ctx) => {
    const methods = new Set(router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods));
    if (methods.size === 0) {
      throw new ProblemError('route-inconnue', `Aucune ressource à l’adresse ${ctx.path}.`);
    }
    const allow = [...methods, 'OPTIONS'].join(', ');
    if (ctx.method === 'OPTIONS') {
      ctx.status = 204;
      ctx.set('Allow', allow);
      return;
    }
    throw new ProblemError('methode-non-permise', `${ctx.method} n’est pas permis ici ; sont permis : ${allow}.`, {
      headers: { Allow: allow },
    });
  };
}
