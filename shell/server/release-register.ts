import {
  REGISTERED_RELEASES_PATH,
  type RegisteredRelease,
  RegisteredReleases,
  type ReleaseRole,
  releaseBase,
} from '@boutique/contracts/release';
import type { Logger } from 'pino';
import type { ReleaseFolder } from './release-folder.ts';
import type { ReleaseStore } from './release-store.ts';

/** How old the known releases may be before a page asks the API again: it names the releases of this moment. */
const FRESH_MS = 100;
/** A page never waits longer for the API than this; it is served with the releases known so far. */
const ANSWER_MS = 1_000;
/** Nor longer for the files of a new release; the one before is served meanwhile. */
const PATIENCE_MS = 700;
/** Without visitors, a release is taken while its servers are there. */
const FOLLOW_MS = 2_000;

const IN_SERVICE: ReadonlySet<ReleaseRole> = new Set(['active', 'canary', 'fallback']);

export interface ReleaseRegister {
  /**
   * The releases in service, at most FRESH_MS old while the API answers; the last known ones when it does not. Those of a
   * slice are in the order of the roles, and each is here whole: a page names nothing that might not be there. Only the
   * first release that there ever was of a slice is named while its files still come.
   */
  current(): Promise<readonly RegisteredRelease[]>;
  /** Every release that the API knows, the shell's builds as well, whole or not. */
  all(): Promise<readonly RegisteredRelease[]>;
  /** The release that is served under `/remotes/<slice>/<release>/`; asks the API once when it is not known. */
  byPath(base: string): Promise<RegisteredRelease | undefined>;
  /** Takes in the register that an earlier process has known. */
  recall(): Promise<void>;
  /** Keeps reading, so that new releases are here before the first page needs them. */
  follow(): void;
}

interface Options {
  apiUrl: string;
  store: ReleaseStore;
  log: Logger;
  /** Where the last register outlives this process. */
  folder?: ReleaseFolder | undefined;
}

/** The gateway's copy of the API's register: one request at a time, validated by ETag, kept when the API is down. */
export function createReleaseRegister({ apiUrl, store, log, folder }: Options): ReleaseRegister {
  let releases: readonly RegisteredRelease[] = [];
  /** The active one, by slice. */
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
        const names = releases.map(({ role, release }) => `${release.name}@${release.version} ${role}`);
        log.info({ releases: names }, 'releases in service');
        await folder?.saveRegister(releases);
      }
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      const reason = (error as Error).message;
      if (!failing) log.warn({ reason, known: releases.length }, 'the register of releases does not answer');
      failing = true;
    }
    await inTime(store.take(releases.filter(({ role }) => role !== 'other')), PATIENCE_MS);
    readAt = performance.now();
  };
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const wholeOf = (offered: readonly RegisteredRelease[]): RegisteredRelease[] => {
    const whole = offered.filter((one) => IN_SERVICE.has(one.role) && store.isWhole(one));
    const active = offered.find(({ role }) => role === 'active');
    if (!active) return [];
    const { name } = active.release;
    if (whole.includes(active)) {
      lastWhole.set(name, active);
      return whole;
    }
    const standIn = lastWhole.get(name) ?? whole.find(({ role }) => role === 'fallback') ?? active;
    const others = whole.filter(({ release }) => release.integrity !== standIn.release.integrity);
    return [{ ...standIn, role: 'active', traffic: active.traffic }, ...others];
  };
  const all = async () => {
    if (performance.now() - readAt > FRESH_MS) await refresh();
    return releases;
  };
  const current = async () => [...Map.groupBy(await all(), ({ release }) => release.name).values()].flatMap(wholeOf);

  return {
    async recall() {
      releases = (await folder?.readRegister()) ?? [];
    },
    all,
    current,
    byPath: async (base) => {
      const found = store.find(base);
      if (found) return found;
      const known = await all();
      return store.find(base) ?? known.find(({ release }) => releaseBase(release) === base);
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
