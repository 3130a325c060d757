import type { PageView } from '@boutique/contracts/web-vitals';
import { Counter, Histogram, type Registry } from 'prom-client';

const RESULTS = ['loaded', 'failed'] as const;
/** Stands for every release that is not in the register: clients can report any name. */
const UNKNOWN = { slice: 'unknown', version: 'unknown' };

/**
 * Counts the measurements of browsers by release, for all releases that were in service since this process started: a
 * page that was opened with an earlier version still counts for that version.
 */
export function createWebVitalsMetrics(
  registry: Registry,
  inService: () => readonly { slice: string; version: string }[],
) {
  const known = new Map<string, Set<string>>();
  const remember = () => {
    for (const { slice, version } of inService()) {
      known.set(slice, (known.get(slice) ?? new Set()).add(version));
    }
  };
  /** The labels of a report: a known slice, `shell`, or `unknown` for slice and version. */
  const releaseOf = ({ slice, version }: { slice: string; version: string }) => {
    if (slice === 'shell') return { slice, version: '' };
    const versions = known.get(slice);
    if (!versions) return UNKNOWN;
    return { slice, version: versions.has(version) ? version : UNKNOWN.version };
  };

  const times = new Histogram({
    name: 'web_vital_seconds',
    help: 'LCP, INP, FCP and TTFB of page views, by the release that owned the page',
    labelNames: ['vital', 'slice', 'version'] as const,
    // the bounds of good and poor: LCP 2.5 and 4, INP 0.2 and 0.5, FCP 1.8 and 3, TTFB 0.8 and 1.8
    buckets: [0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 1.2, 1.8, 2.5, 3, 4, 6, 10],
    registers: [registry],
  });
  const shifts = new Histogram({
    name: 'web_vital_layout_shift',
    help: 'CLS of page views, by the release that owned the page',
    labelNames: ['slice', 'version'] as const,
    // good is up to 0.1, poor from 0.25 on
    buckets: [0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
    registers: [registry],
  });
  const loads = new Counter({
    name: 'slice_loads_total',
    help: 'Loads of slices in browsers, and those that failed after the retry',
    labelNames: ['slice', 'version', 'result'] as const,
    registers: [registry],
    collect() {
      remember();
      // Prometheus sees no increase in a counter that begins at 1
      for (const [slice, versions] of known) {
        for (const version of versions) for (const result of RESULTS) this.inc({ slice, version, result }, 0);
      }
    },
  });

  return ({ vitals, loads: reported }: PageView): void => {
    remember();
    for (const { name, value, ...release } of vitals) {
      if (name === 'CLS') shifts.observe(releaseOf(release), value);
      else times.observe({ vital: name, ...releaseOf(release) }, value / 1000);
    }
    for (const { result, ...release } of reported) loads.inc({ ...releaseOf(release), result });
  };
}
