import { setTimeout as sleep } from 'node:timers/promises';
import type { EtatSlice } from '@boutique/contracts/info';
import type { Release } from '@boutique/contracts/release';
import type { FollowedOrigin } from '../config.ts';
import type { Log } from '../platform/log.ts';
import type { DeploymentService } from './deployment.service.ts';
import { fetchRelease, ReleaseError } from './fetch-release.ts';
import { releaseFaults } from './gate.ts';
import { type Register, registeredEtat } from './register.ts';

/** What is known of the origins that the API was told to follow. */
export interface FollowedOrigins {
  /** Every slice of the register or followed, as it was last seen. */
  etats(): EtatSlice[];
  /**
   * Looks again at every origin that was not looked at just now, so that a page names the releases of this moment.
   * Waits for slow ones no longer than a page may wait.
   */
  refresh(): Promise<void>;
  start(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/** How old what is known of an origin may be when somebody asks. */
const FRESH_MS = 100;
/** How long who asks waits for an origin that hangs. */
const PATIENCE_MS = 150;
/**
 * While a slice is rolled out, old and new replicas answer behind one origin by turns. The newer build is taken at once, an
 * older one (the slice was taken back) only when the newer was not seen for this long.
 */
const OLDER_AFTER_MS = 5_000;

interface Followed extends FollowedOrigin {
  polling?: Promise<void>;
  polledAt: number;
  /** The last good release that the register has taken in. */
  good?: { release: Release; etag: string | undefined };
  /** When `good` was last what the origin answered. */
  seenAt: number;
  etat: EtatSlice['etat'];
  raison: string | null;
  verifieeLe: string | null;
}

export interface FollowOptions {
  origins: readonly FollowedOrigin[];
  pollMs: number;
  production: boolean;
  log: Log;
  register: Pick<Register, 'releases' | 'known' | 'live'>;
  deployment: Pick<DeploymentService, 'follow'>;
}

/** Polls the `release.json` of each origin; what passes the gate goes into service by itself. */
export function followOrigins({
  origins,
  pollMs,
  production,
  log,
  register,
  deployment,
}: FollowOptions): FollowedOrigins {
  const stopping = new AbortController();
  const slices: Followed[] = origins.map((origin) => ({
    ...origin,
    polledAt: Number.NEGATIVE_INFINITY,
    seenAt: Number.NEGATIVE_INFINITY,
    etat: 'injoignable',
    raison: 'pas encore vérifiée',
    verifieeLe: null,
  }));
  let following: Promise<void>[] = [];
  const inService = (slice: string) =>
    register.known().find(({ role, release }) => role === 'active' && release.name === slice);

  async function poll(slice: Followed): Promise<void> {
    const before = stateOf(slice);
    try {
      if (!slice.good) recall(slice);
      const fetched = await fetchRelease({ ...slice, production }, slice.good?.etag, stopping.signal);
      if (fetched === null) slice.seenAt = performance.now();
      else if (isNewer(fetched.release, slice)) await adopt(slice, fetched);
      slice.etat = 'disponible';
      slice.raison = null;
    } catch (error) {
      if (stopping.signal.aborted) return;
      if (!(error instanceof ReleaseError)) throw error;
      slice.etat = error.etat;
      slice.raison = error.message;
    }
    slice.verifieeLe = new Date().toISOString();
    if (stateOf(slice) === before) return;
    const { name, origin, etat, raison, good } = slice;
    log[etat === 'disponible' ? 'info' : 'warn'](
      { slice: name, origin, etat, raison, version: good?.release.version, integrity: good?.release.integrity },
      'slice state changed',
    );
  }

  /** After a restart, an older build behind the same origin is no news. */
  function recall(slice: Followed): void {
    const registered = inService(slice.name);
    if (registered?.origin !== slice.origin) return;
    slice.good = { release: registered.release, etag: undefined };
    slice.seenAt = performance.now();
  }

  /** @throws ReleaseError when the gate refuses it */
  async function adopt(slice: Followed, fetched: NonNullable<Followed['good']>): Promise<void> {
    const { release } = fetched;
    const isKnown = slice.good !== undefined && JSON.stringify(slice.good.release) === JSON.stringify(release);
    if (!isKnown) {
      const { shared } = await register.live(slice.name);
      // slices that start together find each other's widgets in their own time
      const live = { shared, widgets: release.needs ?? [] };
      const [fault] = await releaseFaults(release, { origin: slice.origin, live, signal: stopping.signal });
      if (fault) throw new ReleaseError('invalide', `${fault.chemin} : ${fault.message}`);
    }
    try {
      await deployment.follow(release, slice.origin);
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.warn(
        { slice: slice.name, reason: (error as Error).message },
        'a release is not registered; it is tried again',
      );
      return;
    }
    slice.good = fetched;
    slice.seenAt = performance.now();
  }

  /** Polls now, or joins the poll under way. */
  function pollOnce(slice: Followed): Promise<void> {
    slice.polling ??= poll(slice)
      .catch((err: unknown) => log.error({ err, slice: slice.name }, 'a poll failed'))
      .finally(() => {
        delete slice.polling;
        slice.polledAt = performance.now();
      });
    return slice.polling;
  }

  async function refresh(): Promise<void> {
    const due = slices.filter(({ polledAt }) => performance.now() - polledAt > FRESH_MS);
    if (due.length === 0) return;
    await Promise.race([Promise.all(due.map(pollOnce)), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  async function follow(slice: Followed): Promise<void> {
    // what others have registered, so that it is not taken for news
    await register.releases();
    while (!stopping.signal.aborted) {
      await pollOnce(slice);
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start() {
      following = slices.map(follow);
    },
    async stop() {
      stopping.abort();
      await Promise.all([...following, ...slices.map(({ polling }) => polling)]);
    },
    refresh,
    etats: () => [
      ...slices.map(({ name, etat, raison, verifieeLe }) => {
        const release = inService(name)?.release;
        return {
          nom: name,
          etat,
          version: release?.version ?? null,
          commit: release?.commit ?? null,
          construiteLe: release?.builtAt ?? null,
          verifieeLe,
          raison,
        };
      }),
      ...register
        .known()
        .filter(({ role, release }) => role === 'active' && !slices.some(({ name }) => name === release.name))
        .map(registeredEtat),
    ],
  };
}

/** Whether an origin's answer takes the place of what is known of it. */
function isNewer(release: Release, { good, seenAt }: Followed): boolean {
  if (!good || release.builtAt >= good.release.builtAt) return true;
  return performance.now() - seenAt > OLDER_AFTER_MS;
}

const stateOf = ({ etat, raison, good }: Followed) => JSON.stringify([etat, raison, good?.release.integrity]);
