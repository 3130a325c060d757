import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileDigest } from '@boutique/contracts/release';
import { integrityOf } from '@boutique/release/integrity';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openContentFolder } from './content-folder.ts';
import { createReleaseStore } from './release-store.ts';
import { type FakeApi, offer, startApi } from './testing/fake-api.ts';
import { log, startGateway } from './testing/gateway.ts';
import { deadUrl, listen } from './testing/http.ts';
import { packedOf } from './testing/releases.ts';

const shared = 's'.repeat(300);
const first = packedOf({ 'a.js': 'first', 'shared.js': shared });
const second = packedOf({ 'a.js': 'second', 'shared.js': shared }, { version: '1.1.0' });
const third = packedOf({ 'a.js': 'third'.repeat(60) }, { version: '1.2.0' });

let place: string;
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'boutique-releases-'));
  // a write may still be running
  return () => rm(place, { recursive: true, force: true, maxRetries: 5 });
});

const digestOf = (content: string) => fileDigest(integrityOf(content));
const filesAsked = ({ asked }: FakeApi) => asked.filter((url) => url.startsWith('/api/frontends/files/'));
const untilOnDisk = (...contents: string[]) =>
  vi.waitFor(async () => expect(await readdir(place)).toEqual(expect.arrayContaining(contents.map(digestOf))));

/** A store that fetches these releases. */
async function holding(apiUrl: string, ...releases: (typeof first)[]) {
  const store = createReleaseStore({ apiUrl, log });
  const hold = () =>
    store.hold(
      releases.map(({ release }) => release),
      [],
      () => {},
    );
  hold();
  const isWhole = () => releases.every(({ release }) => store.isWhole(release));
  return { store, hold, isWhole };
}

test('fetches each content once, by its hash, even when several releases have it', async () => {
  const api = await startApi(offer(first), offer(second));
  const { store, isWhole } = await holding(api.url, first, second);
  await vi.waitFor(() => expect(isWhole()).toBe(true));
  expect(filesAsked(api).sort()).toEqual(
    ['first', 'second', shared].map((content) => `/api/frontends/files/${digestOf(content)}`).sort(),
  );
  expect((await store.read(second.release, 'shared.js')).toString()).toBe(shared);
  expect(filesAsked(api)).toHaveLength(3);
});

test('downloads at most eight files at the same time', async () => {
  const contents = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.js`, `file ${index}`]));
  const many = packedOf(contents);
  const api = await startApi(offer(many));
  let open = 0;
  let most = 0;
  const slow = await listen((request, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end(api.files.get(request.url?.split('/').at(-1) ?? ''));
    }, 10);
  });
  const { isWhole } = await holding(slow, many);
  await vi.waitFor(() => expect(isWhole()).toBe(true), 3_000);
  expect(most).toBe(8);
});

const lies: [string, RequestListener][] = [
  ['other bytes of the same size', (_request, response) => response.end('FIRST')],
  ['more bytes', (_request, response) => response.end('first and more')],
  ['fewer bytes', (_request, response) => response.end('fir')],
  ['a 404', (_request, response) => response.writeHead(404).end()],
  ['a 500 with the file', (_request, response) => response.writeHead(500).end('first')],
  ['a redirect', (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  [
    'an answer that breaks off',
    (_request, response) => void response.writeHead(200, { 'content-length': 5 }).write('fir'),
  ],
];

test.each(lies)(
  '%s instead of a file: it is not kept, and the file is requested again until it is right',
  async (what, lie) => {
    const api = await startApi(offer(first));
    const isFirst = (url = '') => url.endsWith(digestOf('first'));
    api.failure = (request, response) => {
      if (!isFirst(request.url)) return response.end(shared);
      lie(request, response);
      if (what.includes('breaks off')) setTimeout(() => response.destroy(), 20);
    };
    const { store, hold, isWhole } = await holding(api.url, first);
    await vi.waitFor(() => expect(filesAsked(api).filter(isFirst).length).toBeGreaterThanOrEqual(3), 3_000);
    expect(isWhole()).toBe(false);
    await expect(store.read(first.release, 'a.js')).rejects.toThrow();
    api.failure = undefined;
    await vi.waitFor(() => {
      hold();
      expect(isWhole()).toBe(true);
    }, 5_000);
    expect((await store.read(first.release, 'a.js')).toString()).toBe('first');
  },
);

test('a browser waits at most two seconds for a file that the API does not send', async () => {
  const api = await startApi(offer(first));
  api.failure = () => {};
  const store = createReleaseStore({ apiUrl: api.url, log });
  const asked = performance.now();
  await expect(store.read(first.release, 'a.js')).rejects.toMatchObject({ reason: 'unreachable' });
  expect(performance.now() - asked).toBeLessThan(2_500);
});

test('beyond the bound, drops releases no longer in service, the longest unused first, and never one in service', async () => {
  const bytes = (letter: string) =>
    packedOf({ 'a.js': letter.repeat(400) }, { version: `1.0.${letter.charCodeAt(0)}` });
  const [a, b, c] = [bytes('a'), bytes('b'), bytes('c')];
  const api = await startApi(offer(a), offer(b), offer(c));
  const store = createReleaseStore({ apiUrl: api.url, log, maxBytes: 900 });
  const hold = (needed: (typeof a)[], wanted: (typeof a)[]) =>
    store.hold(
      needed.map(({ release }) => release),
      wanted.map(({ release }) => release),
      () => {},
    );
  const whole = () => [a, b, c].map(({ release }) => store.isWhole(release));
  hold([], [a, b, c]);
  await vi.waitFor(() => expect(whole()).toEqual([true, true, false]));
  // an open tab still uses it
  expect((await store.read(c.release, 'a.js')).toString()).toBe('c'.repeat(400));
  hold([], [a, b, c]);
  await vi.waitFor(() => expect(whole()).toEqual([true, false, true]));
  hold([a, b, c], []);
  await vi.waitFor(() => expect(whole()).toEqual([true, true, true]));
  hold([b], [c, a]);
  expect(whole()).toEqual([false, true, true]);
});

test('a gateway that starts while the API is down serves its files from disk, and is ready', async () => {
  const api = await startApi(offer(first));
  const before = await startGateway(api.url, { folder: place });
  before.follow();
  await vi.waitFor(async () => expect((await before.get('/ready')).status).toBe(200), 3_000);
  await untilOnDisk('first', shared);
  await vi.waitFor(async () => expect(await readdir(place)).toContain('register.json'));

  const after = await startGateway(await deadUrl(), { folder: place });
  expect(after.register.current()).toMatchObject([{ release: { version: '1.0.0' } }]);
  expect((await after.store.read(first.release, 'a.js')).toString()).toBe('first');
  expect(await after.get('/ready')).toMatchObject({ status: 200, text: 'ok\n' });
});

test('a file that was changed on disk is deleted and fetched again', async () => {
  const api = await startApi(offer(first));
  await (await startGateway(api.url, { folder: place })).whole();
  await untilOnDisk('first', shared);
  await vi.waitFor(async () => expect(await readdir(place)).toContain('register.json'));
  await writeFile(path.join(place, digestOf('first')), 'FIRST');

  const offline = await startGateway(await deadUrl(), { folder: place });
  expect(offline.register.lacking()).toBe('1 files of produits 1.0.0 are missing');
  expect(offline.register.current()).toEqual([]);
  await vi.waitFor(async () => expect(await readdir(place)).not.toContain(digestOf('first')));
  const { store, whole } = await startGateway(api.url, { folder: place });
  await whole();
  expect((await store.read(first.release, 'a.js')).toString()).toBe('first');
});

test('deletes leftovers of a killed process or an earlier gateway version; does not touch other files', async () => {
  await writeFile(path.join(place, '.019bbb84-db88-7e0b-8a36-2f915bc7d460'), 'half');
  await writeFile(path.join(place, 'produits@1.0.0-abc'), '');
  await writeFile(path.join(place, 'notes.txt'), 'mine');
  await createReleaseStore({ apiUrl: await deadUrl(), log, folder: openContentFolder(place, log) }).recall();
  await vi.waitFor(async () => expect(await readdir(place)).toEqual(['notes.txt']));
});

test('the bound applies to the disk too', async () => {
  const api = await startApi(offer(first));
  const { register, whole } = await startGateway(api.url, { folder: place, maxBytes: 100 });
  await whole();
  await untilOnDisk('first', shared);
  api.releases = [];
  api.add(offer(third).registered, third.files);
  await register.read();
  await whole();
  await vi.waitFor(async () => {
    const names = await readdir(place);
    expect(names).toContain(digestOf('third'.repeat(60)));
    expect(names).not.toContain(digestOf('first'));
  });
});

test('logs a write failure once, then continues in memory', async () => {
  const file = path.join(place, 'file');
  await writeFile(file, '');
  const warn = vi.spyOn(log, 'warn');
  onTestFinished(() => warn.mockRestore());
  const api = await startApi(offer(first));
  const { store, whole } = await startGateway(api.url, { folder: path.join(file, 'no folder') });
  await whole();
  expect((await store.read(first.release, 'a.js')).toString()).toBe('first');
  const about = warn.mock.calls.filter(([, text]) => text === 'files of releases cannot be kept on disk');
  expect(about).toHaveLength(1);
});
