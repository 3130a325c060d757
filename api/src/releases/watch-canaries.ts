import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { startRepeating } from '../platform/repeat.ts';
import { type CanaryRules, type Figures, isFailing, nextStep, waitsFor } from './canary.ts';
import { AUTOMATIC, type DeploymentService, figuresOf } from './deployment.service.ts';
import { countBeside, countClients, countNetworks, countStep, findByState, listCanaries } from './register.queries.ts';

/** A release is judged by its last minutes, in which it may have begun to fail, and by what is needed to see a few percent. */
const WINDOWS_MINUTES = [15, 24 * 60];

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
  /** Takes failing releases of the slice back: a canary, and the active one. */
  async function review(slice: string): Promise<void> {
    const [active, canary, networks] = await Promise.all([
      findByState(db, slice, 'active'),
      findByState(db, slice, 'canary'),
      countNetworks(db),
    ]);
    if (!active) return;
    for (const minutes of WINDOWS_MINUTES) {
      if (canary) {
        const [seen, other] = await countBeside(db, canary.id, active.id, minutes);
        if (isFailing(seen, { other, networks }, rules)) {
          const beside = `${other.failing} of ${other.clients} with ${active.version}`;
          return takeBack(slice, canary, { reason: `${sentenceOf(seen)}, ${beside}`, figures: figuresOf(seen, other) });
        }
      }
      const seen = await countClients(db, active.id, minutes);
      if (isFailing(seen, { networks }, rules)) {
        const figures = figuresOf(seen, { clients: 0, failing: 0 });
        return takeBack(slice, active, { reason: sentenceOf(seen), figures });
      }
    }
  }

  async function takeBack(
    slice: string,
    { id, version }: { id: string; version: string },
    decision: { reason: string; figures: Record<string, number> },
  ) {
    if (await deployment.withdraw(slice, id, decision)) {
      log.warn({ slice, version, ...decision.figures }, 'a release is taken back');
    }
  }

  async function advance(): Promise<void> {
    for (const canary of await listCanaries(db)) {
      const { slice, version, id, since } = canary;
      const active = await findByState(db, slice, 'active');
      if (!active) continue;
      const [seen, beside] = await countStep(db, id, active.id);
      if (waitsFor(seen, beside, (Date.now() - since.getTime()) / 1000, rules) !== null) continue;
      const traffic = nextStep(canary.traffic);
      const still = await findByState(db, slice, 'canary');
      // taken back meanwhile, or raised by another process
      if (still?.id !== id || still.since.getTime() !== since.getTime()) continue;
      await deployment.setTraffic(slice, {
        version,
        traffic,
        automatic: true,
        author: AUTOMATIC,
        reason: `${sentenceOf(seen)} at ${canary.traffic} %`,
        figures: figuresOf(seen, beside),
      });
      log.info({ slice, version, traffic }, 'a canary goes a step further');
    }
  }

  let watching: ReturnType<typeof startRepeating> | undefined;

  return {
    review,
    start() {
      const work = async () => {
        await advance();
        return false;
      };
      watching = startRepeating({ work, log, failure: 'canaries are not watched' });
    },
    stop: async (): Promise<void> => watching?.stop(),
  };
}

const sentenceOf = ({ clients, failing }: Figures) => `${failing} of ${clients} clients saw a failure`;
