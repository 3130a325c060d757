/** Reports of browsers on one release in a period: distinct networks of visitors, and those in which it failed. */
export interface Figures {
  clients: number;
  failing: number;
}

export interface CanaryRules {
  /** The shortest time between two steps. */
  stepSeconds: number;
  /** The number of networks that must load the release before its next step. */
  stepClients: number;
  /** The least number of networks that must report a failure before a release is taken back: one could lie. */
  failingClients: number;
}

export const DEFAULT_RULES: CanaryRules = { stepSeconds: 300, stepClients: 20, failingClients: 3 };

/** The shares of traffic that a canary goes through by itself. */
const STEPS = [10, 50, 100];

export const nextStep = (traffic: number): number => STEPS.find((step) => step > traffic) ?? 100;

/** The share of networks in which a good release fails, by extensions, proxies and old browsers, at most. */
const TOLERATED = 0.01;
/** The share of the shop's networks of which reports may be invented. */
const INVENTED = 0.012;
/** The greatest chance that a release which fails no more often than tolerated looks as bad as what takes it back. */
const ERROR_RATE = 0.01;

const rateOf = ({ clients, failing }: Figures) => (clients === 0 ? 0 : failing / clients);

/** Whether a canary fails clearly more often than the active release: then its share stays. */
const seemsWorse = (canary: Figures, active: Figures) => rateOf(canary) > 2 * rateOf(active) + 0.01;

/** What a release is judged beside. */
export interface Beside {
  /** The other release of the slice at the same time, if visitors got it. */
  other?: Figures;
  /** The number of networks that visited the shop within the last day. */
  networks: number;
}

/**
 * Whether a release fails so often that it must be taken back: more often than tolerated, and than the other release,
 * beyond chance; and in more networks than an attacker may have, who could report before anybody else does.
 *
 * The chance that of n networks k or more fail, when each fails with probability p, is at most exp(-n * KL(k/n, p)): the
 * Chernoff bound (Hoeffding 1963, theorem 1).
 */
export function isFailing(
  release: Figures,
  { other = { clients: 0, failing: 0 }, networks }: Beside,
  { failingClients }: CanaryRules,
): boolean {
  if (release.failing < failingClients + Math.floor(INVENTED * networks)) return false;
  const rate = rateOf(release);
  const tolerated = Math.max(TOLERATED, rateOf(other));
  return rate > tolerated && Math.exp(-release.clients * divergence(rate, tolerated)) < ERROR_RATE;
}

/** The Kullback-Leibler divergence of two chances, in nats. */
function divergence(p: number, q: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, q) + part(1 - p, 1 - q);
}

/** What the next step of a canary waits for: the time, more clients, or fewer failures; null when it is due. */
export function waitsFor(
  canary: Figures,
  active: Figures,
  seconds: number,
  { stepSeconds, stepClients }: CanaryRules,
): 'time' | 'clients' | 'failures' | null {
  if (seemsWorse(canary, active)) return 'failures';
  if (seconds < stepSeconds) return 'time';
  return canary.clients < stepClients ? 'clients' : null;
}
