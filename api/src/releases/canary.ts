/** What browsers said of a release within a stretch of time: distinct visitors, and those of them for whom it failed. */
export interface Figures {
  visitors: number;
  failing: number;
}

export interface CanaryRules {
  /** How long a step lasts at least. */
  stepSeconds: number;
  /** How many distinct visitors have had the release before it goes a step further. */
  stepVisitors: number;
  /** How many distinct visitors must report a failure before anything is taken back: one alone may have made it up. */
  failingVisitors: number;
}

export const DEFAULT_RULES: CanaryRules = { stepSeconds: 300, stepVisitors: 20, failingVisitors: 3 };

/** The shares that a canary goes through by itself. */
const STEPS = [10, 50, 100];

export const nextStep = (traffic: number): number => STEPS.find((step) => step > traffic) ?? 100;

/** An active release has no other to be compared with: this share of failing visitors takes it back. */
const ACTIVE_MAXIMUM = 0.05;

const rateOf = ({ visitors, failing }: Figures) => (visitors === 0 ? 0 : failing / visitors);

/** Whether more visitors see failures of a canary than of the release beside it: then it goes no further. */
const seemsWorse = (canary: Figures, active: Figures) => rateOf(canary) > 2 * rateOf(active) + 0.01;

/** Whether that is clear enough to take it back. */
export function isWorse(canary: Figures, active: Figures, { failingVisitors }: CanaryRules): boolean {
  return canary.failing >= failingVisitors && seemsWorse(canary, active);
}

/** Whether too many visitors of an active release report failures. */
export function isFailing(active: Figures, { failingVisitors }: CanaryRules): boolean {
  return active.failing >= failingVisitors && rateOf(active) > ACTIVE_MAXIMUM;
}

/** Whether a canary has been seen long enough, by enough, and well enough, to go a step further. */
export function isProven(
  canary: Figures,
  active: Figures,
  seconds: number,
  { stepSeconds, stepVisitors }: CanaryRules,
): boolean {
  return seconds >= stepSeconds && canary.visitors >= stepVisitors && !seemsWorse(canary, active);
}
