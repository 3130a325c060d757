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

/** How often the API is asked: a page names what the register said at most this long ago, plus the answer's time. */
const POLL_MS = 400;
const ANSWER_MS = 1_000;

const { path: REGISTER_PATH, responses } = frontendsRoutes.listReleases;
const IN_SERVICE: ReadonlySet<ReleaseRole> = new Set(['active', 'canary', 'fallback']);

interface Options {
  apiUrl: string;
  store: ReleaseStore;
  /** This gateway's own build: its files are held whatever the register says. */
  shell: Release;
  log: Logger;
  /** Where the last register outlives this process. */
  folder?: ContentFolder | undefined;
}

export type ReleaseRegister = ReturnType<typeof createReleaseRegister>;

/**
 * The gateway's copy of the API's register, and which releases pages name of it. Pages read what is known here and never
 * wait for the API; while that is down, the last register counts.
 */
export function createReleaseRegister({ apiUrl, store, shell, log, folder }: Options) {
  let releases: readonly RegisteredRelease[] = [];
  let named: readonly RegisteredRelease[] = [];
  let source: 'none' | 'disk' | 'api' = 'none';
  const byPath = new Map<string, RegisteredRelease>();
  const builds = new Map<string, Release>();
  /** The active one, by slice. */
  const lastWhole = new Map<string, RegisteredRelease>();
  let etag = '';
  let failing = false;

  const inService = () => releases.filter(({ role }) => IN_SERVICE.has(role));

  /** Those of one slice that a page may name: whole ones. Until the new active one is whole, the one before stays. */
  const namedOf = (offered: readonly RegisteredRelease[]): RegisteredRelease[] => {
    const whole = offered.filter(({ release }) => store.isWhole(release));
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
    const needed = [...inService(), ...named].map(({ release }) => release);
    // before the first register, what an earlier process has kept may all be in service
    if (source === 'none') return;
    // tabs and other gateways' pages still run these
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

  /** One request; a failure leaves what is known. */
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
    /** What pages name: of each slice the releases in service that are whole here, in the order of the roles. */
    current: (): readonly RegisteredRelease[] => named,
    /** Whether each slice in service is among them. */
    isComplete: (): boolean =>
      inService().every(({ release }) => named.some((one) => one.release.name === release.name)),
    /** Every release that the API knows, the shell's builds as well, whole or not. */
    all: (): readonly RegisteredRelease[] => releases,
    /** The release under `/remotes/<slice>/<release>/`. */
    find: (base: string): RegisteredRelease | undefined => byPath.get(base),
    /** A build of the shell that has this file. */
    buildWith: (file: string): Release | undefined => builds.get(file),
    /** Whether the API itself, not the disk, has said what is known here, and answers. */
    isLive: (): boolean => source === 'api' && !failing,
    listsShell: (): boolean =>
      releases.some(({ role, release }) => role === SHELL && release.integrity === shell.integrity),

    /** What is missing until every release in service can be served, in a sentence; undefined when nothing is. */
    lacking(): string | undefined {
      if (source === 'none') return 'the register of releases was not read yet: the API does not answer';
      for (const { release } of inService()) {
        const files = store.lackingFiles(release).length;
        if (files > 0) return `${files} files of ${release.name} ${release.version} are missing`;
      }
      return undefined;
    },

    /** Takes in the register that an earlier process has known. */
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
