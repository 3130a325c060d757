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
  start(): void;
  stop(): void;
}

interface Followed extends FollowedOrigin {
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

  async function follow(slice: Followed): Promise<void> {
    while (!stopping.signal.aborted) {
      await poll(slice).catch((err: unknown) => log.error({ err, slice: slice.name }, 'a poll failed'));
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start: () => void slices.map(follow),
    stop: () => stopping.abort(),
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
