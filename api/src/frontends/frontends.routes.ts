import { discoveryOf, frontendsRoutes } from '@boutique/contracts/frontends';
import { REGISTERED_RELEASES_PATH } from '@boutique/contracts/release';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import type { FollowedOrigins } from './followed-origins.ts';

export function mountFrontends(router: Router, origins: FollowedOrigins): void {
  bind(router, frontendsRoutes.read, async () => {
    await origins.refresh();
    return discoveryOf(origins.releases().map(({ release }) => release));
  });
  // for the gateway: with the origins, which are internal addresses
  router.get(REGISTERED_RELEASES_PATH, async (ctx) => {
    await origins.refresh();
    ctx.body = origins.releases();
  });
}
