import type { ReleaseLimits } from '@boutique/release/parse-release';
import type { FollowedOrigin } from '../config.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import type { CanaryRules } from './canary.ts';
import { createReleaseChange } from './change-release.ts';
import { createDeployTokensService } from './deploy-tokens.service.ts';
import { createDeploymentService } from './deployment.service.ts';
import { followOrigins } from './followed-origins.ts';
import { createIncidentsService } from './incidents.service.ts';
import { createMeasuresService } from './measures.service.ts';
import { createPublishService, type EntryCheck } from './publish.service.ts';
import { createRegister } from './register.ts';
import { createReleaseStatuses } from './release-statuses.ts';
import { createCanaryWatch } from './watch-canaries.ts';

interface Options {
  db: Database;
  /** The same database, reached without a pooler. */
  direct: Database;
  origins: readonly FollowedOrigin[];
  pollMs: number;
  production: boolean;
  rules: CanaryRules;
  limits: ReleaseLimits;
  /** Finds the faults of a release's server entry. */
  checkEntry: EntryCheck;
  /** The key of gateways for signed overrides, if they have one. */
  overrideKey: string | undefined;
  log: Log;
}

export type Frontends = ReturnType<typeof createFrontends>;

/**
 * The register with everything that changes it: publications, deployments, followed origins, reports of browsers.
 * Nothing runs before `start`.
 */
export function createFrontends({
  db,
  direct,
  origins: followed,
  pollMs,
  production,
  rules,
  limits,
  checkEntry,
  overrideKey,
  log,
}: Options) {
  const register = createRegister(db, direct, log);
  const statuses = createReleaseStatuses(rules);
  const measures = createMeasuresService(db, log);
  const changes = createReleaseChange(db, register, statuses);
  const publishing = createPublishService({ db, changes, limits, checkEntry });
  const deployment = createDeploymentService({
    db,
    changes,
    register: publishing.register,
    statuses,
    measures,
    overrideKey,
  });
  const watch = createCanaryWatch({ db, deployment, rules, log });
  const origins = followOrigins({ origins: followed, pollMs, production, limits, db, log, register, deployment });
  return {
    register,
    deployment,
    publish: publishing.publish,
    origins,
    tokens: createDeployTokensService(db),
    incidents: createIncidentsService({ db, log, review: watch.review, measures }),
    measures,
    listCurrent: () => statuses.listCurrent(db),
    start() {
      register.start();
      origins.start();
      watch.start();
      measures.start();
    },
    async stop(): Promise<void> {
      await Promise.all([origins.stop(), watch.stop(), measures.stop()]);
      await register.stop();
    },
  };
}
