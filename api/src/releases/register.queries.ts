import type { ActionRegistre, EntreeHistorique, EtatRelease, ReleaseInscrite } from '@boutique/contracts/frontends';
import type { Release, ShellRelease } from '@boutique/contracts/release';
import type { Knex } from 'knex';
import type { Figures } from './canary.ts';

/** A release without its description, which is long and never changes. */
export interface ReleaseRow {
  id: string;
  slice: string;
  version: string;
  integrity: string;
  origin: string;
  state: EtatRelease;
  traffic: number;
  automatic: boolean;
  reason: string | null;
  since: Date;
  registeredAt: Date;
  activeAt: Date | null;
}

const columns = {
  id: 'id',
  slice: 'slice',
  version: 'version',
  integrity: 'integrity',
  origin: 'origin',
  state: 'state',
  traffic: 'traffic',
  automatic: 'automatic',
  reason: 'reason',
  since: 'since',
  registeredAt: 'registered_at',
  activeAt: 'active_at',
};

/** How many releases that are not in service a developer can still ask for, of each slice. */
const OTHERS = 5;

/** Per slice the releases in service, the ones that were active before, and the newest others. */
export async function listKnown(db: Knex): Promise<ReleaseRow[]> {
  const { rows } = await db.raw<{ rows: ReleaseRow[] }>(
    `select r.id, r.slice, r.version, r.integrity, r.origin, r.state, r.traffic, r.automatic, r.reason, r.since,
            r.registered_at as "registeredAt", r.active_at as "activeAt"
     from slices s cross join lateral (
       (select * from releases where slice = s.name and state in ('active', 'canary'))
       union
       (select * from releases where slice = s.name and state = 'retiree' and active_at is not null
        order by active_at desc limit 1)
       union
       (select * from releases where slice = s.name order by id desc limit ${OTHERS})
     ) r
     order by r.slice, r.id desc`,
  );
  return rows;
}

/** What the releases of these ids are, by id. */
export async function readReleases(db: Knex, ids: readonly string[]): Promise<Map<string, Release>> {
  const rows = await db('releases').whereIn('id', ids).select<{ id: string; release: Release }[]>('id', 'release');
  return new Map(rows.map(({ id, release }) => [id, release]));
}

/** The builds of the shell that gateways have had in the last month, the newest first. */
export async function listShells(db: Knex): Promise<ShellRelease[]> {
  return db('shell_releases').orderByRaw("release->>'builtAt' desc, integrity").limit(4).select('origin', 'release');
}

export async function saveShell(db: Knex, { origin, release }: ShellRelease): Promise<void> {
  await db('shell_releases')
    .insert({ integrity: release.integrity, origin, release: JSON.stringify(release) })
    .onConflict('integrity')
    .merge({ origin, seen_at: db.fn.now() });
}

/** Makes sure of the slice. */
export async function insertSlice(db: Knex, slice: string): Promise<void> {
  await db('slices').insert({ name: slice }).onConflict('name').ignore();
}

/** One change of a slice after the other. @returns what its followed origin answered last; undefined for no such slice */
export async function lockSlice(trx: Knex, slice: string): Promise<{ followed: string | null } | undefined> {
  return trx('slices').where({ name: slice }).forUpdate().first('followed');
}

export const hasSlice = async (db: Knex, slice: string): Promise<boolean> =>
  (await db('slices').where({ name: slice }).first('name')) !== undefined;

export async function setFollowed(trx: Knex, slice: string, followed: string): Promise<void> {
  await trx('slices').where({ name: slice }).update({ followed });
}

export const findByState = (db: Knex, slice: string, state: 'active' | 'canary'): Promise<ReleaseRow | undefined> =>
  db('releases').where({ slice, state }).first(columns);

/** The newest build of that version. */
export const findByVersion = (db: Knex, slice: string, version: string): Promise<ReleaseRow | undefined> =>
  db('releases').where({ slice, version }).orderBy('id', 'desc').first(columns);

/** The one that was active before. */
export const findPrevious = (db: Knex, slice: string): Promise<ReleaseRow | undefined> =>
  db('releases')
    .where({ slice, state: 'retiree' })
    .whereNotNull('active_at')
    .orderBy('active_at', 'desc')
    .first(columns);

/** The same content again is the same release; its origin may have moved. */
export async function insertRelease(trx: Knex, release: Release, origin: string): Promise<ReleaseRow> {
  const { name: slice, version, integrity } = release;
  const [row] = await trx('releases')
    .insert({ slice, version, integrity, origin, release: JSON.stringify(release), state: 'nouvelle' })
    .onConflict(['slice', 'version', 'integrity'])
    // a dev server has no files, and says other things of itself under the same hash
    .merge({ origin, release: JSON.stringify(release) })
    .returning<ReleaseRow[]>(
      Object.entries(columns).map(([alias, column]) => trx.raw('?? as ??', [column, alias])) as never,
    );
  return row as ReleaseRow;
}

export async function setState(
  trx: Knex,
  id: string,
  {
    state,
    traffic = 0,
    automatic = false,
    reason,
  }: { state: EtatRelease; traffic?: number; automatic?: boolean; reason: string | null },
): Promise<void> {
  await trx('releases')
    .where({ id })
    .update({
      state,
      traffic,
      automatic,
      reason,
      since: trx.fn.now(),
      ...(state === 'active' && { active_at: trx.raw('clock_timestamp()') }),
    });
}

/** The lines of a slice's history that one change adds. */
export interface HistoryLine {
  slice: string;
  action: ActionRegistre;
  version?: string;
  state?: EtatRelease;
  /** As the contract has it: of an active release, what its canary leaves. */
  traffic?: number;
  author: string;
  reason?: string | null | undefined;
  figures?: Record<string, number> | undefined;
}

export async function recordHistory(trx: Knex, { figures, ...line }: HistoryLine): Promise<void> {
  await trx('release_history').insert({ ...line, ...(figures && { figures: JSON.stringify(figures) }) });
}

export async function listHistory(
  db: Knex,
  { slice, limite, apres }: { slice: string; limite: number; apres: string | undefined },
): Promise<EntreeHistorique[]> {
  const rows = await db('release_history')
    .where({ slice })
    .modify((query) => {
      if (apres) query.where('id', '<', apres);
    })
    .orderBy('id', 'desc')
    .limit(limite)
    .select<(Omit<EntreeHistorique, 'le'> & { le: Date })[]>({
      id: 'id',
      le: 'at',
      action: 'action',
      version: 'version',
      etat: 'state',
      trafic: 'traffic',
      par: 'author',
      raison: 'reason',
      mesures: 'figures',
    });
  return rows.map(({ le, ...row }) => ({ ...row, le: le.toISOString() }));
}

export async function countHistory(db: Knex, slice: string): Promise<number> {
  const [row] = await db('release_history').where({ slice }).select(db.raw('count(*)::int as total'));
  return row.total;
}

/** Releases of a slice, the newest first, or one; with their figures: what is out of service keeps those that it had. */
export async function listReleases(
  db: Knex,
  { slice, limit = 1, id = null }: { slice: string; limit?: number; id?: string | null },
): Promise<ReleaseInscrite[]> {
  const { rows } = await db.raw(
    `select r.slice, r.version, r.integrity, r.release->>'commit' as commit, r.release->>'builtAt' as "construiteLe",
            r.registered_at as "inscriteLe", r.state as etat,
            case when r.state = 'active' then 100 - coalesce((
              select c.traffic from releases c where c.slice = r.slice and c.state = 'canary'
            ), 0) else r.traffic end as trafic,
            r.since as depuis, r.automatic as automatique, r.reason as raison,
            v.visitors as visiteurs, v.failing as "visiteursEnEchec"
     from releases r
     cross join lateral (
       select case when r.state in ('active', 'canary') then r.since else '-infinity' end as start
     ) s
     cross join lateral (
       select count(*)::int as visitors, (count(*) filter (where failed_at >= s.start))::int as failing
       from release_visitors where release_id = r.id and seen_at >= s.start
     ) v
     where r.slice = ? and (?::uuid is null or r.id = ?) order by r.id desc limit ?`,
    [slice, id, id, limit],
  );
  return rows.map((row: ReleaseInscrite & { inscriteLe: Date; depuis: Date }) => ({
    ...row,
    inscriteLe: row.inscriteLe.toISOString(),
    depuis: row.depuis.toISOString(),
  }));
}

/**
 * Distinct visitors since the release's state or share changed, but within the last minutes alone: what happened
 * yesterday says nothing of now.
 */
export async function countVisitors(db: Knex, id: string, minutes: number): Promise<Figures> {
  const { rows } = await db.raw<{ rows: [Figures] }>(
    `select count(*)::int as visitors, (count(*) filter (where v.failed_at >= s.start))::int as failing
     from releases r
     cross join lateral (select greatest(r.since, now() - make_interval(mins => ?)) as start) s
     join release_visitors v on v.release_id = r.id and v.seen_at >= s.start
     where r.id = ?`,
    [minutes, id],
  );
  return rows[0];
}

/** The canaries whose share grows by itself. */
export const listCanaries = (db: Knex): Promise<ReleaseRow[]> =>
  db('releases').where({ state: 'canary', automatic: true }).orderBy('id').select(columns);
