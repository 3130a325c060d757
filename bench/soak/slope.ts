/** The course of a figure over equal intervals of time. */
export interface Course {
  /** The least-squares line's rise over the whole course. */
  rise: number;
  /** The largest rise that the values do not exclude: the upper end of its one-sided 95 % confidence interval. */
  largestRise: number;
  mean: number;
}

/** The number of intervals, for which `T` holds. */
export const INTERVALS = 10;
/** Student's t for 0.95 and `INTERVALS` - 2 degrees of freedom. */
const T = 1.86;

/** Simple linear regression, https://en.wikipedia.org/wiki/Simple_linear_regression. @throws RangeError for another number */
export function courseOf(values: readonly number[]): Course {
  if (values.length !== INTERVALS) throw new RangeError(`${values.length} values, not ${INTERVALS}`);
  const mean = meanOf(values);
  const middle = (INTERVALS - 1) / 2;
  const squares = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0) / squares;
  const errors = values.reduce((sum, value, index) => sum + (value - mean - slope * (index - middle)) ** 2, 0);
  const deviation = Math.sqrt(errors / (INTERVALS - 2) / squares);
  return { rise: slope * INTERVALS, largestRise: (slope + T * deviation) * INTERVALS, mean };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
