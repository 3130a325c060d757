import { ApiError } from '@boutique/contracts/client';
import { DISCOVERY_SCHEMA, type DiscoveryDocument, type Frontend, type Incident } from '@boutique/contracts/frontends';
import type { PageModule, SliceModule } from '@boutique/contracts/slice';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SliceError } from './slice-error.ts';
import { createSliceLoader, type LoadSlice, type RenderFailure } from './slice-loader.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const frontend = (version: string): Frontend => ({
  url: `/remotes/produits/${version}/remoteEntry.js`,
  metadata: { integrity: 'sha384-x', version },
  deployment: { traffic: 100, default: true },
  extras: {
    module: 'produits',
    routes: [{ path: '/produits', requests: [] }],
    navigation: [],
    widgets: [],
  },
});

const discovery = (...versions: string[]): DiscoveryDocument => ({
  schema: DISCOVERY_SCHEMA,
  microFrontends: { produits: versions.map(frontend) },
});

const page: PageModule = { Component: () => null };
const slice: SliceModule = { routes: { '/produits': async () => page }, widgets: {} };
const takePage = async ({ routes }: SliceModule) => routes['/produits']?.();
const never = () => new Promise<never>(() => {});

/** A loader whose n-th attempt gets the n-th answer; further attempts repeat the last one. */
function start(...answers: (() => Promise<SliceModule>)[]) {
  return startWith(['1.0.0'], ...answers);
}

/** The same with these versions: the first in use, the others as its fallbacks. */
function startWith(versions: string[], ...answers: (() => Promise<SliceModule>)[]) {
  const attempts: { number: number; version: string | undefined }[] = [];
  const states: string[] = [];
  const incidents: Incident[] = [];
  let inService = discovery(...versions);
  let refreshing = async () => inService;
  const load: LoadSlice = (_name, found, number) => {
    attempts.push({ number, version: found.metadata.version });
    return (answers[attempts.length - 1] ?? answers.at(-1) ?? never)();
  };
  const loader = createSliceLoader({
    discovery: inService,
    refresh: () => refreshing(),
    onState: (name, state, version) => states.push(`${name} ${version} ${state}`),
    onIncident: (_name, incident) => incidents.push(incident),
    load,
  });
  const use = <T>(take: (slice: SliceModule) => Promise<T>, failure?: RenderFailure, path = '/produits') =>
    loader
      .use(
        'produits',
        { kind: 'page', place: path, isIn: ({ extras }) => extras.routes.some((route) => route.path === path), take },
        failure,
      )
      .then(({ value }) => value);
  return {
    loader,
    use,
    incidents,
    attempts,
    states,
    publish: (...versions: string[]) => {
      inService = discovery(...versions);
    },
    breakRefresh: (refresh: () => Promise<DiscoveryDocument>) => {
      refreshing = refresh;
    },
  };
}

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));
const works = async () => slice;
const fails = async (): Promise<SliceModule> => {
  throw new Error('connection refused');
};

/** The outcome after all timers have run. */
async function outcome<T>(promise: Promise<T>) {
  const settled = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return settled;
}

test('a slice is loaded once for all its sections, and each section is taken once', async () => {
  const { use, attempts, states } = start(works);
  const take = vi.fn(takePage);
  expect(await use(take)).toBe(page);
  expect(await use(take)).toBe(page);
  expect(take).toHaveBeenCalledTimes(1);
  expect(attempts).toEqual([{ number: 0, version: '1.0.0' }]);
  expect(states).toEqual(['produits 1.0.0 loaded']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a failed attempt is followed by one retry, after a pause and with another number', async () => {
  const { use, attempts } = start(fails, works);
  const using = use(takePage);
  await vi.advanceTimersByTimeAsync(299);
  expect(attempts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await using).toBe(page);
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('the retry uses the release that is in service by then', async () => {
  const { loader, use, attempts, states, publish } = start(fails, works);
  const using = use(takePage);
  publish('1.1.0');
  expect(await outcome(using)).toEqual({ value: page });
  expect(attempts.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0']);
  expect(states).toEqual(['produits 1.1.0 loaded']);
  expect(loader.find('produits')[0]?.metadata.version).toBe('1.1.0');
});

test.each<[string, () => Promise<DiscoveryDocument>]>([
  ['fails', () => Promise.reject(new Error('offline'))],
  ['hangs', never],
])('when the discovery request %s, the known releases stay', async (_how, refresh) => {
  const { use, attempts, breakRefresh } = start(fails, works);
  breakRefresh(refresh);
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(attempts.map(({ version }) => version)).toEqual(['1.0.0', '1.0.0']);
});

test('an attempt that hangs, while the gateway answers at once, counts as failed after three seconds', async () => {
  const { use, attempts } = start(never, works);
  const using = use(takePage);
  await vi.advanceTimersByTimeAsync(3_299);
  expect(attempts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await using).toBe(page);
});

test('a page with a missing chunk counts as a failed attempt', async () => {
  const { use, attempts } = start(works);
  let chunks = 0;
  const take = async () => {
    chunks += 1;
    if (chunks === 1) throw new Error('Failed to fetch dynamically imported module');
    return page;
  };
  expect(await outcome(use(take))).toEqual({ value: page });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('two failed attempts throw a SliceError with the last cause', async () => {
  const { use, attempts, states } = start(fails, async () => {
    throw new Error('no such file');
  });
  const { error } = (await outcome(use(takePage))) as { error: unknown };
  expect(error).toBeInstanceOf(SliceError);
  expect(error).toMatchObject({
    slice: 'produits',
    message: 'The slice "produits" could not be loaded: no such file',
    cause: new Error('no such file'),
  });
  expect(attempts).toHaveLength(2);
  expect(states).toEqual(['produits 1.0.0 failed']);
});

test('after a failure the next use starts at once, with two new attempts', async () => {
  const { use, attempts, states } = start(fails, fails, fails, works);
  await outcome(use(takePage));
  const using = use(takePage);
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2]);
  expect(await outcome(using)).toEqual({ value: page });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  expect(await use(takePage)).toBe(page);
  expect(attempts).toHaveLength(4);
  expect(states).toEqual(['produits 1.0.0 failed', 'produits 1.0.0 loaded']);
});

test('a slice that works again is used without a pause', async () => {
  const { use } = start(fails, fails, works);
  await outcome(use(takePage));
  expect(await use(takePage)).toBe(page);
});

test('a page and a widget that need the slice at the same time share both attempts', async () => {
  const { use, attempts } = start(fails, works);
  const both = Promise.all([use(takePage), use(takePage)]);
  expect(await outcome(both)).toEqual({ value: [page, page] });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('a use during the pause starts at once, and the paused use joins its attempt', async () => {
  const { use, attempts } = start(fails, works);
  const paused = use(takePage);
  await vi.advanceTimersByTimeAsync(100);
  expect(await use(takePage)).toBe(page);
  expect(await outcome(paused)).toEqual({ value: page });
  expect(attempts).toHaveLength(2);
});

test('the failure of one page does not end an attempt that another page has just started', async () => {
  const { use, attempts } = start(works);
  const broken = () => Promise.reject(new Error('chunk is gone'));
  const failing = outcome(use(broken));
  expect(await failing).toHaveProperty('error');
  // the third attempt is running
  const first = use(takePage);
  const second = use(takePage);
  expect(await outcome(Promise.all([first, second]))).toEqual({ value: [page, page] });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2]);
});

test('a slow load goes on for as long as it takes, under its own URL, and is no evidence against its release', async () => {
  const { use, attempts, states, incidents, breakRefresh } = startWith(['1.1.0', '1.0.0'], () => after(19_000, slice));
  breakRefresh(() => after(800, discovery('1.1.0', '1.0.0')));
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(versionsOf(attempts)).toEqual(['1.1.0~0']);
  expect(states).toEqual(['produits 1.1.0 loaded']);
  expect(incidents).toEqual([]);
});

test('when nothing arrives for long over a slow network, the error says so; what arrives late is taken', async () => {
  const { use, attempts, states, incidents, breakRefresh } = startWith(['1.1.0', '1.0.0'], () => after(40_000, slice));
  breakRefresh(() => after(800, discovery('1.1.0', '1.0.0')));
  const using = use(takePage).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(30_000);
  const error = (await using) as SliceError;
  expect(error).toBeInstanceOf(SliceError);
  await vi.advanceTimersByTimeAsync(10_000);
  await error.arriving;
  expect(await use(takePage)).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.1.0~0']);
  expect(states).toEqual(['produits 1.1.0 loaded']);
  expect(incidents).toEqual([]);
});

test.each<[string, () => Promise<DiscoveryDocument>]>([
  ['answers slowly', () => after(800, discovery('1.1.0', '1.0.0'))],
  ['does not answer', () => Promise.reject(new Error('offline'))],
])('a failure is not reported when the gateway %s', async (_how, refresh) => {
  const { use, incidents, breakRefresh } = startWith(['1.1.0', '1.0.0'], fails, fails, works);
  breakRefresh(refresh);
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(incidents).toEqual([]);
});

test('a failure is reported when the gateway answers that the API is down', async () => {
  const { use, incidents, breakRefresh } = startWith(['1.1.0', '1.0.0'], fails, fails, works);
  breakRefresh(() => Promise.reject(new ApiError('service-indisponible', 503, 'down')));
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(incidents).toHaveLength(1);
});

test('an attempt that fails after its timeout causes no unhandled rejection', async () => {
  const late = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 10_000));
  const { use } = start(late, works);
  expect(await outcome(use(takePage))).toEqual({ value: page });
});

const versionsOf = (attempts: { number: number; version: string | undefined }[]) =>
  attempts.map(({ version, number }) => `${version}~${number}`);

test('a release that fails twice is replaced by its fallback, also for later uses', async () => {
  const { use, attempts, states, incidents } = startWith(['1.1.0', '1.0.0'], fails, fails, works);
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.1.0~1', '1.0.0~0']);
  expect(await use(takePage)).toBe(page);
  expect(attempts).toHaveLength(3);
  expect(states).toEqual(['produits 1.1.0 failed', 'produits 1.0.0 loaded']);
  expect(incidents).toEqual([
    {
      version: '1.1.0',
      integrity: 'sha384-x',
      kind: 'page',
      place: '/produits',
      message: 'Error: connection refused',
      fallback: '1.0.0',
    },
  ]);
});

test('a release that hangs is not retried when there is a fallback', async () => {
  const { use, attempts } = startWith(['1.1.0', '1.0.0'], never, works);
  const using = use(takePage);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await using).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.0.0~0']);
});

test('a page that throws is replaced by that of the fallback', async () => {
  const { loader, use, attempts, incidents } = startWith(['1.1.0', '1.0.0'], works);
  await use(takePage);
  const [broken] = loader.find('produits') as [Frontend];
  const error = new TypeError('failed at https://shop.example/produits?q=secret of x');
  expect(await use(takePage, { frontend: broken, error })).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.0.0~0']);
  expect(incidents).toMatchObject([
    { version: '1.1.0', kind: 'render', fallback: '1.0.0', message: 'TypeError: failed at /produits of x' },
  ]);
});

test('when every release fails, all are reported, and the next use starts with the first', async () => {
  const { use, attempts, states, incidents } = startWith(['1.1.0', '1.0.0'], fails, fails, fails, fails, works);
  expect(await outcome(use(takePage))).toHaveProperty('error.slice', 'produits');
  expect(incidents.map(({ version, fallback }) => [version, fallback])).toEqual([
    ['1.1.0', null],
    ['1.0.0', null],
  ]);
  expect(await use(takePage)).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.1.0~1', '1.0.0~0', '1.0.0~1', '1.1.0~2']);
  expect(states.at(-1)).toBe('produits 1.1.0 loaded');
});

test('a page that only the fallback has is not a failure of the first release', async () => {
  const { loader, use, attempts, incidents } = startWith(['1.1.0', '1.0.0'], works);
  const [, before] = loader.find('produits');
  before?.extras.routes.push({ path: '/favoris', requests: [] });
  expect(await use(takePage, undefined, '/favoris')).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.0.0~0']);
  expect(incidents).toEqual([]);
});

test('offline, no fallback is used and nothing is reported', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { use, attempts, incidents } = startWith(['1.1.0', '1.0.0'], fails, works);
  expect(await outcome(use(takePage))).toHaveProperty('error');
  expect(attempts).toHaveLength(1);
  vi.stubGlobal('navigator', { onLine: true });
  expect(await use(takePage)).toBe(page);
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.1.0~1']);
  expect(incidents).toEqual([]);
  vi.unstubAllGlobals();
});

test('a page and a widget that fail share the release’s one retry when there is a fallback', async () => {
  const { use, attempts } = startWith(['1.1.0', '1.0.0'], fails, fails, works);
  const late = use(async (slice) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return takePage(slice);
  });
  expect(await outcome(Promise.all([use(takePage), late]))).toEqual({ value: [page, page] });
  expect(await outcome(use(takePage))).toEqual({ value: page });
  expect(versionsOf(attempts)).toEqual(['1.1.0~0', '1.1.0~1', '1.0.0~0']);
});
