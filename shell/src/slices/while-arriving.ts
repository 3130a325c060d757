/** For so long nothing may arrive before the gateway is asked whether the network is to blame. */
const QUIET_MS = 3_000;
/** After this, the page says that nothing arrives. The load goes on. */
const GIVE_UP_MS = 20_000;

/** Nothing has arrived for long. */
export class StalledError extends Error {
  override name = 'StalledError';
  /** Whether everything else arrives in normal time: then the release is to blame. */
  readonly isRelease: boolean;

  constructor(isRelease: boolean, quietMs: number) {
    super(`nothing has arrived for ${Math.round(quietMs / 1_000)} s${isRelease ? '' : ', over a slow network'}`);
    this.isRelease = isRelease;
  }
}

interface Waiting {
  /** When something arrived last, in milliseconds of `performance.now()`. */
  lastArrival: () => number;
  /** Whether the network is in order now. */
  isPrompt: () => Promise<boolean>;
}

/**
 * Waits for a load as long as parts of it arrive: on a slow network they take long, and to begin anew would only take
 * longer. @throws StalledError
 */
export async function whileArriving<T>(loading: Promise<T>, { lastArrival, isPrompt }: Waiting): Promise<T> {
  const startedAt = performance.now();
  for (let wait = QUIET_MS; ; ) {
    if (await settlesWithin(loading, wait)) return loading;
    const quiet = performance.now() - Math.max(startedAt, lastArrival());
    if (quiet < QUIET_MS) {
      wait = QUIET_MS - quiet;
      continue;
    }
    // what comes meanwhile needs no blame
    const asking = isPrompt();
    if (await settlesBefore(loading, asking)) return loading;
    const prompt = await asking;
    if (prompt || quiet >= GIVE_UP_MS) throw new StalledError(prompt, quiet);
    wait = QUIET_MS;
  }
}

/** Whether a promise is fulfilled or rejected within a time. */
export async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return settlesBefore(promise, expired).finally(() => clearTimeout(timer));
}

/** Whether a promise is fulfilled or rejected before another one. */
const settlesBefore = (promise: Promise<unknown>, other: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    other.then(() => false),
  ]);

const arrivals = new Map<string, number>();

/** When a file of a release arrived last, in milliseconds of `performance.now()`; 0 before the first one. */
export const lastArrivalOf = (entryUrl: string): number => arrivals.get(folderOf(entryUrl)) ?? 0;

/** The folder of a release's files; further attempts have folders of their own in it. */
const folderOf = (url: string): string => url.replace(/(~\d+\/)?[^/]*$/, '');

/** Without it, a load counts as quiet from its start. */
if ('PerformanceObserver' in globalThis && 'location' in globalThis) {
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      arrivals.set(folderOf(name.replace(location.origin, '')), startTime + duration);
    }
  }).observe({ type: 'resource', buffered: true });
}
