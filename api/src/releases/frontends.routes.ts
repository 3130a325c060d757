import { discoveryOf, frontendsRoutes } from '@boutique/contracts/frontends';
import {
  REGISTERED_RELEASES_PATH,
  type RegisteredRelease,
  SHELL,
  SHELL_RELEASES_PATH,
  ShellRelease,
} from '@boutique/contracts/release';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { setPageHeaders } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { readBody } from '../platform/http/read-body.ts';
import { callerOf } from '../platform/http/visitor.ts';
import type { DeployTokensService } from './deploy-tokens.service.ts';
import type { DeploymentService } from './deployment.service.ts';
import type { FollowedOrigins } from './followed-origins.ts';
import type { IncidentsService } from './incidents.service.ts';
import type { Register } from './register.ts';

export interface FrontendsServices {
  register: Register;
  origins: Pick<FollowedOrigins, 'refresh'>;
  deployment: DeploymentService;
  tokens: DeployTokensService;
  incidents: IncidentsService;
}

export function mountFrontends(
  router: Router,
  { register, origins, deployment, tokens, incidents }: FrontendsServices,
): void {
  /** No answer is better than one that leaves slices out: the gateway goes on with what it knows. */
  const knownReleases = async (): Promise<readonly RegisteredRelease[]> => {
    await origins.refresh();
    const releases = await register.releases();
    if (releases) return releases;
    throw new ProblemError('base-indisponible', 'Les versions des slices ne sont pas encore connues.', {
      headers: { 'Retry-After': '1' },
    });
  };

  bind(router, frontendsRoutes.read, async () =>
    discoveryOf((await knownReleases()).filter(({ role }) => role !== 'other' && role !== SHELL)),
  );
  // for gateways: with the origins, which are internal addresses
  router.get(REGISTERED_RELEASES_PATH, async (ctx) => {
    ctx.body = await knownReleases();
  });
  router.put(SHELL_RELEASES_PATH, readBody, async (ctx) => {
    const announced = ShellRelease.safeParse(ctx.request.body);
    if (!announced.success || announced.data.release.name !== SHELL) {
      throw new ProblemError(
        'requete-invalide',
        'Le build d’un shell est attendu, avec l’adresse où sont ses fichiers.',
      );
    }
    await register.announceShell(announced.data);
    ctx.status = 204;
  });

  bind(router, frontendsRoutes.readDeploiement, ({ params }) => deployment.read(params.slice));
  bind(router, frontendsRoutes.publish, async ({ params, body }, ctx) =>
    deployment.publish(params.slice, { origin: body.origine, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.setTrafic, async ({ params, body }, ctx) =>
    deployment.setTraffic(params.slice, {
      version: body.version,
      traffic: body.part,
      automatic: body.automatique,
      reason: body.raison,
      author: await callerOf(ctx),
    }),
  );
  bind(router, frontendsRoutes.rollback, async ({ params, body }, ctx) =>
    deployment.rollback(params.slice, { version: body.version, reason: body.raison, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.listHistorique, async ({ params, query }, ctx) => {
    const { entries, total, next } = await deployment.listHistory(params.slice, query);
    setPageHeaders(ctx, total, next);
    return entries;
  });
  bind(router, frontendsRoutes.createIncident, async ({ params, body }, ctx) => {
    await incidents.record(params.slice, body, ctx.ip);
    return undefined;
  });
  bind(router, frontendsRoutes.createJeton, async ({ params, body }, ctx) =>
    tokens.create(params.slice, { name: body.nom, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.listJetons, ({ params }) => tokens.list(params.slice));
  bind(router, frontendsRoutes.deleteJeton, async ({ params }, ctx) => {
    await tokens.remove(params.slice, params.id, await callerOf(ctx));
    return undefined;
  });
}
