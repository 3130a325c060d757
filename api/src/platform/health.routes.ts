import type { Router } from '@koa/router';
import type { Database } from './db/database.ts';
import { whyNotReady } from './health.queries.ts';
import { ProblemError } from './http/problem-error.ts';

/** `/live`: the process answers. `/ready`: it can serve, and should be sent requests. */
export function mountHealth(router: Router, db: Database, isDraining: () => boolean): void {
  router.get('/live', (ctx) => {
    ctx.body = { etat: 'vivant' };
  });
  router.get('/ready', async (ctx) => {
    const reason = isDraining() ? 'Le serveur s’arrête.' : await whyNotReady(db);
    if (reason) throw new ProblemError('service-indisponible', reason);
    ctx.body = { etat: 'pret' };
  });
}
