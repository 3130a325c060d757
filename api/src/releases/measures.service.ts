import type { Statistics, StatisticsPeriod } from '@boutique/contracts/deployments';
import { RELEASE_VITALS, type ReleaseVital } from '@boutique/contracts/limits';
import type { PageView } from '@boutique/contracts/web-vitals';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { startRepeating } from '../platform/repeat.ts';
import {
  addMeasures,
  listServed,
  type Measure,
  type MeasuredRelease,
  sumCounts,
  sumVitals,
} from './measures.queries.ts';
import { bucketOf, summaryOf } from './measures.ts';

/** Sums that wait for the database: clients can report any version. */
const MAX_WAITING = 2_000;
/** The releases of a slice that are compared. */
const COMPARED = 4;

const PERIODS: Readonly<Record<StatisticsPeriod, { intervalSeconds: number; intervals: number }>> = {
  hour: { intervalSeconds: 60, intervals: 60 },
  day: { intervalSeconds: 1_800, intervals: 48 },
};

export type MeasuresService = ReturnType<typeof createMeasuresService>;

/**
 * Loads, failures and vitals of releases over time, for people to compare; canaries are judged by `release_clients`,
 * which counts no client twice. Reports are summed up here and stored once a second, so that busy releases have no row
 * that all requests wait for.
 */
export function createMeasuresService(db: Database, log: Log) {
  const waiting = new Map<string, Measure>();

  function add(measure: Omit<Measure, 'count'>): void {
    const key = JSON.stringify(Object.values(measure));
    const known = waiting.get(key);
    if (known) known.count += 1;
    else if (waiting.size < MAX_WAITING) waiting.set(key, { ...measure, count: 1 });
  }

  const count = (measure: 'loads' | 'failures', slice: string, version: string): void =>
    add({ slice, version, measure, at: minuteOf(new Date()), bucket: 0 });

  /** Stores the sums. While the database is down, those of a second are lost each time. */
  async function store(): Promise<void> {
    if (waiting.size === 0) return;
    const measures = [...waiting.values()];
    waiting.clear();
    await addMeasures(db, measures);
  }

  let storing: ReturnType<typeof startRepeating> | undefined;

  return {
    countFailure: (slice: string, version: string): void => count('failures', slice, version),

    countPageView({ vitals, loads }: Pick<PageView, 'vitals' | 'loads'>): void {
      for (const { slice, version, result } of loads) if (result === 'loaded') count('loads', slice, version);
      for (const { slice, version, name, value } of vitals) {
        if (!isKept(name)) continue;
        add({ slice, version, measure: name, at: dayOf(new Date()), bucket: bucketOf(name, value) });
      }
    },

    /** The reports on the releases of a slice that were in service last. */
    async read(slice: string, period: StatisticsPeriod): Promise<Statistics> {
      const { intervalSeconds, intervals } = PERIODS[period];
      const end = Math.ceil(Date.now() / 1_000 / intervalSeconds) * intervalSeconds;
      const from = new Date((end - intervals * intervalSeconds) * 1_000);
      const releases = await listServed(db, slice, COMPARED);
      const ids = releases.map(({ id }) => id);
      const [counts, vitals] = await Promise.all([sumCounts(db, ids, { from, intervalSeconds }), sumVitals(db, ids)]);
      const countsOf = (id: string, measure: Measure['measure']) => {
        const series = Array<number>(intervals).fill(0);
        for (const sum of counts) if (sum.releaseId === id && sum.measure === measure) series[sum.slot] = sum.count;
        return series;
      };
      const vitalOf = (id: string, vital: ReleaseVital) =>
        summaryOf(
          vital,
          new Map(
            vitals.flatMap((sum) => (sum.releaseId === id && sum.measure === vital ? [[sum.slot, sum.count]] : [])),
          ),
        );
      return {
        from: from.toISOString(),
        intervalSeconds,
        releases: releases.map(({ id, ...release }: MeasuredRelease) => ({
          ...release,
          loads: countsOf(id, 'loads'),
          failures: countsOf(id, 'failures'),
          vitals: { LCP: vitalOf(id, 'LCP'), INP: vitalOf(id, 'INP'), CLS: vitalOf(id, 'CLS') },
        })),
      };
    },

    start() {
      const work = async () => {
        await store();
        return false;
      };
      storing = startRepeating({ work, log, failure: 'reports on releases are not counted' });
    },
    async stop(): Promise<void> {
      await storing?.stop();
      await store().catch((error: Error) => log.warn({ reason: error.message }, 'the last reports are not counted'));
    },
  };
}

const isKept = (name: string): name is ReleaseVital => (RELEASE_VITALS as readonly string[]).includes(name);
const minuteOf = (time: Date): string => `${time.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)}:00Z`;
const dayOf = (time: Date): string => `${time.toISOString().slice(0, 'yyyy-mm-dd'.length)}T00:00:00Z`;
