import {
  REGISTERED_RELEASES_PATH,
  type RegisteredRelease,
  RegisteredReleases,
  releaseBase,
} from '@boutique/contracts/release';
import type { Logger } from 'pino';

/** How old the known releases may be before a page asks the API again: it names the releases of this moment. */
const FRESH_MS = 100;
/** A page never waits longer for the API than this; it is served with the releases known so far. */
const ANSWER_MS = 1_000;

export interface ReleaseRegister {
  /** The releases in service, at most FRESH_MS old while the API answers; the last known ones when it does not. */
  current(): Promise<readonly RegisteredRelease[]>;
  /** The release that is served under `/remotes/<slice>/<release>/`; asks the API once when it is not known. */
  byPath(base: string): Promise<RegisteredRelease | undefined>;
}

/** The gateway's copy of the API's register: one request at a time, validated by ETag, kept when the API is down. */
export function createReleaseRegister({ apiUrl, log }: { apiUrl: string; log: Logger }): ReleaseRegister {
  let releases: readonly RegisteredRelease[] | undefined;
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
        log.info(
          { releases: releases.map(({ release }) => `${release.name}@${release.version}`) },
          'releases in service',
        );
      }
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      if (!failing)
        log.warn(
          { reason: (error as Error).message, known: releases?.length ?? 0 },
          'the register of releases does not answer',
        );
      failing = true;
    } finally {
      readAt = performance.now();
    }
  };
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const current = async () => {
    if (performance.now() - readAt > FRESH_MS) await refresh();
    return releases ?? [];
  };
  const find = (base: string) => releases?.find(({ release }) => releaseBase(release) === base);

  return {
    current,
    byPath: async (base) => {
      const found = find(base);
      if (found) return found;
      await current();
      return find(base);
    },
  };
}
