import type { HistoryAction, HistoryEntry, ReleaseState } from '@boutique/contracts/frontends';
import { type Release, SHELL } from '@boutique/contracts/release';
import type { Knex } from 'knex';
import { recordJournal } from '../journal/journal.queries.ts';
import { countRows } from '../platform/db/count-rows.ts';
import type { Author } from '../platform/http/caller.ts';
import type { Figures } from './canary.ts';
import type { Surroundings } from './gate.ts';

/** A row of a release without its `release.json`, which is long and never changes. */
export interface ReleaseRow {
  id: string;
  slice: string;
  version: string;
  integrity: string;
  /** The followed origin of the release; null for a published one. */
  origin: string | null;
  state: ReleaseState;
  traffic: number;
  automatic: boolean;
  reason: string | null;
  since: Date;
  registeredAt: Date;
  /** The last time at which it became active. */
  activeAt: Date | null;
  /** The last time at which it had traffic; null when it never had any. */
  servedAt: Date | null;
  /** Whether its files are still stored. */
  stored: boolean;
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
  servedAt: 'served_at',
  stored: 'stored',
};

/** The number of releases without traffic, per slice, that an override can ask for; also of builds of the shell. */
const OTHERS = 8;

/**
 * The stored releases that a browser may load. Per slice: the ones in service, the one that was active before, those
 * that had traffic in the last week, and the newest others. Of the shell: the builds that gateways published last.
 */
export async function listOffered(db: Knex): Promise<ReleaseRow[]> {
  const { rows } = await db.raw<{ rows: ReleaseRow[] }>(
    `select r.id, r.slice, r.version, r.integrity, r.origin, r.state, r.traffic, r.automatic, r.reason, r.since,
            r.registered_at as "registeredAt", r.active_at as "activeAt", r.served_at as "servedAt", r.stored
     from slices s cross join lateral (
       (select * from releases where slice = s.name and state in ('active', 'canary'))
       union
       (select * from releases where slice = s.name and state = 'retired' and active_at is not null and stored
        order by active_at desc limit 1)
       union
       (select * from releases where slice = s.name and stored and served_at > now() - interval '7 days'
        order by served_at desc limit ${OTHERS})
       union
       (select * from releases where slice = s.name and stored and state <> 'failed' and s.name <> '${SHELL}'
        order by id desc limit ${OTHERS})
     ) r
     order by r.slice, r.id desc`,
  );
  return rows;
}

/** The `release.json` of these releases, by id. */
export async function readReleases(db: Knex, ids: readonly string[]): Promise<Map<string, Release>> {
  const rows = await db('releases').whereIn('id', ids).select<{ id: string; release: Release }[]>('id', 'release');
  return new Map(rows.map(({ id, release }) => [id, release]));
}

/** An arbitrary number that no other lock of this database uses. */
const TRAFFIC_LOCK = 5_000_435;

/**
 * Makes changes of traffic of all slices wait for each other: two slices must not get one page into service at once.
 */
export async function lockTraffic(trx: Knex): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(?)', [TRAFFIC_LOCK]);
}

/** The other releases that a release of this slice must fit together with. */
export async function readSurroundings(db: Knex, slice: string): Promise<Surroundings> {
  const others = await db('releases')
    .whereIn('state', ['active', 'canary'])
    .whereNot({ slice })
    .orderBy('slice')
    .pluck<Release[]>('release');
  const shell = await db('releases')
    .where({ slice: SHELL, stored: true })
    .orderByRaw("release->>'builtAt' desc")
    .first<{ release: Release } | undefined>('release');
  return { shared: shell?.release.shared ?? null, others };
}

/** Creates the slice unless it exists. */
export async function insertSlice(db: Knex, slice: string): Promise<void> {
  await db('slices').insert({ name: slice }).onConflict('name').ignore();
}

/**
 * Makes changes of a slice wait for each other.
 * @returns the last answer of its origin; undefined for an unknown slice
 */
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

/** The newest build of a version. */
export const findByVersion = (db: Knex, slice: string, version: string): Promise<ReleaseRow | undefined> =>
  db('releases').where({ slice, version }).orderBy('id', 'desc').first(columns);

/** The build with exactly this content. */
export const findByContent = (
  db: Knex,
  { name: slice, version, integrity }: Release,
): Promise<ReleaseRow | undefined> => db('releases').where({ slice, version, integrity }).first(columns);

/** The release that was active before, if its files are still stored. */
export const findPrevious = (db: Knex, slice: string): Promise<ReleaseRow | undefined> =>
  db('releases')
    .where({ slice, state: 'retired', stored: true })
    .whereNotNull('active_at')
    .orderBy('active_at', 'desc')
    .first(columns);

/**
 * Inserts a release, or finds the one with the same content and marks its files as stored. @param origin the followed
 * one, if any
 */
export async function insertRelease(trx: Knex, release: Release, origin: string | null): Promise<ReleaseRow> {
  const { name: slice, version, integrity } = release;
  const [row] = await trx('releases')
    .insert({ slice, version, integrity, origin, release: JSON.stringify(release), state: 'new' })
    .onConflict(['slice', 'version', 'integrity'])
    .merge({ stored: true, ...(origin !== null && { origin }) })
    .returning<ReleaseRow[]>(
      Object.entries(columns).map(([alias, column]) => trx.raw('?? as ??', [column, alias])) as never,
    );
  return row as ReleaseRow;
}

/** Records that a gateway serves this build of the shell now. */
export async function touchServed(trx: Knex, id: string): Promise<void> {
  await trx('releases').where({ id }).update({ served_at: trx.fn.now() });
}

export async function setState(
  trx: Knex,
  id: string,
  {
    state,
    traffic = 0,
    automatic = false,
    reason,
  }: { state: ReleaseState; traffic?: number; automatic?: boolean; reason: string | null },
): Promise<void> {
  await trx('releases')
    .where({ id })
    .update({
      // a release that loses its traffic was served until now; one that gets traffic is served from now on
      served_at: trx.raw(`case when ? or state in ('active', 'canary') then now() else served_at end`, [
        state === 'active' || state === 'canary',
      ]),
      state,
      traffic,
      automatic,
      reason,
      since: trx.fn.now(),
      ...(state === 'active' && { active_at: trx.raw('clock_timestamp()') }),
    });
}

/** One line of a slice's history. */
export interface HistoryLine {
  slice: string;
  action: HistoryAction;
  version?: string;
  state?: ReleaseState;
  /** In percent. An active release has what its canary leaves. */
  traffic?: number;
  author: Author;
  reason?: string | null | undefined;
  figures?: Record<string, number> | undefined;
}

/** Adds a line to the history of a slice, and to the audit of the shop when the author is an account. */
export async function recordHistory(trx: Knex, { author, figures, ...line }: HistoryLine): Promise<void> {
  await trx('release_history').insert({
    ...line,
    author: author.name,
    ...(figures && { figures: JSON.stringify(figures) }),
  });
  if (author.accountId === null) return;
  const { slice, action, ...details } = line;
  await recordJournal(trx, { acteurId: author.accountId, action, objet: 'slice', objetId: slice, details });
}

/** The lines of one slice, on request of one kind or on one version. */
export interface HistoryFilter {
  slice: string;
  action?: HistoryAction | undefined;
  version?: string | undefined;
}

const historyOf = (db: Knex, { slice, action, version }: HistoryFilter) =>
  db('release_history').where({ slice, ...(action && { action }), ...(version !== undefined && { version }) });

export async function listHistory(
  db: Knex,
  { limite, apres, ...filter }: HistoryFilter & { limite: number; apres: string | undefined },
): Promise<HistoryEntry[]> {
  const rows = await historyOf(db, filter)
    .modify((query) => {
      if (apres) query.where('id', '<', apres);
    })
    .orderBy('id', 'desc')
    .limit(limite)
    .select<(Omit<HistoryEntry, 'at'> & { at: Date })[]>(
      'id',
      'at',
      'action',
      'version',
      'state',
      'traffic',
      'author',
      'reason',
      'figures',
    );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

export async function countHistory(db: Knex, filter: HistoryFilter): Promise<number> {
  return countRows(db, historyOf(db, filter));
}

/**
 * Counts the networks that loaded a release, and those in which it failed, within the last `minutes` and since the last
 * change of its state or share, and of `beside`'s: what was before says nothing about now.
 */
export async function countClients(db: Knex, id: string, minutes: number, beside = id): Promise<Figures> {
  const { rows } = await db.raw<{ rows: [Figures] }>(
    `select count(*)::int as clients, (count(*) filter (where v.failed_at >= s.start))::int as failing
     from (
       select greatest(max(since), now() - make_interval(mins => ?)) as start from releases where id in (?, ?)
     ) s
     join release_clients v on v.release_id = ? and v.seen_at >= s.start`,
    [minutes, id, beside, id],
  );
  return rows[0];
}

/** The figures of two releases of a slice in the same time. */
export const countBeside = (db: Knex, id: string, other: string, minutes: number): Promise<[Figures, Figures]> =>
  Promise.all([countClients(db, id, minutes, other), countClients(db, other, minutes, id)]);

/** The window of a canary's steps: each may need hours to see enough clients. */
const STEP_WINDOW_MINUTES = 24 * 60;

/** What a canary has shown in its step, beside the active release. */
export const countStep = (db: Knex, canary: string, active: string): Promise<[Figures, Figures]> =>
  countBeside(db, canary, active, STEP_WINDOW_MINUTES);

/** The number of networks that visited the shop within the last day: those of the release that most of them loaded. */
export async function countNetworks(db: Knex): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ networks: number }] }>(
    `select coalesce(max(clients), 0)::int as networks from (
       select count(*) as clients from release_clients where seen_at >= now() - interval '1 day' group by release_id
     ) by_release`,
  );
  return rows[0].networks;
}

/** The canaries whose share grows by itself. */
export const listCanaries = (db: Knex): Promise<ReleaseRow[]> =>
  db('releases').where({ state: 'canary', automatic: true }).orderBy('id').select(columns);
