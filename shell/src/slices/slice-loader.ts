import type { DiscoveryDocument, Frontend, Incident, IncidentKind } from '@boutique/contracts/frontends';
import type { SliceModule } from '@boutique/contracts/slice';
import { loadRemote, registerRemotes } from '@module-federation/runtime';
import { prepareReactRefresh } from './react-refresh.ts';

/** How long one attempt to load a slice may take before it counts as failed. */
const TIMEOUT_MS = 3_000;
const PAUSE_BEFORE_RETRY_MS = 300;
/** The retry does not wait longer than this to know which releases are in service by then. */
const REFRESH_MS = 1_000;
/** The contract's bound. */
const MESSAGE_LENGTH = 300;

/** A slice that could not be used, after the retry and every release that could stand in. `cause` is the last failure. */
export class SliceError extends Error {
  override name = 'SliceError';
  readonly slice: string;

  constructor(slice: string, cause: unknown) {
    super(`The slice "${slice}" could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.slice = slice;
  }
}

/** Nothing came within the time: who waits longer waits for longer still. */
class TimeoutError extends Error {
  override name = 'TimeoutError';
}

/** What is wanted of a slice: a page, or a widget. */
export interface Part<T> {
  kind: IncidentKind;
  /** The page's path or the widget's name, for who reads of its failure. */
  place: string;
  /** Whether that release has it at all. */
  isIn(frontend: Frontend): boolean;
  take(slice: SliceModule): Promise<T>;
}

/** A part, and the release that it came from. */
export interface Taken<T> {
  value: T;
  frontend: Frontend;
}

/** A release that worked until one of its parts threw. */
export interface RenderFailure {
  frontend: Frontend;
  error: unknown;
}

export interface SliceLoader {
  /** The releases of that slice that this page may use, the preferred one first. */
  find(name: string): readonly Frontend[];
  /**
   * Loads the slice and takes a part out of it. Both count as one attempt, so that a chunk that is gone is treated like a
   * server that is down: one retry, then the releases that stand in, in order, in place. A release that has failed is out
   * until nothing else works either.
   * @param failure what the part threw that is to be replaced; its release is out
   * @throws SliceError
   */
  use<T>(name: string, part: Part<T>, failure?: RenderFailure): Promise<Taken<T>>;
}

/** Loads a release of a slice; every attempt but the first, number 0, must go under URLs of its own. */
export type LoadSlice = (name: string, frontend: Frontend, number: number) => Promise<SliceModule>;

interface Options {
  discovery: DiscoveryDocument;
  /** Reads the releases in service anew. */
  refresh: () => Promise<DiscoveryDocument>;
  /** Told about every change of a release's state; how long the part took to be there, in milliseconds. */
  onState?: (name: string, state: 'loaded' | 'failed', version: string, durationMs: number) => void;
  /** Told why a release stepped aside, once it is known for which. */
  onIncident?: (name: string, incident: Incident) => void;
  load?: LoadSlice;
}

interface Attempt {
  number: number;
  module: Promise<SliceModule>;
  /** Somebody could not use it: who comes next starts another. */
  failed: boolean;
}

export function createSliceLoader({ discovery, refresh, onState, onIncident, load = loadSlice }: Options): SliceLoader {
  const known = new Map(Object.entries(discovery.microFrontends));
  /** The last one of each slice. A URL that was tried before, by whatever release, needs another number. */
  const attempts = new Map<string, Attempt & { url: string }>();
  const numbers = new Map<string, number>();
  /** URLs of releases that have failed in this page. */
  const out = new Set<string>();
  const states = new Map<string, string>();

  const find = (name: string) => known.get(name) ?? [];

  /** Joins the attempt that another page or widget has started, unless it has failed. */
  const join = (name: string, frontend: Frontend): Attempt => {
    const last = attempts.get(name);
    if (last && !last.failed && last.url === frontend.url) return last;
    const number = numbers.get(frontend.url) ?? 0;
    numbers.set(frontend.url, number + 1);
    const started = { url: frontend.url, number, module: load(name, frontend, number), failed: false };
    attempts.set(name, started);
    return started;
  };

  const tryOnce = async <T>(name: string, frontend: Frontend, { take }: Part<T>): Promise<T> => {
    const attempt = join(name, frontend);
    try {
      return await withTimeout(attempt.module.then(take), `no answer within ${TIMEOUT_MS / 1000} s`);
    } catch (failure) {
      attempt.failed = true;
      throw failure;
    }
  };

  /** A release that is not in service any more makes way for those that are. */
  const readAnew = async (name: string, frontend: Frontend): Promise<void> => {
    // without an answer the releases known so far stay
    const current = await withTimeout(refresh(), 'no discovery document', REFRESH_MS).catch(() => undefined);
    const offered = current?.microFrontends[name];
    if (offered && !offered.some(({ url }) => url === frontend.url)) known.set(name, byDefault(offered));
  };

  const report = (name: string, state: 'loaded' | 'failed', version: string, startedAt: number) => {
    const release = `${name} ${version}`;
    if (states.get(release) === state) return;
    states.set(release, state);
    onState?.(name, state, version, performance.now() - startedAt);
  };

  const next = <T>(name: string, part: Part<T>) =>
    find(name).find((frontend) => !out.has(frontend.url) && part.isIn(frontend));

  const use = async <T>(name: string, part: Part<T>, failure?: RenderFailure): Promise<Taken<T>> => {
    const startedAt = performance.now();
    const failures = failure ? [{ ...failure, kind: 'render' as IncidentKind }] : [];
    const give = (fallback: string | null) => {
      for (const { frontend, error, kind } of failures) {
        const { version, integrity } = frontend.metadata;
        onIncident?.(name, { version, integrity, kind, place: part.place, message: messageOf(error), fallback });
      }
    };
    if (failure) {
      out.add(failure.frontend.url);
      report(name, 'failed', failure.frontend.metadata.version, startedAt);
    }
    let last: unknown = failure?.error ?? new Error(`no release of "${name}" that has ${part.place} is in service`);
    for (let retried = false, frontend = next(name, part); frontend; frontend = next(name, part)) {
      const { version } = frontend.metadata;
      try {
        const value = await tryOnce(name, frontend, part);
        report(name, 'loaded', version, startedAt);
        give(version);
        return { value, frontend };
      } catch (error) {
        last = error;
        // offline, no release is better than another
        if (navigator.onLine === false) break;
        const canStandIn = find(name).some(
          (other) => other.url !== frontend.url && !out.has(other.url) && part.isIn(other),
        );
        // another part may have had the release's one retry; more of them would come without the browser's check of hashes
        const hasHadRetry = (numbers.get(frontend.url) ?? 0) > 1;
        const again = !retried && !(canStandIn && (hasHadRetry || error instanceof TimeoutError));
        console.warn(`[boutique] slice ${name} ${version}: ${String(error)}; ${again ? 'one more try' : 'it is out'}`);
        if (again) {
          retried = true;
          await Promise.all([pause(), readAnew(name, frontend)]);
          continue;
        }
        out.add(frontend.url);
        failures.push({ frontend, error, kind: part.kind });
        report(name, 'failed', version, startedAt);
        retried = false;
      }
    }
    if (failures.length === 0) report(name, 'failed', find(name)[0]?.metadata.version ?? '', startedAt);
    if (navigator.onLine !== false) give(null);
    // whoever tries again begins with the first
    for (const { url } of find(name)) out.delete(url);
    throw new SliceError(name, last);
  };
  return { find, use };
}

/** Of releases in the register's order, without this browser's canary group: the active one, then those that stand in for it. */
const byDefault = (offered: readonly Frontend[]): Frontend[] =>
  [...offered].filter(({ deployment }) => deployment.default || deployment.traffic === 0);

/** Where it happened is said in another place; addresses may hold what nobody else is to know. */
const messageOf = (error: unknown): string =>
  String(error)
    .replace(/https?:\/\/[^\s'")]+/g, (url) => new URL(url).pathname)
    .slice(0, MESSAGE_LENGTH);

/**
 * A failed load is remembered by the federation runtime and by the browser's module map, both by URL. So every further
 * attempt goes under `<release>/~<n>/`, which the gateway serves from the same files.
 */
const loadSlice: LoadSlice = async (_name, frontend, number) => {
  const url = new URL(frontend.url, location.origin);
  if (number > 0) {
    if (url.origin === location.origin) url.pathname = url.pathname.replace(/[^/]+$/, `~${number}/$&`);
    else url.searchParams.set('attempt', String(number));
  }
  if (url.origin !== location.origin) await prepareReactRefresh(url.origin);
  const { module } = frontend.extras;
  // the same name for another release: it takes the place of the one before
  registerRemotes([{ name: module, entry: url.href, type: 'module' }], { force: registered.has(module) });
  registered.add(module);
  const slice = await loadRemote<SliceModule>(`${module}/slice`);
  if (!slice?.routes || !slice.widgets) throw new Error(`${url.href} does not expose ./slice with routes and widgets`);
  await slice.ready?.();
  return slice;
};
const registered = new Set<string>();

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY_MS));

function withTimeout<T>(promise: Promise<T>, message: string, ms = TIMEOUT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(message)), ms);
  });
  return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
}
