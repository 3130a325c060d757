import { adressesRoutes } from '@boutique/contracts/comptes';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import type { AdressesService } from './adresses.service.ts';

export function mountAdresses(router: Router, service: AdressesService): void {
  bind(router, adressesRoutes.list, async (_input, ctx) => service.list((await signedInOf(ctx)).id));
  bind(router, adressesRoutes.create, async ({ body }, ctx) => service.create((await signedInOf(ctx)).id, body));
  bind(router, adressesRoutes.update, async ({ params, body }, ctx) =>
    service.update((await signedInOf(ctx)).id, params.id, body),
  );
  bind(router, adressesRoutes.delete, async ({ params }, ctx) => {
    await service.delete((await signedInOf(ctx)).id, params.id);
    return undefined;
  });
}
