import type { Preview, Statistics, StatisticsPeriod } from '@boutique/contracts/deployments';
import type { Deployment, HistoryEntry, ReleaseState, ReleaseStatus } from '@boutique/contracts/frontends';
import { SHELL } from '@boutique/contracts/release';
import type { PackedRelease } from '@boutique/release/check-files';
import { ReleaseRefusal } from '@boutique/release/refusal';
import type { Database } from '../platform/db/database.ts';
import type { Author } from '../platform/http/caller.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { byId, type Page, readPage } from '../platform/keyset-page.ts';
import type { Figures } from './canary.ts';
import type { ReleaseChange } from './change-release.ts';
import { fitFaults } from './gate.ts';
import { groupIncidents } from './incidents.queries.ts';
import type { MeasuresService } from './measures.service.ts';
import { previewOf } from './preview.ts';
import type { PublishService } from './publish.service.ts';
import type { ReleaseRow } from './register.queries.ts';
import * as queries from './register.queries.ts';
import type { ReleaseStatuses } from './release-statuses.ts';

const RELEASES_SHOWN = 20;
const INCIDENTS_SHOWN = 10;

export type DeploymentService = ReturnType<typeof createDeploymentService>;

interface Options {
  db: Database;
  changes: ReleaseChange;
  register: PublishService['register'];
  statuses: ReleaseStatuses;
  measures: Pick<MeasuresService, 'read'>;
  /** Signs the addresses of previews. */
  overrideKey: string | undefined;
}

/** The author of a change and the reason for it, as the history stores them. */
export interface Decision {
  author: Author;
  reason?: string | null | undefined;
  figures?: Record<string, number> | undefined;
}

/**
 * The rules for putting releases into service and taking them out. Each change is one transaction with a line of
 * history.
 */
export function createDeploymentService({ db, changes, register, statuses, measures, overrideKey }: Options) {
  const inService = async (trx: Database, slice: string) => {
    const [active, canary] = await Promise.all([
      queries.findByState(trx, slice, 'active'),
      queries.findByState(trx, slice, 'canary'),
    ]);
    return { active, canary };
  };

  /** Gives all traffic to a release. The release that had it becomes the fallback, unless `left` says otherwise. */
  async function activate(
    trx: Database,
    release: ReleaseRow,
    {
      reason,
      left = { state: 'retired', reason: `${release.version} is in service` },
    }: { reason: string | null; left?: { state: ReleaseState; reason: string } },
  ): Promise<void> {
    const { active, canary } = await inService(trx, release.slice);
    if (canary && canary.id !== release.id) {
      await queries.setState(trx, canary.id, { state: 'retired', reason: `${release.version} is in service` });
    }
    if (active?.id === release.id) return;
    if (active) await queries.setState(trx, active.id, left);
    await queries.setState(trx, release.id, { state: 'active', reason });
  }

  async function findVersion(trx: Database, slice: string, version: string): Promise<ReleaseRow> {
    const release = await queries.findByVersion(trx, slice, version);
    if (release) return release;
    throw new ProblemError(
      'release-not-found',
      `The register has no version ${version} of ${slice}. Publish it first (release publish).`,
    );
  }

  /**
   * The faults that keep a release from having traffic now. Other changes of traffic wait until the transaction ends.
   */
  async function misfits(trx: Database, { id, slice, version }: ReleaseRow) {
    await queries.lockTraffic(trx);
    const release = (await queries.readReleases(trx, [id])).get(id);
    if (!release) throw new Error(`${slice} ${version} has no description`);
    return fitFaults(release, await queries.readSurroundings(trx, slice));
  }

  /** @throws ProblemError `release-refused`, `traffic-refused` */
  async function refuseMisfit(trx: Database, row: ReleaseRow): Promise<void> {
    const { slice, version, stored } = row;
    if (!stored) {
      throw new ProblemError(
        'traffic-refused',
        `The files of ${slice} ${version} were deleted, as it was out of service for long. Publish it again (release publish).`,
      );
    }
    const faults = await misfits(trx, row);
    if (faults.length === 0) return;
    const lines = faults.map(({ chemin, message }) => `${chemin}: ${message}`).join('; ');
    throw new ProblemError('release-refused', `${slice} ${version} gets no traffic: ${lines}`, { erreurs: faults });
  }

  const refuseShell = (slice: string) => {
    if (slice !== SHELL) return;
    throw new ProblemError(
      'traffic-refused',
      'Builds of the shell get traffic by rolling out their gateways, not through the register.',
    );
  };

  return {
    async read(slice: string): Promise<Deployment> {
      if (!(await queries.hasSlice(db, slice))) throw changes.unknownSlice(slice);
      const [releases, incidents] = await Promise.all([
        statuses.list(db, slice, RELEASES_SHOWN),
        groupIncidents(db, slice, INCIDENTS_SHOWN),
      ]);
      return { slice, releases, incidents };
    },

    async listHistory(
      slice: string,
      {
        action,
        version,
        ...asked
      }: Omit<queries.HistoryFilter, 'slice'> & { limite: number; apres?: string | undefined },
    ): Promise<Page<HistoryEntry>> {
      if (!(await queries.hasSlice(db, slice))) throw changes.unknownSlice(slice);
      return readPage(asked, {
        scope: ['history', slice, action ?? null, version ?? null],
        read: ({ limite, apres }) => queries.listHistory(db, { slice, action, version, limite, apres: apres?.id }),
        count: () => queries.countHistory(db, { slice, action, version }),
        positionOf: byId,
      });
    },

    /** @throws ProblemError `slice-not-found` */
    async statistics(slice: string, period: StatisticsPeriod): Promise<Statistics> {
      if (!(await queries.hasSlice(db, slice))) throw changes.unknownSlice(slice);
      return measures.read(slice, period);
    },

    /** @throws ProblemError `slice-not-found`, `release-not-found` */
    async preview(slice: string, version: string): Promise<Preview> {
      if (!(await queries.hasSlice(db, slice))) throw changes.unknownSlice(slice);
      const { id } = await findVersion(db, slice, version);
      const release = (await queries.readReleases(db, [id])).get(id);
      if (release && slice !== SHELL) return previewOf(release, overrideKey);
      throw new ProblemError('release-not-found', 'Builds of the shell have no preview: each gateway serves its own.');
    },

    /** @throws ProblemError `slice-not-found`, `release-not-found`, `release-refused`, `traffic-refused` */
    setTraffic: (
      slice: string,
      { version, traffic, automatic, ...decision }: Decision & { version: string; traffic: number; automatic: boolean },
    ): Promise<ReleaseStatus> =>
      changes.run(slice, async (trx) => {
        refuseShell(slice);
        const release = await findVersion(trx, slice, version);
        const { active, canary } = await inService(trx, slice);
        const reason = decision.reason ?? null;
        const isSo = release.id === active?.id ? traffic === 100 && !canary : isCanary(release, traffic, automatic);
        // another process has done it already
        if (isSo) return changes.statusOf(trx, release);
        if (traffic > 0) await refuseMisfit(trx, release);
        if (traffic === 100) await activate(trx, release, { reason });
        else if (active?.id === release.id) {
          throw new ProblemError(
            'traffic-refused',
            `${slice} ${version} is the active version: promote another one, go back (release rollback), or take the slice out of service (release retire).`,
          );
        } else if (traffic === 0) await queries.setState(trx, release.id, { state: 'retired', reason });
        else if (!active) {
          throw new ProblemError(
            'traffic-refused',
            `${slice} has no active version for the rest of the traffic: give 100 % to the first one (release promote).`,
          );
        } else {
          if (canary && canary.id !== release.id) {
            await queries.setState(trx, canary.id, { state: 'retired', reason: `${version} took its place` });
          }
          await queries.setState(trx, release.id, { state: 'canary', traffic, automatic, reason });
        }
        const changed = await changes.statusOf(trx, release);
        await queries.recordHistory(trx, {
          slice,
          action: 'traffic',
          version,
          state: changed.state,
          traffic: changed.traffic,
          author: decision.author,
          reason,
          figures: decision.figures,
        });
        return changed;
      }),

    /**
     * Goes back to the release that was active before, or to the named one. The release that is left counts as failed:
     * it gets traffic again only when it is promoted by name.
     * @throws ProblemError `slice-not-found`, `release-not-found`, `release-refused`, `traffic-refused`
     */
    rollback: (
      slice: string,
      { version, ...decision }: Decision & { version?: string | undefined },
    ): Promise<ReleaseStatus> =>
      changes.run(slice, async (trx) => {
        refuseShell(slice);
        const target =
          version === undefined ? await queries.findPrevious(trx, slice) : await findVersion(trx, slice, version);
        const { active } = await inService(trx, slice);
        if (!target || target.id === active?.id) {
          throw new ProblemError(
            'traffic-refused',
            target
              ? `${slice} ${target.version} is in service already.`
              : `${slice} has no earlier version that was in service. Name one (--to), publish another, or take the slice out of service (release retire).`,
          );
        }
        await refuseMisfit(trx, target);
        const reason = decision.reason ?? (active ? `back from ${active.version}` : null);
        await activate(trx, target, {
          reason,
          left: { state: 'failed', reason: decision.reason ?? `back to ${target.version}` },
        });
        await queries.recordHistory(trx, {
          slice,
          action: 'rollback',
          version: target.version,
          state: 'active',
          traffic: 100,
          author: decision.author,
          reason,
          figures: decision.figures,
        });
        return changes.statusOf(trx, target);
      }),

    /**
     * Takes a slice out of service, until one of its versions gets traffic again.
     * @throws ProblemError `slice-not-found`, `traffic-refused`
     */
    async retire(slice: string, { author, reason }: Decision): Promise<Deployment> {
      await changes.run(slice, async (trx) => {
        refuseShell(slice);
        const { active, canary } = await inService(trx, slice);
        const out = [active, canary].filter((row) => row !== undefined);
        for (const row of out) {
          await queries.setState(trx, row.id, { state: 'retired', reason: reason ?? 'the slice is out of service' });
        }
        if (out.length > 0) await queries.recordHistory(trx, { slice, action: 'retired', author, reason });
      });
      return this.read(slice);
    },

    /** Takes a release out of service that fails in browsers: a canary, or the active one when another can stand in. */
    withdraw: (
      slice: string,
      id: string,
      { reason, figures }: { reason: string; figures: Record<string, number> },
    ): Promise<boolean> =>
      changes.run(slice, async (trx) => {
        const { active, canary } = await inService(trx, slice);
        const out = [active, canary].find((release) => release?.id === id);
        const previous = out && out === active ? await queries.findPrevious(trx, slice) : undefined;
        // another process has done it already, or there is no release to go back to
        if (!out || (out === active && (!previous || (await misfits(trx, previous)).length > 0))) return false;
        if (previous) {
          await activate(trx, previous, { reason: `back from ${out.version}`, left: { state: 'failed', reason } });
        } else await queries.setState(trx, out.id, { state: 'failed', reason });
        await queries.recordHistory(trx, {
          slice,
          action: 'withdrawn',
          version: out.version,
          state: 'failed',
          traffic: 0,
          author: AUTOMATIC,
          reason,
          figures,
        });
        return true;
      }),

    /**
     * Registers the release that a followed origin answers with. A changed answer goes into service, once for all
     * processes. When an origin goes back to a release that was active before, the release in between counts as failed.
     * @throws ReleaseRefusal when the release does not fit into the page
     */
    follow(release: PackedRelease['release'], origin: string, whole: () => Promise<PackedRelease>): Promise<void> {
      const { name: slice, version, integrity } = release;
      const answer = `${version} ${integrity}`;
      return register(release, origin, whole, async (trx, row, { followed }) => {
        if (followed === answer) return;
        // slices that start together get each other's widgets only after a while
        const faults = (await misfits(trx, row)).filter(({ chemin }) => chemin !== 'needs');
        if (faults.length > 0) throw new ReleaseRefusal(faults);
        await queries.setFollowed(trx, slice, answer);
        const active = await queries.findByState(trx, slice, 'active');
        if (active?.id === row.id) return;
        const isReturn = row.activeAt !== null && active?.origin === origin;
        await activate(trx, row, {
          reason: `served by ${origin}`,
          ...(isReturn && { left: { state: 'failed', reason: `the origin went back to ${version}` } }),
        });
        await queries.recordHistory(trx, {
          slice,
          action: 'traffic',
          version,
          state: 'active',
          traffic: 100,
          author: { name: 'followed origin', accountId: null },
          reason: `served by ${origin}`,
        });
      });
    },
  };
}

const isCanary = (release: ReleaseRow, traffic: number, automatic: boolean) =>
  release.state === 'canary' && release.traffic === traffic && release.automatic === automatic;

/** The author of the changes that the API makes by itself. */
export const AUTOMATIC: Author = { name: 'automatic', accountId: null };

/** The figures behind a decision, as the history stores them. */
export const figuresOf = (canary: Figures, other: Figures): Record<string, number> => ({
  clients: canary.clients,
  failingClients: canary.failing,
  otherClients: other.clients,
  otherFailingClients: other.failing,
});
