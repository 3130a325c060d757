import type { Incident, IncidentRecu } from '@boutique/contracts/frontends';
import type { Knex } from 'knex';
import type * as z from 'zod/mini';

/** A visitor of one release: a hash that is another one for each release. */
const visitorHash = `sha256(convert_to(visitor_key::text || ?, 'UTF8'))`;

/** These versions were loaded from this network address. Those that the register does not know are passed over. */
export async function recordVisitors(
  db: Knex,
  loads: readonly { slice: string; version: string }[],
  network: string,
): Promise<void> {
  await db.raw(
    `insert into release_visitors (release_id, visitor)
     select id, ${visitorHash} from (
       select distinct on (r.slice) r.id, r.visitor_key from releases r
       join jsonb_to_recordset(?::jsonb) as l (slice text, version text) using (slice, version)
       order by r.slice, r.id desc
     ) known
     on conflict (release_id, visitor) do update set seen_at = now()`,
    [network, JSON.stringify(loads)],
  );
}

/** One failure in a browser. The same one of the same visitor again says nothing new. @returns whether the release is known */
export async function recordIncident(
  db: Knex,
  slice: string,
  { integrity, version, genre, ou, message, repli }: Incident,
  network: string,
): Promise<boolean> {
  const { rows } = await db.raw(
    `with failed as (
       select id, ${visitorHash} as visitor from releases where slice = ? and version = ? and integrity = ?
     ), counted as (
       insert into release_visitors (release_id, visitor, failed_at) select id, visitor, now() from failed
       on conflict (release_id, visitor) do update set seen_at = now(), failed_at = now()
     )
     insert into incidents (release_id, visitor, kind, place, message, fallback_version)
     select id, visitor, ?, ?, ?, ? from failed
     on conflict (release_id, visitor, kind, place) do update set at = now()
     returning release_id`,
    [network, slice, version, integrity, genre, ou, message, repli],
  );
  return rows.length > 0;
}

/** The last incidents of a slice, the newest first. */
export async function listIncidents(db: Knex, slice: string, limit: number): Promise<z.output<typeof IncidentRecu>[]> {
  const rows = await db('incidents as i')
    .join('releases as r', 'r.id', 'i.release_id')
    .where('r.slice', slice)
    .orderBy('i.at', 'desc')
    .limit(limit)
    .select({
      version: 'r.version',
      integrity: 'r.integrity',
      genre: 'i.kind',
      ou: 'i.place',
      message: 'i.message',
      repli: 'i.fallback_version',
      le: 'i.at',
    });
  return rows.map(({ le, ...row }) => ({ ...row, le: le.toISOString() }));
}
