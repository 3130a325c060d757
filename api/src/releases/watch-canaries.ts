import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { type CanaryRules, isFailing, isProven, isWorse, nextStep } from './canary.ts';
import { AUTOMATIC, type DeploymentService, figuresOf } from './deployment.service.ts';
import { countClients, findByState, listCanaries } from './register.queries.ts';

/** Failures and clients of an active release count for this long. */
const WINDOW_MINUTES = 15;
/** Those of a canary count longer, because a step may need hours to see enough clients. */
const CANARY_WINDOW_MINUTES = 24 * 60;
const EVERY_MS = 1_000;

interface Options {
  db: Database;
  deployment: Pick<DeploymentService, 'setTraffic' | 'withdraw'>;
  rules: CanaryRules;
  log: Log;
}

/**
 * Raises or takes back canaries by the reports of browsers. Every process does so; the slice's lock makes each change
 * happen once.
 */
export function createCanaryWatch({ db, deployment, rules, log }: Options) {
  /** Takes a failing release of the slice back. */
  async function review(slice: string): Promise<void> {
    const [active, canary] = await Promise.all([findByState(db, slice, 'active'), findByState(db, slice, 'canary')]);
    if (!active) return;
    const recent = await countClients(db, active.id, WINDOW_MINUTES);
    if (canary) {
      const seen = await countClients(db, canary.id, CANARY_WINDOW_MINUTES);
      if (isWorse(seen, recent, rules)) {
        return takeBack(
          slice,
          canary,
          `${seen.failing} of ${seen.clients} clients saw a failure, ${recent.failing} of ${recent.clients} with ${active.version}`,
          figuresOf(seen, recent),
        );
      }
    }
    if (isFailing(recent, rules)) {
      await takeBack(
        slice,
        active,
        `${recent.failing} of ${recent.clients} clients saw a failure`,
        figuresOf(recent, { clients: 0, failing: 0 }),
      );
    }
  }

  async function takeBack(
    slice: string,
    { id, version }: { id: string; version: string },
    reason: string,
    figures: Record<string, number>,
  ) {
    if (await deployment.withdraw(slice, id, { reason, figures })) {
      log.warn({ slice, version, ...figures }, 'a release is taken back');
    }
  }

  async function advance(): Promise<void> {
    for (const canary of await listCanaries(db)) {
      const { slice, version, id, since } = canary;
      const active = await findByState(db, slice, 'active');
      const [seen, beside] = await Promise.all([
        countClients(db, id, CANARY_WINDOW_MINUTES),
        active ? countClients(db, active.id, WINDOW_MINUTES) : { clients: 0, failing: 0 },
      ]);
      if (!isProven(seen, beside, (Date.now() - since.getTime()) / 1000, rules)) continue;
      const traffic = nextStep(canary.traffic);
      const still = await findByState(db, slice, 'canary');
      // taken back meanwhile, or raised by another process
      if (still?.id !== id || still.since.getTime() !== since.getTime()) continue;
      await deployment.setTraffic(slice, {
        version,
        traffic,
        automatic: true,
        author: AUTOMATIC,
        reason: `${seen.failing} of ${seen.clients} clients saw a failure at ${canary.traffic} %`,
        figures: figuresOf(seen, beside),
      });
      log.info({ slice, version, traffic }, 'a canary goes a step further');
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let failing = false;
  const run = async () => {
    try {
      await advance();
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ reason: (error as Error).message }, 'canaries are not watched');
      failing = true;
    }
  };

  return {
    review,
    start(everyMs = EVERY_MS) {
      timer = setInterval(() => {
        running = running.then(run);
      }, everyMs);
      timer.unref();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
