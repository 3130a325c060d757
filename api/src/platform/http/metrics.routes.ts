import type { Router } from '@koa/router';
import type { Metrics } from '../metrics.ts';

export function mountMetrics(router: Router, { registry }: Metrics): void {
  router.get('/metrics', async (ctx) => {
    ctx.body = await registry.metrics();
    ctx.set('Content-Type', registry.contentType);
  });
}
