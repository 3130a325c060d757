import { avisRoutes } from '@boutique/contracts/avis';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import type { AvisService } from './avis.service.ts';

export function mountAvis(router: Router, service: AvisService): void {
  bind(router, avisRoutes.list, async ({ params, query }, ctx) => sendPage(ctx, await service.list(params.id, query)));
  bind(router, avisRoutes.readOwn, async ({ params }, ctx) => service.readOwn(params.id, await signedInOf(ctx)));
  bind(router, avisRoutes.create, async ({ params, body }, ctx) =>
    service.create(params.id, await signedInOf(ctx), body),
  );
  bind(router, avisRoutes.delete, async ({ params }, ctx) => {
    await service.delete(params.id, await signedInOf(ctx));
    return undefined;
  });
}
