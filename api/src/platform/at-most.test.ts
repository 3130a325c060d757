import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('runs at most the given number of tasks at once, in order, also when tasks fail', async () => {
  const inTurn = atMost(2, { maxWaiting: 4 });
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((number) =>
      inTurn(async () => {
        started.push(number);
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
        if (number % 2 === 1) throw new Error('refused');
        return number;
      }),
    ),
  );
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : null))).toEqual([
    0,
    null,
    2,
    null,
    4,
    null,
  ]);
  expect(await inTurn(async () => 'again')).toBe('again');
});

test('when enough tasks wait, the next one is refused until one has ended', async () => {
  const inTurn = atMost(1, { maxWaiting: 2 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const accepted = [0, 1, 2].map(() => inTurn(() => promise));
  await expect(inTurn(() => promise)).rejects.toMatchObject({
    code: 'service-indisponible',
    headers: { 'Retry-After': '2' },
  });
  resolve();
  await Promise.all(accepted);
  expect(await inTurn(async () => 'again')).toBe('again');
});
