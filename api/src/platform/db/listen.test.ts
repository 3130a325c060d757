import { queryObjects } from 'node:v8';
import { expect, onTestFinished } from 'vitest';
import { test } from '../../../test/fixtures.ts';
import { createLog } from '../log.ts';
import { listen } from './listen.ts';

test('forgets each answer of the listening connection', async ({ db }) => {
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  const listener = listen(db, 'anything', { log: createLog('silent'), onChange: () => resolve() });
  onTestFinished(listener.stop);
  await listening;
  for (let count = 0; count < 300; count += 1) expect(await listener.catchUp()).toBe(true);
  const { constructor: Result } = (await db.raw('select 1')) as { constructor: () => void };
  expect(Result.name).toBe('Result');
  expect(queryObjects(Result, { format: 'count' })).toBeLessThan(30);
});
