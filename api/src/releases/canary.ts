/** What browsers said of a release within a stretch of time: distinct client addresses, and those where it failed. */
export interface Figures {
  clients: number;
  failing: number;
}

export interface CanaryRules {
  /** How long a step lasts at least. */
  stepSeconds: number;
  /** How many distinct client addresses have loaded the release before it goes a step further. */
  stepClients: number;
  /** How many distinct client addresses must report a failure before a release is taken back: one may have made it up. */
  failingClients: number;
}

export const DEFAULT_RULES: CanaryRules = { stepSeconds: 300, stepClients: 20, failingClients: 3 };

/** The shares that a canary goes through by itself. */
const STEPS = [10, 50, 100];

export const nextStep = (traffic: number): number => STEPS.find((step) => step > traffic) ?? 100;

/** An active release has no other to be compared with: this share of failing client addresses takes it back. */
const ACTIVE_MAXIMUM = 0.05;

const rateOf = ({ clients, failing }: Figures) => (clients === 0 ? 0 : failing / clients);

/** Whether a canary fails for a larger share than the release beside it: then it goes no further. */
const seemsWorse = (canary: Figures, active: Figures) => rateOf(canary) > 2 * rateOf(active) + 0.01;

/** Whether that is clear enough to take it back. */
export function isWorse(canary: Figures, active: Figures, { failingClients }: CanaryRules): boolean {
  return canary.failing >= failingClients && seemsWorse(canary, active);
}

/** Whether an active release fails for too many. */
export function isFailing(active: Figures, { failingClients }: CanaryRules): boolean {
  return active.failing >= failingClients && rateOf(active) > ACTIVE_MAXIMUM;
}

/** Whether a canary has run long enough, for enough clients, and well enough, to go a step further. */
export function isProven(
  canary: Figures,
  active: Figures,
  seconds: number,
  { stepSeconds, stepClients }: CanaryRules,
): boolean {
  return seconds >= stepSeconds && canary.clients >= stepClients && !seemsWorse(canary, active);
}
