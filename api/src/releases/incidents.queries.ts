import type { Incident, IncidentGroup } from '@boutique/contracts/frontends';
import type { Knex } from 'knex';

/** The stored form of a subnet: a hash that differs between releases. */
const clientHash = `sha256(convert_to(client_key::text || ?, 'UTF8'))`;

/** Records that browsers of this subnet loaded these versions. Versions that are not in the register are skipped. */
export async function recordClients(
  db: Knex,
  loads: readonly { slice: string; version: string }[],
  subnet: string,
): Promise<void> {
  await db.raw(
    `insert into release_clients (release_id, client)
     select id, ${clientHash} from (
       select distinct on (r.slice) r.id, r.client_key from releases r
       join jsonb_to_recordset(?::jsonb) as l (slice text, version text) using (slice, version)
       order by r.slice, r.id desc
     ) known
     on conflict (release_id, client) do update set seen_at = now()`,
    [subnet, JSON.stringify(loads)],
  );
}

/**
 * Records one failure in a browser; a repeated one of the same client changes nothing.
 * @returns whether the release is registered
 */
export async function recordIncident(
  db: Knex,
  slice: string,
  { integrity, version, kind, place, message, fallback }: Incident,
  subnet: string,
): Promise<boolean> {
  const { rows } = await db.raw(
    `with failed as (
       select id, ${clientHash} as client from releases where slice = ? and version = ? and integrity = ?
     ), counted as (
       insert into release_clients (release_id, client, failed_at) select id, client, now() from failed
       on conflict (release_id, client) do update set seen_at = now(), failed_at = now()
     )
     insert into incidents (release_id, client, kind, place, message, fallback_version)
     select id, client, ?, ?, ?, ? from failed
     on conflict (release_id, client, kind, place) do update set at = now()
     returning release_id`,
    [subnet, slice, version, integrity, kind, place, message, fallback],
  );
  return rows.length > 0;
}

/** The failures of a slice's releases, one line per release, kind and message; the last seen first. */
export async function groupIncidents(db: Knex, slice: string, limit: number): Promise<IncidentGroup[]> {
  const { rows } = await db.raw<{ rows: (IncidentGroup & Record<'firstAt' | 'lastAt', Date>)[] }>(
    `select r.version, r.integrity, i.kind, i.message,
            (array_agg(i.place order by i.first_at))[1] as place, count(distinct i.place)::int as places,
            (array_agg(i.fallback_version order by i.at desc))[1] as fallback, count(distinct i.client)::int as clients,
            min(i.first_at) as "firstAt", max(i.at) as "lastAt"
     from incidents i join releases r on r.id = i.release_id
     where r.slice = ? group by r.id, i.kind, i.message order by max(i.at) desc limit ?`,
    [slice, limit],
  );
  return rows.map(({ firstAt, lastAt, ...row }) => ({
    ...row,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }));
}
