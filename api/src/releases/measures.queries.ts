import type { ReleaseState } from '@boutique/contracts/frontends';
import type { ReleaseVital } from '@boutique/contracts/limits';
import type { Knex } from 'knex';

/** A sum to add: of loads or failures in a minute, or of page views with a vital in one range on a day. */
export interface Measure {
  slice: string;
  version: string;
  measure: 'loads' | 'failures' | ReleaseVital;
  at: string;
  bucket: number;
  count: number;
}

/** Adds sums to those of the releases; versions that are not in the register are skipped. */
export async function addMeasures(db: Knex, measures: readonly Measure[]): Promise<void> {
  await db.raw(
    // always in the same order, so that two processes cannot deadlock
    `insert into release_measures (release_id, measure, at, bucket, count)
     select r.id, m.measure, m.at, m.bucket, m.count
     from jsonb_to_recordset(?::jsonb)
       as m (slice text, version text, measure text, at timestamptz, bucket smallint, count int)
     cross join lateral (
       select id from releases where slice = m.slice and version = m.version order by id desc limit 1
     ) r
     order by r.id, m.measure, m.at, m.bucket
     on conflict (release_id, measure, at, bucket) do update set count = release_measures.count + excluded.count`,
    [JSON.stringify(measures)],
  );
}

export interface MeasuredRelease {
  id: string;
  version: string;
  integrity: string;
  state: ReleaseState;
}

/** The releases of a slice that were in service last: first those that are, then by the end of their service. */
export const listServed = (db: Knex, slice: string, limit: number): Promise<MeasuredRelease[]> =>
  db('releases')
    .where({ slice })
    .whereNotNull('served_at')
    .orderByRaw(`case state when 'canary' then 0 when 'active' then 1 else 2 end, served_at desc`)
    .limit(limit)
    .select('id', 'version', 'integrity', 'state');

interface Sum {
  releaseId: string;
  measure: Measure['measure'];
  /** The number of intervals since the start; of a vital, the range of its values. */
  slot: number;
  count: number;
}

/** Loads and failures of releases since a time, by intervals. */
export async function sumCounts(
  db: Knex,
  ids: readonly string[],
  { from, intervalSeconds }: { from: Date; intervalSeconds: number },
): Promise<Sum[]> {
  const { rows } = await db.raw<{ rows: Sum[] }>(
    `select release_id as "releaseId", measure, (extract(epoch from at - ?::timestamptz)::int / ?) as slot,
            sum(count)::int as count
     from release_measures where release_id = any(?) and measure in ('loads', 'failures') and at >= ?
     group by 1, 2, 3`,
    [from, intervalSeconds, ids as string[], from],
  );
  return rows;
}

/** The histograms of the vitals of releases. */
export async function sumVitals(db: Knex, ids: readonly string[]): Promise<Sum[]> {
  const { rows } = await db.raw<{ rows: Sum[] }>(
    `select release_id as "releaseId", measure, bucket as slot, sum(count)::int as count
     from release_measures where release_id = any(?) and measure in ('LCP', 'INP', 'CLS')
     group by 1, 2, 3`,
    [ids as string[]],
  );
  return rows;
}
