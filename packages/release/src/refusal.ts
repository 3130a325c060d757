import type { FieldError } from '@boutique/contracts/problems';

/** A release.json of 1 MB can have tens of thousands of faults; ten are enough to start mending. */
const FAULTS_SHOWN = 10;

/**
 * A refused release: one line per fault, one to ten, each with its place in `release.json` and the way to mend it.
 */
export class ReleaseRefusal extends Error {
  override name = 'ReleaseRefusal';
  readonly faults: readonly FieldError[];

  constructor(faults: readonly FieldError[]) {
    const shown = faults.slice(0, FAULTS_SHOWN);
    super(shown.map(({ chemin, message }) => `${chemin}: ${message}`).join('; '));
    this.faults = shown;
  }
}

/** @throws ReleaseRefusal when there is a fault */
export function refuseFaults(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw new ReleaseRefusal(faults);
}
