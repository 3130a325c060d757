import type { FieldError } from '@boutique/contracts/problems';

/** Why a release is refused: one line per fault, with where in `release.json` it is and how to mend it. Never empty. */
export class ReleaseRefusal extends Error {
  override name = 'ReleaseRefusal';
  readonly faults: readonly FieldError[];

  constructor(faults: readonly FieldError[]) {
    super(faults.map(({ chemin, message }) => `${chemin}: ${message}`).join('; '));
    this.faults = faults;
  }
}

/** @throws ReleaseRefusal when there is a fault */
export function refuseFaults(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw new ReleaseRefusal(faults);
}
