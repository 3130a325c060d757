import { REGISTERED_RELEASES_PATH, type RegisteredRelease, RegisteredReleases } from '@boutique/contracts/release';
import type { Logger } from 'pino';
import type { ReleaseStore } from './release-store.ts';

/** How old the known releases may be before a page asks the API again: it names the releases of this moment. */
const FRESH_MS = 100;
/** A page never waits longer for the API than this; it is served with the releases known so far. */
const ANSWER_MS = 1_000;
/** Nor longer for the files of a new release; the one before is served meanwhile. */
const PATIENCE_MS = 700;
/** Without visitors, a release is taken while its servers are there. */
const FOLLOW_MS = 2_000;

export interface ReleaseRegister {
  /**
   * The releases in service, at most FRESH_MS old while the API answers; the last known ones when it does not. A release
   * of which this gateway does not have every file yet stands back behind the slice's last whole one.
   */
  current(): Promise<readonly RegisteredRelease[]>;
  /** The release that is served under `/remotes/<slice>/<release>/`; asks the API once when it is not known. */
  byPath(base: string): Promise<RegisteredRelease | undefined>;
  /** Keeps reading, so that new releases are here before the first page needs them. */
  follow(): void;
}

interface Options {
  apiUrl: string;
  store: ReleaseStore;
  log: Logger;
}

/** The gateway's copy of the API's register: one request at a time, validated by ETag, kept when the API is down. */
export function createReleaseRegister({ apiUrl, store, log }: Options): ReleaseRegister {
  let releases: readonly RegisteredRelease[] = [];
  /** By slice. */
  const lastWhole = new Map<string, RegisteredRelease>();
  let etag = '';
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let failing = false;

  const read = async () => {
    try {
      const response = await fetch(new URL(REGISTERED_RELEASES_PATH, apiUrl), {
        headers: etag ? { 'if-none-match': etag } : {},
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
      if (response.status !== 304) {
        if (!response.ok) throw new Error(`the API answered ${response.status}`);
        releases = RegisteredReleases.parse(await response.json());
        etag = response.headers.get('etag') ?? '';
        const names = releases.map(({ release }) => `${release.name}@${release.version}`);
        log.info({ releases: names }, 'releases in service');
      }
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      const reason = (error as Error).message;
      if (!failing) log.warn({ reason, known: releases.length }, 'the register of releases does not answer');
      failing = true;
    }
    await inTime(store.take(releases), PATIENCE_MS);
    readAt = performance.now();
  };
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const wholeOf = (registered: RegisteredRelease) => {
    const { name } = registered.release;
    if (store.isWhole(registered)) lastWhole.set(name, registered);
    return lastWhole.get(name) ?? registered;
  };
  const current = async () => {
    if (performance.now() - readAt > FRESH_MS) await refresh();
    return releases.map(wholeOf);
  };

  return {
    current,
    byPath: async (base) => {
      const found = store.find(base);
      if (found) return found;
      await current();
      return store.find(base);
    },
    follow() {
      void current();
      setInterval(() => void current(), FOLLOW_MS).unref();
    },
  };
}

/** Waits for it, but not longer. */
function inTime(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
