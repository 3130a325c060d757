import { setTimeout as sleep } from 'node:timers/promises';
import type { EtatSlice } from '@boutique/contracts/info';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import type { FollowedOrigin } from '../config.ts';
import type { Log } from '../platform/log.ts';
import { checkRelease, fetchRelease, ReleaseError } from './fetch-release.ts';

/** The register of releases, as the followed origins last told it. */
export interface FollowedOrigins {
  /** The last good release of each slice, whether its origin still answers or not. */
  releases(): RegisteredRelease[];
  /**
   * Whether an absent release is absent: not while this process has just started and could neither read what others have
   * saved nor reach every origin.
   */
  isKnown(): boolean;
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

/**
 * While a slice is rolled out, old and new replicas answer behind one origin by turns. The newer build is taken at once, an
 * older one (the slice was taken back) only when the newer was not seen for this long.
 */
const OLDER_AFTER_MS = 5_000;

interface Followed extends FollowedOrigin {
  polling?: Promise<void>;
  polledAt: number;
  good?: { release: Release; etag: string | undefined };
  /** When `good` was last what the origin answered. */
  seenAt: number;
  etat: EtatSlice['etat'];
  raison: string | null;
  verifieeLe: string | null;
}

/** Where good releases outlive this process. */
export interface ReleaseMemory {
  /** By slice, as `release.json` has it. */
  load(): Promise<ReadonlyMap<string, string>>;
  save(release: Release): Promise<void>;
}

export interface FollowOptions {
  origins: readonly FollowedOrigin[];
  pollMs: number;
  production: boolean;
  log: Log;
  memory: ReleaseMemory;
}

/** Polls the `release.json` of each origin. A good release stays in the register until a newer good one comes. */
export function followOrigins({ origins, pollMs, production, log, memory }: FollowOptions): FollowedOrigins {
  const stopping = new AbortController();
  const slices: Followed[] = origins.map((origin) => ({
    ...origin,
    polledAt: Number.NEGATIVE_INFINITY,
    seenAt: Number.NEGATIVE_INFINITY,
    etat: 'injoignable',
    raison: 'pas encore vérifiée',
    verifieeLe: null,
  }));

  let recalled = false;
  let recalling: Promise<void> | undefined;

  async function poll(slice: Followed): Promise<void> {
    const before = stateOf(slice);
    try {
      const fetched = await fetchRelease({ ...slice, production }, slice.good?.etag, stopping.signal);
      if (fetched === null) slice.seenAt = performance.now();
      else if (isNewer(fetched.release, slice)) adopt(slice, fetched);
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

  function adopt(slice: Followed, fetched: NonNullable<Followed['good']>): void {
    const known = slice.good?.release;
    slice.good = fetched;
    slice.seenAt = performance.now();
    if (known?.integrity === fetched.release.integrity && known.version === fetched.release.version) return;
    memory.save(fetched.release).catch((error: Error) => {
      log.warn({ slice: slice.name, reason: error.message }, 'a release is not saved');
    });
  }

  /** Takes in what this or another process has saved, for slices whose origin has not answered yet. */
  async function recall(): Promise<void> {
    for (let told = false; !recalled && !stopping.signal.aborted; told = true) {
      try {
        const saved = await memory.load();
        for (const slice of slices) {
          const release = savedRelease(slice, saved.get(slice.name));
          if (!release || slice.good) continue;
          slice.good = { release, etag: undefined };
          slice.seenAt = performance.now();
        }
        recalled = true;
      } catch (error) {
        if (!told)
          log.warn({ reason: (error as Error).message }, 'the saved releases cannot be read; it is tried again');
        await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      }
    }
  }

  /** What was saved of a slice; undefined as well when this version of the API would refuse it. */
  function savedRelease(slice: Followed, text: string | undefined): Release | undefined {
    if (text === undefined) return undefined;
    try {
      return checkRelease(text, { ...slice, production });
    } catch (error) {
      log.warn({ slice: slice.name, reason: (error as Error).message }, 'a saved release is left aside');
      return undefined;
    }
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
    await Promise.race([Promise.all([recalling, ...due.map(pollOnce)]), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  async function follow(slice: Followed): Promise<void> {
    while (!stopping.signal.aborted) {
      await pollOnce(slice);
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start() {
      recalling = recall();
      for (const slice of slices) void follow(slice);
    },
    stop: () => stopping.abort(),
    refresh,
    isKnown: () => recalled || slices.every(({ good }) => good),
    releases: () =>
      slices.flatMap(({ origin, good }) =>
        good ? [{ origin, role: 'active' as const, traffic: 100, release: good.release }] : [],
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

/** Whether an origin's answer takes the place of what is known of it. */
function isNewer(release: Release, { good, seenAt }: Followed): boolean {
  if (!good || release.builtAt >= good.release.builtAt) return true;
  return performance.now() - seenAt > OLDER_AFTER_MS;
}

const stateOf = ({ etat, raison, good }: Followed) => JSON.stringify([etat, raison, good?.release.integrity]);
