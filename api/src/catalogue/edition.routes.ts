import { administrationRoutes as routes } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { expectedVersions, setVersion } from '../platform/http/version.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import type { EditionService } from './edition.service.ts';

/** What staff does with products. */
export function mountEdition(router: Router, service: EditionService): void {
  bind(router, routes.listProduits, async ({ query }, ctx) =>
    sendPage(ctx, await service.list(query, negotiateLangue(ctx, query.langue))),
  );
  bind(router, routes.readProduit, async ({ params }, ctx) => {
    const { produit, version } = await service.read(params.id);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, routes.createProduit, async ({ body }, ctx) => {
    const { produit, version } = await service.create((await signedInOf(ctx)).id, body);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, routes.updateProduit, async ({ params: { id }, body }, ctx) => {
    const versions = expectedVersions(ctx);
    const { produit, version } = await service.update({ acteurId: (await signedInOf(ctx)).id, id, versions }, body);
    setVersion(ctx, version);
    return produit;
  });
  bind(router, routes.deleteProduit, async ({ params: { id } }, ctx) => {
    const versions = expectedVersions(ctx);
    await service.delete({ acteurId: (await signedInOf(ctx)).id, id, versions });
    return undefined;
  });
  bind(router, routes.moveStock, async ({ params: { id }, body: { variation } }, ctx) => ({
    stock: await service.moveStock((await signedInOf(ctx)).id, id, variation),
  }));
}
