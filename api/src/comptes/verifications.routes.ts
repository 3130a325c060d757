import { compteRoutes } from '@boutique/contracts/comptes';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import type { VerificationsService } from './verifications.service.ts';

export function mountVerifications(router: Router, service: VerificationsService): void {
  bind(router, compteRoutes.sendVerification, async (_input, ctx) => {
    await service.sendAgain((await signedInOf(ctx)).id, ctx.ip, negotiateLangue(ctx, undefined));
    return undefined;
  });
  bind(router, compteRoutes.verify, async ({ body }) => {
    await service.verify(body.jeton);
    return undefined;
  });
}
