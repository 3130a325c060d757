import { entetesRoutes } from '@boutique/contracts/entetes';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import type { EntetesService } from './entetes.service.ts';

export function mountEntetes(router: Router, service: EntetesService): void {
  bind(router, entetesRoutes.produit, ({ params, query }, ctx) =>
    service.produit(params.id, negotiateLangue(ctx, query.langue)),
  );
  bind(router, entetesRoutes.catalogue, ({ query }, ctx) =>
    service.catalogue(query.categorie, negotiateLangue(ctx, query.langue)),
  );
  bind(router, entetesRoutes.planDuSite, () => service.planDuSite());
}
