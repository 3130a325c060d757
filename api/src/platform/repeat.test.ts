import { expect, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { startRepeating } from './repeat.ts';

const log = createLog('silent');

test('a round that takes long leaves no queue of rounds behind it', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const work = vi.fn(() => promise);
  const repeating = startRepeating({ work, log, failure: 'it fails', everyMs: 5 });
  await vi.waitFor(() => expect(work).toHaveBeenCalledOnce());
  await new Promise((done) => setTimeout(done, 100));
  expect(work).toHaveBeenCalledOnce();
  resolve(false);
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(1));
  await repeating.stop();
  const calls = work.mock.calls.length;
  await new Promise((done) => setTimeout(done, 50));
  expect(work).toHaveBeenCalledTimes(calls);
});

test('a failure is logged once, until a round succeeds', async () => {
  const warn = vi.spyOn(log, 'warn');
  const work = vi.fn().mockRejectedValue(new Error('the database is down'));
  const repeating = startRepeating({ work, log, failure: 'it fails', everyMs: 5 });
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3));
  expect(warn).toHaveBeenCalledOnce();
  work.mockResolvedValueOnce(false);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(2));
  await repeating.stop();
});
