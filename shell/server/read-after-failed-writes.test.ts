import { Readable } from 'node:stream';
import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { readAfterFailedWrites } from './read-after-failed-writes.ts';
import { startHastyApi } from './testing/hasty-api.ts';
import { deadUrl } from './testing/http.ts';

/** A body whose second piece comes when the server has answered and closed, and this process has read neither. */
async function* lateBody() {
  yield Buffer.alloc(65_536);
  await new Promise((resolve) => setImmediate(resolve));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  for (let piece = 0; piece < 20; piece += 1) yield Buffer.alloc(65_536);
}

const post = (agent: Agent, origin: string) =>
  agent.request({ origin, path: '/', method: 'POST', body: Readable.from(lateBody()) });

test('an answer is read after a write has failed', async () => {
  const agent = new Agent({ pipelining: 0, connect: readAfterFailedWrites({}) });
  const { statusCode, body } = await post(agent, await startHastyApi());
  expect([statusCode, await body.text()]).toEqual([413, 'large']);
});

test('without it, the answer is lost', async () => {
  await expect(post(new Agent({ pipelining: 0 }), await startHastyApi())).rejects.toThrow(/EPIPE|ECONNRESET/);
});

test('an address that refuses connections is an error', async () => {
  const agent = new Agent({ connect: readAfterFailedWrites({}) });
  await expect(post(agent, await deadUrl())).rejects.toThrow('ECONNREFUSED');
});
