/** Reports of browsers on one release in a period: distinct client addresses, and those at which it failed. */
export interface Figures {
  clients: number;
  failing: number;
}

export interface CanaryRules {
  /** The shortest time between two steps. */
  stepSeconds: number;
  /** The number of distinct client addresses that must load the release before its next step. */
  stepClients: number;
  /**
   * The number of distinct client addresses that must report a failure before a release is taken back: one could lie.
   */
  failingClients: number;
}

export const DEFAULT_RULES: CanaryRules = { stepSeconds: 300, stepClients: 20, failingClients: 3 };

/** The shares of traffic that a canary goes through by itself. */
const STEPS = [10, 50, 100];

export const nextStep = (traffic: number): number => STEPS.find((step) => step > traffic) ?? 100;

/** An active release has no other to compare it with: above this share of failing client addresses it is taken back. */
const ACTIVE_MAXIMUM = 0.05;

const rateOf = ({ clients, failing }: Figures) => (clients === 0 ? 0 : failing / clients);

/** Whether a canary fails clearly more often than the active release: then its share stays. */
const seemsWorse = (canary: Figures, active: Figures) => rateOf(canary) > 2 * rateOf(active) + 0.01;

/** Whether a canary fails so clearly more often than the active release that it must be taken back. */
export function isWorse(canary: Figures, active: Figures, { failingClients }: CanaryRules): boolean {
  return canary.failing >= failingClients && seemsWorse(canary, active);
}

/** Whether an active release fails for too many client addresses. */
export function isFailing(active: Figures, { failingClients }: CanaryRules): boolean {
  return active.failing >= failingClients && rateOf(active) > ACTIVE_MAXIMUM;
}

/** Whether a canary has run long enough, for enough clients and well enough for its next step. */
export function isProven(
  canary: Figures,
  active: Figures,
  seconds: number,
  { stepSeconds, stepClients }: CanaryRules,
): boolean {
  return seconds >= stepSeconds && canary.clients >= stepClients && !seemsWorse(canary, active);
}
