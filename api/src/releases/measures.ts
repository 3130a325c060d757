import type { VitalSummary } from '@boutique/contracts/deployments';
import type { ReleaseVital } from '@boutique/contracts/limits';

/** Each range of a histogram ends at this multiple of its start, so a percentile is off by less than a fifth. */
const GROWTH = 1.2;

/** CLS, which has no unit, is counted in thousandths. */
const scaleOf = (vital: ReleaseVital): number => (vital === 'CLS' ? 1_000 : 1);

/** The range of a histogram that a value is in: 0 has what is below 1, and every next one grows by a fifth. */
export function bucketOf(vital: ReleaseVital, value: number): number {
  const scaled = value * scaleOf(vital);
  return scaled < 1 ? 0 : 1 + Math.floor(Math.log(scaled) / Math.log(GROWTH));
}

/** The 75th percentile of a histogram, by which vitals are judged (https://web.dev/articles/vitals); null when empty. */
export function summaryOf(vital: ReleaseVital, counts: ReadonlyMap<number, number>): VitalSummary | null {
  const views = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let rest = views * 0.75;
  for (const [bucket, count] of [...counts].sort(([a], [b]) => a - b)) {
    if (rest > count) {
      rest -= count;
      continue;
    }
    const scaled = bucket === 0 ? 0 : GROWTH ** (bucket - 1 + rest / count);
    return { p75: Math.round(scaled * 1_000) / 1_000 / scaleOf(vital), views };
  }
  return null;
}
