import type { FollowedOrigin } from '../config.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import type { CanaryRules } from './canary.ts';
import { createDeployTokensService } from './deploy-tokens.service.ts';
import { createDeploymentService } from './deployment.service.ts';
import { followOrigins } from './followed-origins.ts';
import { createIncidentsService } from './incidents.service.ts';
import { createRegister } from './register.ts';
import { createCanaryWatch } from './watch-canaries.ts';

interface Options {
  db: Database;
  origins: readonly FollowedOrigin[];
  pollMs: number;
  production: boolean;
  rules: CanaryRules;
  log: Log;
}

export type Frontends = ReturnType<typeof createFrontends>;

/** The register with all that changes it: deployments, followed origins, what browsers report. Nothing runs before `start`. */
export function createFrontends({ db, origins: followed, pollMs, production, rules, log }: Options) {
  const register = createRegister(db, log);
  const deployment = createDeploymentService({ db, register, production });
  const watch = createCanaryWatch({ db, deployment, rules, log });
  const origins = followOrigins({ origins: followed, pollMs, production, log, register, deployment });
  let timer: NodeJS.Timeout | undefined;
  return {
    register,
    deployment,
    origins,
    tokens: createDeployTokensService(db),
    incidents: createIncidentsService({ db, log, review: watch.review }),
    start() {
      // what is told without asking, at /metrics and /api/info, is no older than that; without the database, it is known
      timer = setInterval(() => void register.releases(), pollMs);
      timer.unref();
      origins.start();
      watch.start();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await Promise.all([origins.stop(), watch.stop()]);
      await register.idle();
    },
  };
}
