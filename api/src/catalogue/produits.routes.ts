import { produitsRoutes } from '@boutique/contracts/produits';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import type { ProduitsService } from './produits.service.ts';

export function mountProduits(router: Router, service: ProduitsService): void {
  bind(router, produitsRoutes.list, async ({ query }, ctx) =>
    sendPage(ctx, await service.list(query, negotiateLangue(ctx, query.langue))),
  );
  // before the route of one product, which would take `facettes` for a slug
  bind(router, produitsRoutes.facettes, ({ query }, ctx) =>
    service.facettes(query, negotiateLangue(ctx, query.langue)),
  );
  bind(router, produitsRoutes.read, ({ params, query }, ctx) =>
    service.read(params.id, negotiateLangue(ctx, query.langue)),
  );
}
