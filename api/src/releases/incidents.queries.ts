import type { Incident, RecordedIncident } from '@boutique/contracts/frontends';
import type { Knex } from 'knex';
import type * as z from 'zod/mini';

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

/** The last incidents of a slice, the newest first. */
export async function listIncidents(
  db: Knex,
  slice: string,
  limit: number,
): Promise<z.output<typeof RecordedIncident>[]> {
  const rows = await db('incidents as i')
    .join('releases as r', 'r.id', 'i.release_id')
    .where('r.slice', slice)
    .orderBy('i.at', 'desc')
    .limit(limit)
    .select({
      version: 'r.version',
      integrity: 'r.integrity',
      kind: 'i.kind',
      place: 'i.place',
      message: 'i.message',
      fallback: 'i.fallback_version',
      at: 'i.at',
    });
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
