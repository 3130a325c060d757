import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StalledError, whileArriving } from './while-arriving.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));
const never = () => new Promise<never>(() => {});

/** @param arrivals when parts arrive, in milliseconds from the start */
function wait(loading: Promise<unknown>, arrivals: readonly number[], isPrompt: () => Promise<boolean>) {
  const startedAt = performance.now();
  const lastArrival = () => {
    const elapsed = performance.now() - startedAt;
    return startedAt + (arrivals.findLast((at) => at <= elapsed) ?? 0);
  };
  return whileArriving(loading, { lastArrival, isPrompt }).catch((error: unknown) => error);
}

test('as long as parts arrive, nothing is asked', async () => {
  const isPrompt = vi.fn(async () => true);
  const waiting = wait(after(12_000, 'slice'), [2_500, 5_000, 7_500, 10_000], isPrompt);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(await waiting).toBe('slice');
  expect(isPrompt).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('three quiet seconds on a network in order are the release’s fault', async () => {
  const waiting = wait(never(), [2_000], async () => true);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(await Promise.race([waiting, Promise.resolve('waiting')])).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(await waiting).toMatchObject({ isRelease: true, message: 'nothing has arrived for 3 s' });
});

test('what arrives while the network is asked needs no blame', async () => {
  const waiting = wait(after(3_100, 'slice'), [], () => after(200, true));
  await vi.advanceTimersByTimeAsync(3_200);
  expect(await waiting).toBe('slice');
});

test('on a slow network, twenty quiet seconds are the network’s fault', async () => {
  const waiting = wait(never(), [10_000], () => after(800, false));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(await Promise.race([waiting, Promise.resolve('waiting')])).toBe('waiting');
  await vi.advanceTimersByTimeAsync(5_000);
  const error = await waiting;
  expect(error).toBeInstanceOf(StalledError);
  expect(error).toMatchObject({ isRelease: false });
});

test('a failure is passed on', async () => {
  const waiting = wait(Promise.reject(new Error('refused')), [], async () => true);
  expect(await waiting).toEqual(new Error('refused'));
});
