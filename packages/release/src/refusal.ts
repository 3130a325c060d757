import type { FieldError } from '@boutique/contracts/problems';

/** Enough to mend a release by: a release.json of 1 MB can have tens of thousands. */
const FAULTS_SHOWN = 10;

/**
 * Why a release is refused: one line per fault, ten at most, with where in `release.json` it is and how to mend it. Never
 * empty.
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
