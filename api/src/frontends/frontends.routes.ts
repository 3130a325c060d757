import { discoveryOf, frontendsRoutes } from '@boutique/contracts/frontends';
import { REGISTERED_RELEASES_PATH, type RegisteredRelease } from '@boutique/contracts/release';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { FollowedOrigins } from './followed-origins.ts';

/** No answer is better than one that leaves slices out: the gateway goes on with what it knows. */
async function knownReleases(origins: FollowedOrigins): Promise<RegisteredRelease[]> {
  await origins.refresh();
  if (origins.isKnown()) return origins.releases();
  throw new ProblemError('service-indisponible', 'Les versions des slices ne sont pas encore connues.', {
    headers: { 'Retry-After': '1' },
  });
}

export function mountFrontends(router: Router, origins: FollowedOrigins): void {
  bind(router, frontendsRoutes.read, async () => {
    return discoveryOf(await knownReleases(origins));
  });
  // for the gateway: with the origins, which are internal addresses
  router.get(REGISTERED_RELEASES_PATH, async (ctx) => {
    ctx.body = await knownReleases(origins);
  });
}
