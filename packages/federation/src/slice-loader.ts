import type { DiscoveryDocument, Frontend } from '@boutique/contracts/frontends';
import type { SliceModule } from '@boutique/contracts/slice';
import { loadRemote, registerRemotes } from '@module-federation/runtime';

/** How long one attempt to load a slice may take before it counts as failed. */
const TIMEOUT_MS = 3_000;
const PAUSE_BEFORE_RETRY_MS = 300;

/** A slice that could not be used, after the retry. `cause` is the last failure. */
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

export interface SliceLoader {
  /** The release of that slice that this page uses; undefined when no such slice is in service. */
  find(name: string): Frontend | undefined;
  /**
   * Loads the slice and takes something out of it: a page, a widget. Both count as one attempt, so that a chunk that is
   * gone is treated like a server that is down: one retry, with the releases that are in service by then.
   * @throws SliceError
   */
  use<T>(name: string, take: (slice: SliceModule) => Promise<T>): Promise<T>;
}

/** Loads a release of a slice; every attempt but the first, number 0, must go under URLs of its own. */
export type LoadSlice = (name: string, frontend: Frontend | undefined, number: number) => Promise<SliceModule>;

interface Options {
  discovery: DiscoveryDocument;
  /** Reads the releases in service anew. */
  refresh: () => Promise<DiscoveryDocument>;
  /** Told about every change of a slice's state. */
  onState?: (name: string, etat: 'chargee' | 'en-panne', version: string) => void;
  load?: LoadSlice;
}

interface Attempt {
  number: number;
  module: Promise<SliceModule>;
  /** Somebody could not use it: who comes next starts another. */
  failed: boolean;
}

export function createSliceLoader({ discovery, refresh, onState, load = loadSlice }: Options): SliceLoader {
  let current = discovery;
  const attempts = new Map<string, Attempt>();
  const states = new Map<string, string>();

  const find = (name: string) => current.microFrontends[name]?.[0];

  /** Joins the attempt that another page or widget has started, unless it has failed. */
  const join = (name: string): Attempt => {
    const known = attempts.get(name);
    if (known && !known.failed) return known;
    const number = known ? known.number + 1 : 0;
    const started = { number, module: load(name, find(name), number), failed: false };
    attempts.set(name, started);
    return started;
  };

  const tryOnce = async <T>(name: string, take: (slice: SliceModule) => Promise<T>): Promise<T> => {
    const attempt = join(name);
    try {
      return await withTimeout(attempt.module.then(take), `no answer within ${TIMEOUT_MS / 1000} s`);
    } catch (failure) {
      attempt.failed = true;
      throw failure;
    }
  };

  const report = (name: string, etat: 'chargee' | 'en-panne') => {
    const version = find(name)?.metadata.version ?? '';
    const state = `${etat} ${version}`;
    if (states.get(name) === state) return;
    states.set(name, state);
    onState?.(name, etat, version);
  };

  const retry = async <T>(name: string, take: (slice: SliceModule) => Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY_MS));
    // without an answer the releases known so far stay
    current = await withTimeout(refresh(), 'no discovery document').catch(() => current);
    return tryOnce(name, take);
  };

  const use = async <T>(name: string, take: (slice: SliceModule) => Promise<T>): Promise<T> => {
    try {
      const taken = await tryOnce(name, take).catch((failure: unknown) => {
        console.warn(`[boutique] slice ${name}: ${String(failure)}; one more try`);
        return retry(name, take);
      });
      report(name, 'chargee');
      return taken;
    } catch (failure) {
      report(name, 'en-panne');
      throw new SliceError(name, failure);
    }
  };
  return { find, use };
}

/**
 * A failed load is remembered by the federation runtime and by the browser's module map, both by URL. So every further
 * attempt goes under `<release>/~<n>/`, which the gateway serves from the same files.
 */
const loadSlice: LoadSlice = async (name, frontend, number) => {
  if (!frontend) throw new Error(`no release of "${name}" is in service`);
  const url = new URL(frontend.url, location.origin);
  if (number > 0) {
    if (url.origin === location.origin) url.pathname = url.pathname.replace(/[^/]+$/, `~${number}/$&`);
    else url.searchParams.set('essai', String(number));
  }
  const { module } = frontend.extras;
  registerRemotes([{ name: module, entry: url.href, type: 'module' }], { force: number > 0 });
  const slice = await loadRemote<SliceModule>(`${module}/slice`);
  if (!slice?.routes || !slice.widgets) throw new Error(`${url.href} does not expose ./slice with routes and widgets`);
  await slice.ready?.();
  return slice;
};

function withTimeout<T>(promise: Promise<T>, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), TIMEOUT_MS);
  });
  return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
}
