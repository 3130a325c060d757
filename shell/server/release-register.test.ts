import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { REGISTERED_RELEASES_PATH, releaseBase } from '@boutique/contracts/release';
import { expect, test } from 'vitest';
import { deadUrl, listen } from './testing/http.ts';
import { registerAt, registered, releaseOf } from './testing/releases.ts';

const first = registered(releaseOf({ 'a.js': '1' }));
const second = registered(releaseOf({ 'a.js': '2' }, { version: '1.1.0' }));

/** Older than what the register takes for fresh. */
const staleMs = 120;

async function start(api: RequestListener) {
  return registerAt(await listen(api)).register;
}

test('reads the API’s register, from its internal address', async () => {
  const asked: unknown[] = [];
  const register = await start((request, response) => {
    asked.push(request.url);
    response.end(JSON.stringify([first]));
  });
  expect(await register.current()).toEqual([first]);
  expect(asked).toEqual([REGISTERED_RELEASES_PATH]);
});

test('sees a new release with the next page', async () => {
  let releases = [first];
  const register = await start((_request, response) => response.end(JSON.stringify(releases)));
  await register.current();
  releases = [second];
  await pause(staleMs);
  expect(await register.current()).toEqual([second]);
});

test('validates by ETag: a 304 keeps what is known', async () => {
  const validators: unknown[] = [];
  const register = await start((request, response) => {
    validators.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(JSON.stringify([first]));
  });
  await register.current();
  await pause(staleMs);
  expect(await register.current()).toEqual([first]);
  expect(validators).toEqual([undefined, '"1"']);
});

test('many pages at the same time ask once, and pages right after them not at all', async () => {
  let asked = 0;
  const register = await start(async (_request, response) => {
    asked += 1;
    await pause(50);
    response.end(JSON.stringify([first]));
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => register.current()));
  expect(answers.every(([release]) => release?.release.name === 'produits')).toBe(true);
  await register.current();
  expect(asked).toBe(1);
});

const failures: [string, RequestListener][] = [
  ['an error', (_request, response) => response.writeHead(503).end('{}')],
  ['no JSON', (_request, response) => response.end('<html>')],
  ['a document that is no register', (_request, response) => response.end('[{"origin":"x"}]')],
  [
    'a release whose file leaves its folder',
    (_request, response) => response.end(JSON.stringify([registered(releaseOf({ '../secret': '1' }))])),
  ],
  ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['nothing at all', (request) => request.socket.destroy()],
];

test.each(failures)('%s in the place of the register: the last known releases stay', async (_what, failure) => {
  let healthy = true;
  const register = await start((request, response) => {
    if (healthy) response.writeHead(200, { etag: '"1"' }).end(JSON.stringify([first]));
    else failure(request, response);
  });
  await register.current();
  healthy = false;
  await pause(staleMs);
  expect(await register.current()).toEqual([first]);
  healthy = true;
  await pause(staleMs);
  expect(await register.current()).toEqual([first]);
});

test('an API that was never there: no releases, and no failure', async () => {
  const { register } = registerAt(await deadUrl());
  expect(await register.current()).toEqual([]);
  expect(await register.byPath('/remotes/produits/1/')).toBeUndefined();
});

test('an API that hangs holds a page up for a second at most', async () => {
  const register = await start(() => {});
  const asked = performance.now();
  expect(await register.current()).toEqual([]);
  expect(performance.now() - asked).toBeLessThan(1_500);
});

test('finds a release by its path; one that has just been registered as well', async () => {
  let releases = [first];
  const register = await start((_request, response) => response.end(JSON.stringify(releases)));
  expect(await register.byPath(releaseBase(first.release))).toEqual(first);
  releases = [first, second];
  await pause(staleMs);
  expect(await register.byPath(releaseBase(second.release))).toEqual(second);
  expect(await register.byPath('/remotes/produits/9.9.9-none/')).toBeUndefined();
});

test('a release that it knows is served without asking, while the API is down too', async () => {
  let asked = 0;
  const register = await start((_request, response) => {
    asked += 1;
    response.end(JSON.stringify([first]));
  });
  await register.current();
  await pause(staleMs);
  await register.byPath(releaseBase(first.release));
  expect(asked).toBe(1);
});
