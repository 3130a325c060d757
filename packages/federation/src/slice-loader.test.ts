import { DISCOVERY_SCHEMA, type DiscoveryDocument, type Frontend } from '@boutique/contracts/frontends';
import type { PageModule, SliceModule } from '@boutique/contracts/slice';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSliceLoader, type LoadSlice, SliceError } from './slice-loader.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const frontend = (version: string): Frontend => ({
  url: `/remotes/produits/${version}/mf-manifest.json`,
  metadata: { integrity: 'sha384-x', version },
  deployment: { traffic: 100, default: true },
  extras: { module: 'produits', exposes: ['./slice'], routes: [], navigation: [], widgets: [] },
});

const discovery = (version: string): DiscoveryDocument => ({
  schema: DISCOVERY_SCHEMA,
  microFrontends: { produits: [frontend(version)] },
});

const page: PageModule = { Component: () => null };
const slice: SliceModule = { routes: { '/produits': async () => page }, widgets: {} };
const takePage = async ({ routes }: SliceModule) => routes['/produits']?.();
const never = () => new Promise<never>(() => {});

/** A loader whose attempts go as told: the first answer is that of the first attempt, and so on; the last one stays. */
function start(...answers: (() => Promise<SliceModule>)[]) {
  const attempts: { number: number; version: string | undefined }[] = [];
  const states: string[] = [];
  let inService = discovery('1.0.0');
  let refreshing = async () => inService;
  const load: LoadSlice = (_name, found, number) => {
    attempts.push({ number, version: found?.metadata.version });
    return (answers[attempts.length - 1] ?? answers.at(-1) ?? never)();
  };
  const loader = createSliceLoader({
    discovery: inService,
    refresh: () => refreshing(),
    onState: (name, etat, version) => states.push(`${name} ${version} ${etat}`),
    load,
  });
  return {
    loader,
    attempts,
    states,
    publish: (version: string) => {
      inService = discovery(version);
    },
    breakRefresh: (refresh: () => Promise<DiscoveryDocument>) => {
      refreshing = refresh;
    },
  };
}

const works = async () => slice;
const fails = async (): Promise<SliceModule> => {
  throw new Error('connection refused');
};

/** The outcome, with all the time in the world passing until then. */
async function outcome<T>(promise: Promise<T>) {
  const settled = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return settled;
}

test('a slice is loaded once for everything that is taken out of it', async () => {
  const { loader, attempts, states } = start(works);
  expect(await loader.use('produits', takePage)).toBe(page);
  expect(await loader.use('produits', takePage)).toBe(page);
  expect(attempts).toEqual([{ number: 0, version: '1.0.0' }]);
  expect(states).toEqual(['produits 1.0.0 chargee']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a failed attempt is followed by one more, after a pause and under another number', async () => {
  const { loader, attempts } = start(fails, works);
  const using = loader.use('produits', takePage);
  await vi.advanceTimersByTimeAsync(299);
  expect(attempts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await using).toBe(page);
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('the second attempt takes the release that is in service by then', async () => {
  const { loader, attempts, states, publish } = start(fails, works);
  const using = loader.use('produits', takePage);
  publish('1.1.0');
  expect(await outcome(using)).toEqual({ value: page });
  expect(attempts.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0']);
  expect(states).toEqual(['produits 1.1.0 chargee']);
  expect(loader.find('produits')?.metadata.version).toBe('1.1.0');
});

test.each<[string, () => Promise<DiscoveryDocument>]>([
  ['fails', () => Promise.reject(new Error('offline'))],
  ['hangs', never],
])('a discovery that %s leaves the releases known so far', async (_how, refresh) => {
  const { loader, attempts, breakRefresh } = start(fails, works);
  breakRefresh(refresh);
  expect(await outcome(loader.use('produits', takePage))).toEqual({ value: page });
  expect(attempts.map(({ version }) => version)).toEqual(['1.0.0', '1.0.0']);
});

test('an attempt that hangs counts as failed after three seconds', async () => {
  const { loader, attempts } = start(never, works);
  const using = loader.use('produits', takePage);
  await vi.advanceTimersByTimeAsync(3_299);
  expect(attempts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await using).toBe(page);
});

test('a page whose chunk is gone is an attempt that has failed', async () => {
  const { loader, attempts } = start(works);
  let chunks = 0;
  const take = async () => {
    chunks += 1;
    if (chunks === 1) throw new Error('Failed to fetch dynamically imported module');
    return page;
  };
  expect(await outcome(loader.use('produits', take))).toEqual({ value: page });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('two failed attempts are a SliceError with the last cause', async () => {
  const { loader, attempts, states } = start(fails, async () => {
    throw new Error('no such file');
  });
  const { error } = (await outcome(loader.use('produits', takePage))) as { error: unknown };
  expect(error).toBeInstanceOf(SliceError);
  expect(error).toMatchObject({
    slice: 'produits',
    message: 'The slice "produits" could not be loaded: no such file',
    cause: new Error('no such file'),
  });
  expect(attempts).toHaveLength(2);
  expect(states).toEqual(['produits 1.0.0 en-panne']);
});

test('after a failure the next use starts afresh at once, with two attempts of its own', async () => {
  const { loader, attempts, states } = start(fails, fails, fails, works);
  await outcome(loader.use('produits', takePage));
  const using = loader.use('produits', takePage);
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2]);
  expect(await outcome(using)).toEqual({ value: page });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  expect(await loader.use('produits', takePage)).toBe(page);
  expect(attempts).toHaveLength(4);
  expect(states).toEqual(['produits 1.0.0 en-panne', 'produits 1.0.0 chargee']);
});

test('a recovered slice answers without a pause', async () => {
  const { loader } = start(fails, fails, works);
  await outcome(loader.use('produits', takePage));
  expect(await loader.use('produits', takePage)).toBe(page);
});

test('a page and a widget that need the slice at the same time share both attempts', async () => {
  const { loader, attempts } = start(fails, works);
  const both = Promise.all([loader.use('produits', takePage), loader.use('produits', takePage)]);
  expect(await outcome(both)).toEqual({ value: [page, page] });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1]);
});

test('who comes during the pause does not wait for it, and is joined by who paused', async () => {
  const { loader, attempts } = start(fails, works);
  const paused = loader.use('produits', takePage);
  await vi.advanceTimersByTimeAsync(100);
  expect(await loader.use('produits', takePage)).toBe(page);
  expect(await outcome(paused)).toEqual({ value: page });
  expect(attempts).toHaveLength(2);
});

test('one page’s failure does not end the attempt that another has just started', async () => {
  const { loader, attempts } = start(works);
  const broken = () => Promise.reject(new Error('chunk is gone'));
  const failing = outcome(loader.use('produits', broken));
  expect(await failing).toHaveProperty('error');
  // the third attempt, under way
  const first = loader.use('produits', takePage);
  const second = loader.use('produits', takePage);
  expect(await outcome(Promise.all([first, second]))).toEqual({ value: [page, page] });
  expect(attempts.map(({ number }) => number)).toEqual([0, 1, 2]);
});

test('an attempt that fails after it was given up is nobody’s unhandled rejection', async () => {
  const late = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 10_000));
  const { loader } = start(late, works);
  expect(await outcome(loader.use('produits', takePage))).toEqual({ value: page });
});
