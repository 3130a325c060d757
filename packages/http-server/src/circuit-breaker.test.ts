import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const isAnswered = vi.fn(() => promise);
  const breaker = createCircuitBreaker({ isAnswered, answerMs: 500 });
  return { breaker, isAnswered, answer: () => resolve(true) };
}

test('ends waits when the other side is silent, and closes when the question is answered', async () => {
  const { breaker, answer } = start();
  const giveUp = vi.fn();
  breaker.watch(giveUp);
  await vi.advanceTimersByTimeAsync(999);
  expect(breaker.isOpen()).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(breaker.isOpen()).toBe(true);
  expect(giveUp).toHaveBeenCalledOnce();
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(breaker.isOpen()).toBe(false);
});

test('waits that end soon ask nothing', async () => {
  const { breaker, isAnswered } = start();
  const end = breaker.watch(() => {});
  await vi.advanceTimersByTimeAsync(400);
  end(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(isAnswered).not.toHaveBeenCalled();
});

test('while others are answered, a question that waits opens nothing; once they are not, it does', async () => {
  const { breaker } = start();
  breaker.watch(() => {});
  for (let count = 0; count < 10; count += 1) {
    const end = breaker.watch(() => {});
    await vi.advanceTimersByTimeAsync(300);
    end(true);
    expect(breaker.isOpen()).toBe(false);
  }
  const end = breaker.watch(() => {});
  await vi.advanceTimersByTimeAsync(300);
  end(false);
  await vi.advanceTimersByTimeAsync(201);
  expect(breaker.isOpen()).toBe(true);
});
