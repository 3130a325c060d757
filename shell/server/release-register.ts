import { setTimeout as sleep } from 'node:timers/promises';
import { frontendsRoutes } from '@boutique/contracts/frontends';
import {
  type RegisteredRelease,
  type Release,
  type ReleaseRole,
  releaseBase,
  SHELL,
} from '@boutique/contracts/release';
import type { Logger } from 'pino';
import type { ContentFolder } from './content-folder.ts';
import { reasonOf } from './reason-of.ts';
import type { ReleaseStore } from './release-store.ts';

/** Pause between two reads of the register. A page names releases at most this old, plus the time of one answer. */
const POLL_MS = 400;
const ANSWER_MS = 1_000;

const { path: REGISTER_PATH, responses } = frontendsRoutes.listReleases;
const IN_SERVICE: ReadonlySet<ReleaseRole> = new Set(['active', 'canary', 'fallback']);

interface Options {
  apiUrl: string;
  store: ReleaseStore;
  /** This gateway's own build: its files are kept whatever the register says. */
  shell: Release;
  log: Logger;
  /** Keeps the last register after this process ends. */
  folder?: ContentFolder | undefined;
}

export type ReleaseRegister = ReturnType<typeof createReleaseRegister>;

/**
 * The gateway's copy of the API's register, and the choice of releases that pages name. Pages read this copy and never
 * wait for the API. While the API is down, the last register stays in force.
 */
export function createReleaseRegister({ apiUrl, store, shell, log, folder }: Options) {
  let releases: readonly RegisteredRelease[] = [];
  let named: readonly RegisteredRelease[] = [];
  let source: 'none' | 'disk' | 'api' = 'none';
  const byPath = new Map<string, RegisteredRelease>();
  const builds = new Map<string, Release>();
  /** The last active release with all its files here, by slice. */
  const lastWhole = new Map<string, RegisteredRelease>();
  let etag = '';
  let failing = false;

  const inService = () => releases.filter(({ role }) => IN_SERVICE.has(role));
  /** Whether this shell can load the release; those of another contract wait for another shell. */
  const isUsable = ({ release }: RegisteredRelease) => release.contractVersion === shell.contractVersion;
  const usable = () => inService().filter(isUsable);

  /** The complete releases of one slice. Until a new active release is complete, the previous one takes its place. */
  const namedOf = (offered: readonly RegisteredRelease[]): RegisteredRelease[] => {
    const whole = offered.filter((one) => isUsable(one) && store.isWhole(one.release));
    const active = offered.find(({ role }) => role === 'active');
    if (!active) return [];
    const { name } = active.release;
    if (whole.includes(active)) {
      lastWhole.set(name, active);
      return whole;
    }
    const standIn = lastWhole.get(name) ?? whole.find(({ role }) => role === 'fallback');
    if (!standIn) return [];
    const others = whole.filter(({ release }) => release.integrity !== standIn.release.integrity);
    return [{ ...standIn, role: 'active', traffic: active.traffic }, ...others];
  };

  const settle = (): void => {
    const bySlice = Map.groupBy(inService(), ({ release }) => release.name);
    for (const name of lastWhole.keys()) if (!bySlice.has(name)) lastWhole.delete(name);
    named = [...bySlice.values()].flatMap(namedOf);
    byPath.clear();
    for (const one of [...named, ...releases]) byPath.set(releaseBase(one.release), one);
    const needed = [...usable(), ...named].map(({ release }) => release);
    // without a register, any file from an earlier process may be in service: delete none
    if (source === 'none') return;
    // open tabs and pages of other gateways may still load files of these
    const wanted = (['shell', 'retired'] as const).flatMap((role) =>
      releases
        .filter((one) => one.role === role)
        .map(({ release }) => release)
        .toSorted((a, b) => Date.parse(b.builtAt) - Date.parse(a.builtAt)),
    );
    store.hold([shell, ...needed], wanted, settle);
  };

  const accept = (read: readonly RegisteredRelease[], from: typeof source): void => {
    releases = read;
    source = from;
    builds.clear();
    for (const { role, release } of releases.toReversed()) {
      if (role === SHELL) for (const file of Object.keys(release.files)) builds.set(file, release);
    }
  };

  /** Reads the register once; on a failure the current copy stays. */
  const read = async (): Promise<void> => {
    try {
      const response = await fetch(new URL(REGISTER_PATH, apiUrl), {
        headers: etag ? { 'if-none-match': etag } : {},
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
      if (response.status === 200) {
        accept(responses[200].parse(await response.json()), 'api');
        etag = response.headers.get('etag') ?? '';
        log.info(
          { releases: releases.map(({ role, release }) => `${release.name}@${release.version} ${role}`) },
          'releases',
        );
        const others = inService().filter((one) => !isUsable(one));
        for (const { release } of others) {
          const { name, version, contractVersion: contract } = release;
          log.warn(
            { slice: name, version, contract, needed: shell.contractVersion },
            'a release in service is of another contract and is not offered: build the slice again and publish it',
          );
        }
        folder?.saveRegister(releases);
      } else {
        await response.body?.cancel();
        if (response.status !== 304) throw new Error(`the API answered ${response.status}`);
      }
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      if (!failing)
        log.warn({ reason: reasonOf(error), known: releases.length }, 'the register of releases does not answer');
      failing = true;
    }
    settle();
  };

  return {
    /** The releases that pages may name: in service and complete here, for each slice in the order of their roles. */
    current: (): readonly RegisteredRelease[] => named,
    /** Whether `current` has a release of every slice in service. */
    isComplete: (): boolean =>
      inService().every(({ release }) => named.some((one) => one.release.name === release.name)),
    /** Every release in the register, with the shell's builds, complete or not. */
    all: (): readonly RegisteredRelease[] => releases,
    /** The release whose files are under this path, `/remotes/<slice>/<release>/`. */
    find: (base: string): RegisteredRelease | undefined => byPath.get(base),
    /** A build of the shell that contains this file. */
    buildWith: (file: string): Release | undefined => builds.get(file),
    /** Whether the copy comes from the API, not from disk, and the last read succeeded. */
    isLive: (): boolean => source === 'api' && !failing,
    listsShell: (): boolean =>
      releases.some(({ role, release }) => role === SHELL && release.integrity === shell.integrity),

    /** Says in a sentence what is missing to serve every release in service; undefined when nothing is. */
    lacking(): string | undefined {
      if (source === 'none') return 'the register of releases was not read yet: the API does not answer';
      for (const { release } of usable()) {
        const files = store.lackingFiles(release).length;
        if (files > 0) return `${files} files of ${release.name} ${release.version} are missing`;
      }
      return undefined;
    },

    /** Loads the register that an earlier process left on disk. */
    async recall(): Promise<void> {
      const known = await folder?.readRegister();
      if (known) accept(known, 'disk');
      settle();
    },
    read,
    /** Keeps reading, one request at a time. */
    async follow(signal?: AbortSignal): Promise<void> {
      while (!signal?.aborted) {
        await sleep(POLL_MS, undefined, { ref: false });
        await read();
      }
    },
  };
}
