import { panierRoutes } from '@boutique/contracts/panier';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { acheteurOf, ensureAcheteur } from './acheteur.ts';
import { createPanierService } from './panier.service.ts';

export function mountPanier(router: Router, db: Database): void {
  const service = createPanierService(db);
  bind(router, panierRoutes.read, async ({ query }, ctx) =>
    service.read(await acheteurOf(db, ctx), negotiateLangue(ctx, query.langue)),
  );
  bind(router, panierRoutes.addLigne, async ({ body, query }, ctx) => {
    const acheteurId = await ensureAcheteur(db, ctx);
    return service.change('add', { acheteurId, ...body }, negotiateLangue(ctx, query.langue));
  });
  bind(router, panierRoutes.setLigne, async ({ params, body, query }, ctx) => {
    const acheteurId = await ensureAcheteur(db, ctx);
    return service.change('set', { acheteurId, ...params, ...body }, negotiateLangue(ctx, query.langue));
  });
  bind(router, panierRoutes.removeLigne, async ({ params, query }, ctx) =>
    service.remove(await acheteurOf(db, ctx), params.produitId, negotiateLangue(ctx, query.langue)),
  );
}
