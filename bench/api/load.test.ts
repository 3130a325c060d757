import { platform } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { measure } from './load.ts';
import { startOpponent } from './opponent.ts';

const load = { path: '/', clients: 2, seconds: 1, status: 200 };

/** It reads /proc. */
test.runIf(platform() === 'linux')('measures a server, and fails at an answer with another status', async () => {
  const headers = { 'content-type': 'text/plain', etag: '"a"' };
  const opponent = await startOpponent('plain-koa', { headers, body: Buffer.from('text').toString('base64') });
  onTestFinished(() => opponent.stop());
  const answer = await fetch(opponent.url);
  expect([answer.headers.get('etag'), await answer.text()]).toEqual(['"a"', 'text']);
  const result = await measure(opponent, load);
  for (const figure of Object.values(result)) expect(figure).toBeGreaterThanOrEqual(0);
  expect(result.perSecond).toBeGreaterThan(0);
  expect(result.memory).toBeGreaterThan(0);
  const notModified = { ...load, headers: { 'if-none-match': '"a"' }, status: 304 };
  expect((await measure(opponent, notModified)).perSecond).toBeGreaterThan(0);
  await expect(measure(opponent, { ...load, status: 304 })).rejects.toThrow('statuses {"200"');
});
