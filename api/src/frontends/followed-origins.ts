import { setTimeout as sleep } from 'node:timers/promises';
import type { EtatSlice } from '@boutique/contracts/info';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import type { FollowedOrigin } from '../config.ts';
import type { Log } from '../platform/log.ts';
import { fetchRelease, ReleaseError } from './fetch-release.ts';

/** The register of releases, as the followed origins last told it. */
export interface FollowedOrigins {
  /** The last good release of each slice, whether its origin still answers or not. */
  releases(): RegisteredRelease[];
  etats(): EtatSlice[];
  /**
   * Looks again at every origin that was not looked at just now, so that a page names the releases of this moment.
   * Waits for slow ones no longer than a page may wait.
   */
  refresh(): Promise<void>;
  start(): void;
  stop(): void;
}

/** How old what is known of an origin may be when somebody asks. */
const FRESH_MS = 100;
/** How long who asks waits for an origin that hangs. */
const PATIENCE_MS = 150;

interface Followed extends FollowedOrigin {
  polling?: Promise<void>;
  polledAt: number;
  good?: { release: Release; etag: string | undefined };
  etat: EtatSlice['etat'];
  raison: string | null;
  verifieeLe: string | null;
}

export interface FollowOptions {
  origins: readonly FollowedOrigin[];
  pollMs: number;
  production: boolean;
  log: Log;
}

/** Polls the `release.json` of each origin. A good release stays in the register until a newer good one comes. */
export function followOrigins({ origins, pollMs, production, log }: FollowOptions): FollowedOrigins {
  const stopping = new AbortController();
  const slices: Followed[] = origins.map((origin) => ({
    ...origin,
    polledAt: Number.NEGATIVE_INFINITY,
    etat: 'injoignable',
    raison: 'pas encore vérifiée',
    verifieeLe: null,
  }));

  async function poll(slice: Followed): Promise<void> {
    const before = stateOf(slice);
    try {
      const fetched = await fetchRelease({ ...slice, production }, slice.good?.etag, stopping.signal);
      if (fetched) slice.good = fetched;
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
    while (!stopping.signal.aborted) {
      await pollOnce(slice);
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start: () => void slices.map(follow),
    stop: () => stopping.abort(),
    refresh,
    releases: () =>
      slices.flatMap(({ origin, etat, good }) =>
        good ? [{ origin, state: etat === 'disponible' ? 'available' : 'unreachable', release: good.release }] : [],
      ),
    etats: () =>
      slices.map(({ name, etat, raison, verifieeLe, good }) => ({
        nom: name,
        etat,
        version: good?.release.version ?? null,
        commit: good?.release.commit ?? null,
        construiteLe: good?.release.builtAt ?? null,
        verifieeLe,
        raison,
      })),
  };
}

const stateOf = ({ etat, raison, good }: Followed) => JSON.stringify([etat, raison, good?.release.integrity]);
