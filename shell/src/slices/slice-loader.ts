import type { ApiError } from '@boutique/contracts/client';
import type { DiscoveryDocument, Frontend, Incident, IncidentKind } from '@boutique/contracts/frontends';
import type { SliceModule } from '@boutique/contracts/slice';
import { loadSlice } from './load-slice.ts';
import { SliceError } from './slice-error.ts';
import { lastArrivalOf, StalledError, settlesWithin, whileArriving } from './while-arriving.ts';

const PAUSE_BEFORE_RETRY_MS = 300;
/** The longest that a retry waits for the current list of releases. */
const REFRESH_MS = 1_000;
/** A network over which the list takes longer says nothing about a release. */
const PROMPT_MS = 500;
/** The contract's limit. */
const MESSAGE_LENGTH = 300;

/** A section of the page that a slice provides: a page or a widget. */
export interface Section<T> {
  kind: IncidentKind;
  /** The page's path or the widget's name, for incident reports. */
  place: string;
  /** Whether this release has the section. */
  isIn(frontend: Frontend): boolean;
  take(slice: SliceModule): Promise<T>;
}

/** A section and its release. */
export interface Taken<T> {
  value: T;
  frontend: Frontend;
}

/** A release that loaded, and of which a section threw while rendering. */
export interface RenderFailure {
  frontend: Frontend;
  error: unknown;
}

export interface SliceLoader {
  /** The releases of a slice that this page may use, the preferred one first. */
  find(name: string): readonly Frontend[];
  /**
   * Loads the slice and takes a section from it. Both count as one attempt, so that a missing chunk is treated like a
   * server that is down: one retry, then the fallbacks in order. A failed release is not used again until every other
   * release has failed too. A slow load is no failure: see `whileArriving`.
   * @param failure the error of the section to replace; its release counts as failed
   * @throws SliceError
   */
  use<T>(name: string, section: Section<T>, failure?: RenderFailure): Promise<Taken<T>>;
}

/** Loads a release of a slice. Every attempt after the first, number 0, must use new URLs. */
export type LoadSlice = (name: string, frontend: Frontend, number: number) => Promise<SliceModule>;

interface Options {
  discovery: DiscoveryDocument;
  /** Reads the releases that are in service now. */
  refresh: () => Promise<DiscoveryDocument>;
  /** Called on every change of a release's state; `durationMs` is the time until the section was loaded or failed. */
  onState?: (name: string, state: 'loaded' | 'failed', version: string, durationMs: number) => void;
  /** Called for each release that failed on a network in order, once its fallback is known. */
  onIncident?: (name: string, incident: Incident) => void;
  load?: LoadSlice;
}

interface Attempt {
  number: number;
  module: Promise<SliceModule>;
  /**
   * The sections that were taken, by kind and place: importing a module again, although the browser has it, lasts for
   * several tasks, and a navigation would wait for them.
   */
  taken: Map<string, Promise<unknown>>;
  /** True once a section could not use the attempt: the next section starts a new one. */
  failed: boolean;
}

export function createSliceLoader({ discovery, refresh, onState, onIncident, load = loadSlice }: Options): SliceLoader {
  const known = new Map(Object.entries(discovery.microFrontends));
  /** The last attempt of each slice. */
  const attempts = new Map<string, Attempt & { url: string }>();
  /** Number of the next attempt, by URL: a URL that was tried before needs a new number. */
  const numbers = new Map<string, number>();
  /** URLs of releases that failed in this page. */
  const out = new Set<string>();
  const states = new Map<string, string>();

  const find = (name: string) => known.get(name) ?? [];

  /** Joins the attempt that another section started, unless it failed. */
  const join = (name: string, frontend: Frontend): Attempt => {
    const last = attempts.get(name);
    if (last && !last.failed && last.url === frontend.url) return last;
    const number = numbers.get(frontend.url) ?? 0;
    numbers.set(frontend.url, number + 1);
    const started = {
      url: frontend.url,
      number,
      module: load(name, frontend, number),
      taken: new Map(),
      failed: false,
    };
    attempts.set(name, started);
    return started;
  };

  const tryOnce = async <T>(name: string, frontend: Frontend, { kind, place, take }: Section<T>): Promise<T> => {
    const attempt = join(name, frontend);
    const key = `${kind} ${place}`;
    const taking = (attempt.taken.get(key) as Promise<T> | undefined) ?? attempt.module.then(take);
    attempt.taken.set(key, taking);
    try {
      return await whileArriving(taking, {
        lastArrival: () => lastArrivalOf(frontend.url),
        isPrompt: () => readAnew(name, frontend),
      });
    } catch (failure) {
      if (isSlow(failure)) throw new SliceError(name, failure, taking);
      attempt.failed = true;
      throw failure;
    }
  };

  /**
   * Reads the list of releases, and replaces the known ones when this one is no longer in service.
   * @returns whether the gateway answered promptly
   */
  const readAnew = async (name: string, frontend: Frontend): Promise<boolean> => {
    const startedAt = performance.now();
    let isPrompt = false;
    const reading = refresh().then(
      ({ microFrontends }) => {
        isPrompt = performance.now() - startedAt < PROMPT_MS;
        const offered = microFrontends[name];
        if (offered && !offered.some(({ url }) => url === frontend.url)) known.set(name, byDefault(offered));
      },
      ({ status }: Partial<ApiError>) => {
        // without the list, the known releases stay; an error of the API came over the network, too
        isPrompt = Boolean(status) && performance.now() - startedAt < PROMPT_MS;
      },
    );
    await settlesWithin(reading, REFRESH_MS);
    return isPrompt;
  };

  const report = (name: string, state: 'loaded' | 'failed', version: string, startedAt: number) => {
    const release = `${name} ${version}`;
    if (states.get(release) === state) return;
    states.set(release, state);
    onState?.(name, state, version, performance.now() - startedAt);
  };

  const next = <T>(name: string, section: Section<T>) =>
    find(name).find((frontend) => !out.has(frontend.url) && section.isIn(frontend));

  const use = async <T>(name: string, section: Section<T>, failure?: RenderFailure): Promise<Taken<T>> => {
    const startedAt = performance.now();
    const failures: (RenderFailure & { kind: IncidentKind; isEvidence: Promise<boolean> })[] = failure
      ? [{ ...failure, kind: 'render', isEvidence: Promise.resolve(true) }]
      : [];
    const give = (fallback: string | null) => {
      for (const { frontend, error, kind, isEvidence } of failures) {
        const { version, integrity } = frontend.metadata;
        const incident = { version, integrity, kind, place: section.place, message: messageOf(error), fallback };
        void isEvidence.then((is) => is && onIncident?.(name, incident));
      }
    };
    if (failure) {
      out.add(failure.frontend.url);
      report(name, 'failed', failure.frontend.metadata.version, startedAt);
    }
    let last: unknown = failure?.error ?? new Error(`no release of "${name}" that has ${section.place} is in service`);
    for (let retried = false, frontend = next(name, section); frontend; frontend = next(name, section)) {
      const { version } = frontend.metadata;
      try {
        const value = await tryOnce(name, frontend, section);
        report(name, 'loaded', version, startedAt);
        give(version);
        return { value, frontend };
      } catch (error) {
        if (error instanceof SliceError) throw error;
        last = error;
        // offline, other releases would fail too
        if (navigator.onLine === false) break;
        const isStalled = error instanceof StalledError;
        const isEvidence = isStalled ? Promise.resolve(true) : readAnew(name, frontend);
        const canStandIn = find(name).some(
          (other) => other.url !== frontend.url && !out.has(other.url) && section.isIn(other),
        );
        // another section may have used the release's one retry; URLs of further retries are not in the import map, so
        // the browser would not check their hashes
        const hasHadRetry = (numbers.get(frontend.url) ?? 0) > 1;
        const again = !retried && !(canStandIn && (hasHadRetry || isStalled));
        console.warn(
          `[boutique] slice ${name} ${version}: ${String(error)}; ${again ? 'trying once more' : 'giving it up'}`,
        );
        if (again) {
          retried = true;
          await Promise.all([pause(), isEvidence]);
          continue;
        }
        out.add(frontend.url);
        failures.push({ frontend, error, kind: section.kind, isEvidence });
        report(name, 'failed', version, startedAt);
        retried = false;
      }
    }
    if (failures.length === 0) report(name, 'failed', find(name)[0]?.metadata.version ?? '', startedAt);
    if (navigator.onLine !== false) give(null);
    // the next call starts again with the preferred release
    for (const { url } of find(name)) out.delete(url);
    throw new SliceError(name, last);
  };
  return { find, use };
}

/**
 * The active release and its fallbacks, without a canary: the register's list does not know this browser's canary
 * group.
 */
const byDefault = (offered: readonly Frontend[]): Frontend[] =>
  [...offered].filter(({ deployment }) => deployment.default || deployment.traffic === 0);

/** The error as text, with addresses cut to their paths: host and query may contain private data. */
const messageOf = (error: unknown): string =>
  String(error)
    .replace(/https?:\/\/[^\s'")]+/g, (url) => new URL(url).pathname)
    .slice(0, MESSAGE_LENGTH);

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY_MS));

const isSlow = (error: unknown): boolean => error instanceof StalledError && !error.isRelease;
