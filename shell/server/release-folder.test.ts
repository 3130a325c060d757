import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RegisteredRelease } from '@boutique/contracts/release';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openReleaseFolder } from './release-folder.ts';
import { createReleaseRegister } from './release-register.ts';
import { createReleaseStore } from './release-store.ts';
import { deadUrl, listen } from './testing/http.ts';
import { log, registered, releaseOf } from './testing/releases.ts';

/** What outlives a gateway. */

let place: string;
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'boutique-releases-'));
  return () => rm(place, { recursive: true });
});

const contents = { 'a.js': 'a'.repeat(600), 'assets/b.js': 'b' };

/** A gateway's register and copies, before that API. */
async function start(apiUrl: string, maxBytes?: number) {
  const folder = openReleaseFolder(place, log);
  const store = createReleaseStore({ log, folder, maxBytes });
  const register = createReleaseRegister({ apiUrl, store, log, folder });
  await Promise.all([store.recall(), register.recall()]);
  return { store, register };
}

/** The server of a slice with these files, and an API that names them. */
async function startSlice(version = '1.0.0') {
  const origin = await listen(({ url = '' }, response) => response.end(contents[url.slice(1) as 'a.js']));
  return registered(releaseOf(contents, { version }), origin);
}
const naming = (...releases: RegisteredRelease[]) =>
  listen((_request, response) => response.end(JSON.stringify(releases)));

test('a gateway that starts while everything else is down serves what it had', async () => {
  const release = await startSlice();
  const before = await start(await naming(release));
  expect(await before.register.current()).toEqual([release]);
  await vi.waitFor(async () => expect(await readdir(place)).toHaveLength(2));

  const after = await start(await deadUrl());
  expect(await after.register.current()).toEqual([release]);
  expect(after.store.isWhole(release)).toBe(true);
  expect((await after.store.read(release, 'assets/b.js')).toString()).toBe('b');
});

test('a copy that was changed on disk is thrown away and fetched again', async () => {
  const release = await startSlice();
  const apiUrl = await naming(release);
  await (await start(apiUrl)).register.current();
  await vi.waitFor(async () => expect(await readdir(place)).toHaveLength(2));
  const [name = ''] = (await readdir(place)).filter((entry) => entry.includes('@'));
  await writeFile(path.join(place, name, 'files/assets/b.js'), 'c');

  const offline = await start(await deadUrl());
  expect(offline.store.isWhole(release)).toBe(false);
  expect((await readdir(place)).filter((entry) => entry.includes('@'))).toEqual([]);
  const { store, register } = await start(apiUrl);
  await register.current();
  expect((await store.read(release, 'assets/b.js')).toString()).toBe('b');
});

test('half a copy, of a process that was killed, is cleared away', async () => {
  await writeFile(path.join(place, '.half'), '');
  await start(await deadUrl());
  expect(await readdir(place)).toEqual([]);
});

test('the disk is bounded too: what was not asked for the longest goes, never what is in service', async () => {
  const old = await startSlice('1.0.0');
  const young = { ...(await startSlice('1.1.0')), release: releaseOf(contents, { version: '1.1.0' }) };
  let named = [old];
  const apiUrl = await listen((_request, response) => response.end(JSON.stringify(named)));
  const { register } = await start(apiUrl, 700);
  await register.current();
  named = [young];
  await pause(110);
  await register.current();
  // the next look clears away what is too much by then
  await pause(110);
  await register.current();
  await vi.waitFor(async () =>
    expect((await readdir(place)).filter((entry) => entry.includes('@'))).toEqual([
      expect.stringMatching(/^produits@1\.1\.0-/),
    ]),
  );
});

test('a disk that cannot be written to is done without', async () => {
  const file = path.join(place, 'file');
  await writeFile(file, '');
  onTestFinished(() => {
    place = path.dirname(file);
  });
  place = path.join(file, 'no folder');
  const release = await startSlice();
  const { store, register } = await start(await naming(release));
  expect(await register.current()).toEqual([release]);
  expect(store.isWhole(release)).toBe(true);
  place = path.dirname(file);
});
