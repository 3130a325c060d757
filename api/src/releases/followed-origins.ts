import { setTimeout as sleep } from 'node:timers/promises';
import type { SliceStatus } from '@boutique/contracts/info';
import type { Release } from '@boutique/contracts/release';
import { checkFiles, type PackedRelease } from '@boutique/release/check-files';
import { fetchFiles, fetchManifest, OriginUnreachable } from '@boutique/release/fetch-release';
import type { ReleaseLimits } from '@boutique/release/parse-release';
import { ReleaseRefusal, refuseFaults } from '@boutique/release/refusal';
import type { FollowedOrigin } from '../config.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import type { DeploymentService } from './deployment.service.ts';
import { type Register, registeredStatus } from './register.ts';
import { findStored, readFiles } from './stored-files.queries.ts';

/** All files of a release must be fetched within this time. */
const FETCH_MS = 25_000;
/**
 * While a slice is rolled out, old and new replicas behind one origin answer in turns. A newer build is taken at once;
 * an older build (after a rollback of the slice's server) only when the newer one has not answered for this long.
 */
const OLDER_AFTER_MS = 5_000;

interface Followed extends FollowedOrigin {
  /** The last release of this origin that was registered. */
  good?: { release: Release; etag: string | undefined };
  /** The last time at which the origin answered with `good`. */
  seenAt: number;
  state: SliceStatus['state'];
  reason: string | null;
  checkedAt: string | null;
}

interface Options {
  origins: readonly FollowedOrigin[];
  pollMs: number;
  /** In production, a release may not name an absolute entry; a dev server does. */
  production: boolean;
  limits: ReleaseLimits;
  db: Database;
  log: Log;
  register: Pick<Register, 'releases' | 'refresh'>;
  deployment: Pick<DeploymentService, 'follow'>;
}

/**
 * Polls the `release.json` of the origins that the operator has configured, and puts a release into service that passes
 * the gate. Redirects are not followed; sizes and times are bounded.
 */
export function followOrigins({ origins, pollMs, production, limits, db, log, register, deployment }: Options) {
  const stopping = new AbortController();
  const slices: Followed[] = origins.map((origin) => ({
    ...origin,
    seenAt: Number.NEGATIVE_INFINITY,
    state: 'unreachable',
    reason: 'not checked yet',
    checkedAt: null,
  }));
  let following: Promise<void>[] = [];
  const inService = (slice: string) =>
    register.releases().find(({ role, release }) => role === 'active' && release.name === slice)?.release;

  async function poll(slice: Followed): Promise<void> {
    const before = signatureOf(slice);
    try {
      const { signal } = stopping;
      const fetched = await fetchManifest(slice.origin, { etag: slice.good?.etag, limits, signal });
      if (!fetched) slice.seenAt = performance.now();
      else if (isNewer(fetched.release, slice)) await adopt(slice, fetched);
      slice.state = 'available';
      slice.reason = null;
    } catch (error) {
      if (stopping.signal.aborted) return;
      const refused = error instanceof ReleaseRefusal;
      if (!refused && !(error instanceof OriginUnreachable)) throw error;
      slice.state = refused ? 'invalid' : 'unreachable';
      slice.reason = error.message.slice(0, 1_000);
    }
    slice.checkedAt = new Date().toISOString();
    if (signatureOf(slice) === before) return;
    const { name, origin, state, reason, good } = slice;
    log[state === 'available' ? 'info' : 'warn'](
      { slice: name, origin, state, reason, version: good?.release.version, integrity: good?.release.integrity },
      'slice state changed',
    );
  }

  /** @throws ReleaseRefusal, OriginUnreachable */
  async function adopt(slice: Followed, fetched: NonNullable<Followed['good']>): Promise<void> {
    const { release } = fetched;
    const { name, origin } = slice;
    refuseFaults(
      release.name === name ? [] : [{ chemin: 'name', message: `${release.name} answers, ${name} is expected` }],
    );
    const absolute = /^https?:/.test(release.entry);
    refuseFaults(
      absolute && production ? [{ chemin: 'entry', message: 'an absolute address is for dev servers' }] : [],
    );
    try {
      await deployment.follow(release, origin, () => fetchWhole(origin, release));
    } catch (error) {
      const expected = error instanceof ReleaseRefusal || error instanceof OriginUnreachable || stopping.signal.aborted;
      if (expected) throw error;
      const reason = (error as Error).message;
      log.warn({ slice: name, reason }, 'a release could not be registered; the next poll tries again');
      return;
    }
    const before = slice.good?.release;
    if (before && release.builtAt < before.builtAt) {
      const { version } = release;
      log.warn(
        { slice: name, version, before: before.version },
        'an older build takes the place of the one in service',
      );
    }
    slice.good = fetched;
    slice.seenAt = performance.now();
  }

  /** Fetches the files that are not stored yet from the origin, and reads the others from the database. */
  async function fetchWhole(origin: string, release: Release): Promise<PackedRelease> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(FETCH_MS)]);
    const entries = Object.entries(release.files);
    const integrities = entries.map(([, { integrity }]) => integrity);
    const stored = await findStored(db, integrities);
    const wanted = entries.filter(([, { integrity }]) => !stored.has(integrity)).map(([file]) => file);
    const [files, contents] = await Promise.all([
      fetchFiles(origin, release, { wanted, signal }).catch((error: unknown) => {
        throw signal.aborted && !stopping.signal.aborted ? new OriginUnreachable('the files took too long') : error;
      }),
      readFiles(db, [...stored]),
    ]);
    for (const [file, { integrity }] of entries) {
      const content = contents.get(integrity);
      if (content) files.set(file, content);
    }
    const packed = { release, files };
    await checkFiles(packed);
    return packed;
  }

  async function follow(slice: Followed): Promise<void> {
    // so that an older build behind the origin does not count as new after a restart
    await register.refresh();
    const known = inService(slice.name);
    if (known) Object.assign(slice, { good: { release: known, etag: undefined }, seenAt: performance.now() });
    while (!stopping.signal.aborted) {
      await poll(slice).catch((err: unknown) => log.error({ err, slice: slice.name }, 'a poll failed'));
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start() {
      following = slices.map(follow);
    },
    /** Resolves when no poll runs any more. */
    async stop() {
      stopping.abort();
      await Promise.all(following);
    },
    /** One status for every slice that is in service or followed. */
    statuses: (): SliceStatus[] => [
      ...slices.map(({ name, state, reason, checkedAt }) => {
        const release = inService(name);
        return {
          name,
          state,
          version: release?.version ?? null,
          commit: release?.commit ?? null,
          builtAt: release?.builtAt ?? null,
          checkedAt,
          reason,
        };
      }),
      ...register
        .releases()
        .filter(({ role, release }) => role === 'active' && !slices.some(({ name }) => name === release.name))
        .map(registeredStatus),
    ],
  };
}

/** Whether an origin's answer replaces the last known one. */
function isNewer(release: Release, { good, seenAt }: Followed): boolean {
  if (!good || release.builtAt >= good.release.builtAt) return true;
  return performance.now() - seenAt > OLDER_AFTER_MS;
}

const signatureOf = ({ state, reason, good }: Followed) => JSON.stringify([state, reason, good?.release.integrity]);
