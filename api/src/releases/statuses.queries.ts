import type { ReleaseStatus } from '@boutique/contracts/frontends';
import { SHELL } from '@boutique/contracts/release';
import type { Knex } from 'knex';

/** A release as its team sees it, without the progress of a canary; `id` is its row. */
export type StatusRow = Omit<ReleaseStatus, 'progress'> & { id: string };

const MOMENTS = ['registeredAt', 'since', 'servedAt'] as const;

/** Releases with their figures, the newest first. Out of service, a release keeps its figures. */
async function readStatuses(db: Knex, ids: string, bindings: readonly (string | number)[]): Promise<StatusRow[]> {
  const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(
    `select r.id, r.slice, r.version, r.integrity, r.release->>'commit' as commit, r.release->>'builtAt' as "builtAt",
            r.registered_at as "registeredAt", r.state, r.since, r.served_at as "servedAt", r.automatic, r.reason,
            r.stored,
            case when r.state = 'active' then 100 - coalesce((
              select c.traffic from releases c where c.slice = r.slice and c.state = 'canary'
            ), 0) else r.traffic end as traffic,
            exists (select 1 from releases a where a.slice = r.slice and a.state = 'active') and r.id = (
              select p.id from releases p
              where p.slice = r.slice and p.state = 'retired' and p.stored and p.active_at is not null
              order by p.active_at desc limit 1
            ) is true as "standsIn",
            (
              select h.author from release_history h where h.slice = r.slice and h.version = r.version order by h.id limit 1
            ) as author,
            (select coalesce(sum((f.value->>'size')::int), 0)::int from jsonb_each(r.release->'files') f) as bytes,
            v.clients, v.failing as "failingClients"
     from releases r
     cross join lateral (
       select case when r.state in ('active', 'canary') then r.since else '-infinity' end as start
     ) s
     cross join lateral (
       select count(*)::int as clients, (count(*) filter (where failed_at >= s.start))::int as failing
       from release_clients where release_id = r.id and seen_at >= s.start
     ) v
     where r.id in (${ids}) order by r.id desc`,
    bindings,
  );
  return rows.map((row) => {
    const moments = MOMENTS.map((name) => [name, (row[name] as Date | null)?.toISOString() ?? null]);
    return { ...row, ...Object.fromEntries(moments) } as StatusRow;
  });
}

/** The newest releases of a slice. */
export const listStatuses = (db: Knex, slice: string, limit: number): Promise<StatusRow[]> =>
  readStatuses(db, 'select id from releases where slice = ? order by id desc limit ?', [slice, limit]);

/** One release; undefined when it is no longer in the register. */
export const findStatus = async (db: Knex, id: string): Promise<StatusRow | undefined> =>
  (await readStatuses(db, '?::uuid', [id]))[0];

/** The newest releases of a slice that have had no traffic, and the last builds of the shell. */
const NEWEST = 2;

/** The releases of all slices that matter now: in service, standing in, or newer than the active one. */
export const listCurrentStatuses = (db: Knex): Promise<StatusRow[]> =>
  readStatuses(
    db,
    `select c.id from slices s cross join lateral (
       (select id from releases where slice = s.name and state in ('active', 'canary'))
       union
       (select id from releases where slice = s.name and state = 'retired' and stored and active_at is not null
        order by active_at desc limit 1)
       union
       (select id from releases r where slice = s.name and state = 'new' and s.name <> '${SHELL}'
          and not exists (select 1 from releases a where a.slice = r.slice and a.state = 'active' and a.id > r.id)
        order by id desc limit ${NEWEST})
       union
       (select id from releases where slice = s.name and s.name = '${SHELL}' and served_at is not null
        order by served_at desc limit ${NEWEST})
     ) c`,
    [],
  );

export const listSlices = (db: Knex): Promise<string[]> => db('slices').orderBy('name').pluck('name');
