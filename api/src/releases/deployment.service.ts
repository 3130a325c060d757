import type { Deploiement, EtatRelease, ReleaseInscrite } from '@boutique/contracts/frontends';
import type { FieldError } from '@boutique/contracts/problems';
import type { Release } from '@boutique/contracts/release';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { Figures } from './canary.ts';
import { fetchRelease, ReleaseError } from './fetch-release.ts';
import { fitFaults, releaseFaults } from './gate.ts';
import { listIncidents } from './incidents.queries.ts';
import type { ReleaseRow } from './register.queries.ts';
import * as queries from './register.queries.ts';
import type { Register } from './register.ts';

/** Checking a release of 200 files must end before whoever asked gives up. */
const GATE_MS = 25_000;
const RELEASES_SHOWN = 20;
const INCIDENTS_SHOWN = 10;

export type DeploymentService = ReturnType<typeof createDeploymentService>;

interface Options {
  db: Database;
  register: Register;
  production: boolean;
}

/** Who changes what a release is used for, and why. */
export interface Decision {
  author: string;
  reason?: string | null | undefined;
  figures?: Record<string, number> | undefined;
}

/** The rules of putting releases into service and of taking them out. Each change is one transaction with its line of history. */
export function createDeploymentService({ db, register, production }: Options) {
  /** Runs one change of a slice after the other; what it changed is said from then on. @throws ProblemError `slice-introuvable` */
  async function change<Result>(
    slice: string,
    run: (trx: Database, state: { followed: string | null }) => Promise<Result>,
  ): Promise<Result> {
    const result = await db.transaction(async (trx) => {
      const state = await queries.lockSlice(trx, slice);
      if (!state) throw unknownSlice(slice);
      return run(trx, state);
    });
    await register.reread();
    return result;
  }

  const inscrite = async (trx: Database, { id, slice, version }: ReleaseRow): Promise<ReleaseInscrite> => {
    const [found] = await queries.listReleases(trx, { slice, id });
    if (!found) throw new Error(`${slice} ${version} has gone from the register`);
    return found;
  };

  /** Gives all visitors to a release. Who had them stands behind it from now on, unless `left` says otherwise. */
  async function activate(
    trx: Database,
    release: ReleaseRow,
    {
      reason,
      left = { state: 'retiree', reason: `${release.version} est en service` },
    }: {
      reason: string | null;
      left?: { state: EtatRelease; reason: string };
    },
  ): Promise<void> {
    const [active, canary] = await Promise.all([
      queries.findByState(trx, release.slice, 'active'),
      queries.findByState(trx, release.slice, 'canary'),
    ]);
    if (canary && canary.id !== release.id) {
      await queries.setState(trx, canary.id, { state: 'retiree', reason: `${release.version} est en service` });
    }
    if (active?.id === release.id) return;
    if (active) await queries.setState(trx, active.id, left);
    await queries.setState(trx, release.id, { state: 'active', reason });
  }

  async function findVersion(trx: Database, slice: string, version: string): Promise<ReleaseRow> {
    const release = await queries.findByVersion(trx, slice, version);
    if (release) return release;
    throw new ProblemError(
      'version-introuvable',
      `La version ${version} de ${slice} n’est pas dans le registre. Publiez-la d’abord (release publish).`,
    );
  }

  /** @throws ProblemError `release-refusee` when the page has become another since the release was registered */
  async function refuseMisfit(trx: Database, { id, slice, version }: ReleaseRow): Promise<void> {
    const release = (await queries.readReleases(trx, [id])).get(id);
    if (!release) throw new Error(`${slice} ${version} has no description`);
    const faults = fitFaults(release, await register.live(slice));
    if (faults.length > 0) throw refusal(`${slice} ${version}`, faults);
  }

  return {
    async read(slice: string): Promise<Deploiement> {
      if (!(await queries.hasSlice(db, slice))) throw unknownSlice(slice);
      const [releases, incidents] = await Promise.all([
        queries.listReleases(db, { slice, limit: RELEASES_SHOWN }),
        listIncidents(db, slice, INCIDENTS_SHOWN),
      ]);
      return { slice, releases, incidents };
    },

    async listHistory(slice: string, { limite, apres }: { limite: number; apres?: string | undefined }) {
      if (!(await queries.hasSlice(db, slice))) throw unknownSlice(slice);
      const scope = ['historique', slice];
      const [rows, total] = await Promise.all([
        queries.listHistory(db, {
          slice,
          limite: limite + 1,
          apres: apres === undefined ? undefined : decodeCursor(apres, scope).id,
        }),
        queries.countHistory(db, slice),
      ]);
      const entries = rows.slice(0, limite);
      const last = rows.length > limite ? entries.at(-1) : undefined;
      return { entries, total, next: last ? encodeCursor({ cle: last.id, id: last.id }, scope) : null };
    },

    /**
     * Registers what an origin serves, once every file of it is checked. What is refused leaves a line in the history.
     * @throws ProblemError `slice-introuvable`, `version-deja-publiee`, `release-refusee`
     */
    async publish(
      slice: string,
      { origin: given, author }: { origin: string; author: string },
    ): Promise<ReleaseInscrite> {
      if (!(await queries.hasSlice(db, slice))) throw unknownSlice(slice);
      const origin = given.replace(/\/+$/, '');
      const signal = AbortSignal.timeout(GATE_MS);
      let version: string | undefined;
      const refuse = async (faults: FieldError[]) => {
        const reason = faults.map(({ chemin, message }) => `${chemin} : ${message}`).join('\n');
        await queries.recordHistory(db, {
          slice,
          action: 'refus',
          author,
          reason,
          ...(version !== undefined && { version }),
        });
        return refusal(version === undefined ? `la release de ${slice}` : `${slice} ${version}`, faults);
      };
      let release: Release;
      try {
        const fetched = await fetchRelease({ name: slice, origin, production }, undefined, signal);
        if (!fetched) throw new ReleaseError('invalide', 'release.json n’a pas de contenu');
        release = fetched.release;
      } catch (error) {
        if (!(error instanceof ReleaseError)) throw error;
        throw await refuse([{ chemin: 'origine', message: error.message }]);
      }
      version = release.version;
      const known = await queries.findByVersion(db, slice, version);
      if (known && known.integrity !== release.integrity) {
        const detail = `${slice} ${version} est publiée avec un autre contenu depuis le ${known.registeredAt.toISOString()}. Une version ne change plus : donnez-en une nouvelle à ce build (RELEASE_VERSION).`;
        await queries.recordHistory(db, { slice, action: 'refus', version, author, reason: detail });
        throw new ProblemError('version-deja-publiee', detail);
      }
      const faults = await releaseFaults(release, { origin, live: await register.live(slice), signal });
      if (faults.length > 0) throw await refuse(faults);
      return change(slice, async (trx) => {
        const row = await queries.insertRelease(trx, release, origin);
        await queries.recordHistory(trx, {
          slice,
          action: 'inscription',
          version: release.version,
          state: row.state,
          traffic: row.traffic,
          author,
          reason: `depuis ${origin}`,
        });
        return inscrite(trx, row);
      });
    },

    /** @throws ProblemError `slice-introuvable`, `version-introuvable`, `release-refusee`, `aucun-retour` */
    setTraffic: (
      slice: string,
      { version, traffic, automatic, ...decision }: Decision & { version: string; traffic: number; automatic: boolean },
    ): Promise<ReleaseInscrite> =>
      change(slice, async (trx) => {
        const release = await findVersion(trx, slice, version);
        const [active, canary] = await Promise.all([
          queries.findByState(trx, slice, 'active'),
          queries.findByState(trx, slice, 'canary'),
        ]);
        const reason = decision.reason ?? null;
        const isSo = release.id === active?.id ? traffic === 100 && !canary : isCanary(release, traffic, automatic);
        // another replica was quicker
        if (isSo) return inscrite(trx, release);
        if (traffic > 0) await refuseMisfit(trx, release);
        if (traffic === 100) await activate(trx, release, { reason });
        else if (active?.id === release.id) {
          throw new ProblemError(
            'aucun-retour',
            `${slice} ${version} est la version active : mettez-en une autre en service, ou revenez en arrière (release rollback).`,
          );
        } else if (traffic === 0) await queries.setState(trx, release.id, { state: 'retiree', reason });
        else if (!active) {
          throw new ProblemError(
            'aucun-retour',
            `${slice} n’a pas encore de version active pour les autres visiteurs : donnez 100 % à la première (release promote).`,
          );
        } else {
          if (canary && canary.id !== release.id) {
            await queries.setState(trx, canary.id, { state: 'retiree', reason: `${version} a pris sa place` });
          }
          await queries.setState(trx, release.id, { state: 'canary', traffic, automatic, reason });
        }
        const changed = await inscrite(trx, release);
        await queries.recordHistory(trx, {
          slice,
          action: 'trafic',
          version,
          state: changed.etat,
          traffic: changed.trafic,
          author: decision.author,
          reason,
          figures: decision.figures,
        });
        return changed;
      }),

    /**
     * Back to the release that was active before, or to the one named. The one that is left has failed: nobody is sent to
     * it again unless somebody asks for it by name.
     * @throws ProblemError `slice-introuvable`, `version-introuvable`, `aucun-retour`
     */
    rollback: (
      slice: string,
      { version, ...decision }: Decision & { version?: string | undefined },
    ): Promise<ReleaseInscrite> =>
      change(slice, async (trx) => {
        const target =
          version === undefined ? await queries.findPrevious(trx, slice) : await findVersion(trx, slice, version);
        const active = await queries.findByState(trx, slice, 'active');
        if (!target || target.id === active?.id) {
          throw new ProblemError(
            'aucun-retour',
            target
              ? `${slice} ${target.version} est déjà en service.`
              : `${slice} n’a pas de version antérieure qui ait été en service. Nommez-en une (--to), ou publiez-en une nouvelle.`,
          );
        }
        const reason = decision.reason ?? (active ? `retour depuis ${active.version}` : null);
        await activate(trx, target, {
          reason,
          left: { state: 'en-echec', reason: decision.reason ?? `retour à ${target.version}` },
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
        return inscrite(trx, target);
      }),

    /** Takes a release out that browsers report failures of: a canary, or the active one when another can stand in. */
    withdraw: (
      slice: string,
      id: string,
      { reason, figures }: { reason: string; figures: Record<string, number> },
    ): Promise<boolean> =>
      change(slice, async (trx) => {
        const author = 'automatique';
        const [active, canary] = await Promise.all([
          queries.findByState(trx, slice, 'active'),
          queries.findByState(trx, slice, 'canary'),
        ]);
        const out = [active, canary].find((release) => release?.id === id);
        const previous = out && out === active ? await queries.findPrevious(trx, slice) : undefined;
        // another replica was quicker, or there is nothing to go back to
        if (!out || (out === active && !previous)) return false;
        if (previous) {
          await activate(trx, previous, {
            reason: `retour depuis ${out.version}`,
            left: { state: 'en-echec', reason },
          });
        } else await queries.setState(trx, out.id, { state: 'en-echec', reason });
        await queries.recordHistory(trx, {
          slice,
          action: 'retrait-automatique',
          version: out.version,
          state: 'en-echec',
          traffic: 0,
          author,
          reason,
          figures,
        });
        return true;
      }),

    /**
     * What a followed origin answers has become another: it is put into service, once for all replicas. Going back to a
     * release that was active before says that the one between has failed.
     */
    async follow(release: Release, origin: string): Promise<void> {
      const { name: slice, version } = release;
      await queries.insertSlice(db, slice);
      const answer = `${version} ${release.integrity}`;
      await change(slice, async (trx, { followed }) => {
        const row = await queries.insertRelease(trx, release, origin);
        if (followed === answer) return;
        await queries.setFollowed(trx, slice, answer);
        const active = await queries.findByState(trx, slice, 'active');
        if (active?.id === row.id) return;
        const isReturn = row.activeAt !== null && active?.origin === origin;
        await activate(trx, row, {
          reason: `servie par ${origin}`,
          ...(isReturn && { left: { state: 'en-echec', reason: `l’origine est revenue à ${version}` } }),
        });
        await queries.recordHistory(trx, {
          slice,
          action: 'trafic',
          version,
          state: 'active',
          traffic: 100,
          author: 'origine suivie',
          reason: `servie par ${origin}`,
        });
      });
    },
  };
}

const isCanary = (release: ReleaseRow, traffic: number, automatic: boolean) =>
  release.state === 'canary' && release.traffic === traffic && release.automatic === automatic;

const unknownSlice = (slice: string) =>
  new ProblemError(
    'slice-introuvable',
    `Le registre ne connaît pas la slice ${slice}. Son premier jeton de déploiement la crée (release token create ${slice}).`,
  );

const refusal = (what: string, erreurs: FieldError[]) =>
  new ProblemError(
    'release-refusee',
    `${what} n’est pas mise en service : ${erreurs.map(({ chemin, message }) => `${chemin} : ${message}`).join(' ; ')}`,
    { erreurs },
  );

/** As it stands in the history. */
export const figuresOf = (canary: Figures, other: Figures): Record<string, number> => ({
  visiteurs: canary.visitors,
  visiteursEnEchec: canary.failing,
  autresVisiteurs: other.visitors,
  autresEnEchec: other.failing,
});
