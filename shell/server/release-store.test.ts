import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { releaseBase } from '@boutique/contracts/release';
import { expect, test, vi } from 'vitest';
import { createReleaseRegister } from './release-register.ts';
import { createReleaseStore } from './release-store.ts';
import { deadUrl, listen } from './testing/http.ts';
import { log, registered, releaseOf } from './testing/releases.ts';

const oldContents = { 'a.js': 'old a', 'b.js': 'old b', 'c.js': 'old c' };
const newContents = { 'a.js': 'new a', 'b.js': 'new b', 'c.js': 'new c' };
const oldRelease = releaseOf(oldContents);
const newRelease = releaseOf(newContents, { version: '1.1.0' });

const serving =
  (files: Record<string, string>): RequestListener =>
  ({ url = '' }, response) =>
    Object.hasOwn(files, url.slice(1)) ? response.end(files[url.slice(1)]) : response.writeHead(404).end();

/** A register before an API that names these releases; the answer names others from then on. */
async function startRegister(...releases: ReturnType<typeof registered>[]) {
  let named = releases;
  const apiUrl = await listen((_request, response) => response.end(JSON.stringify(named)));
  const store = createReleaseStore({ log });
  const register = createReleaseRegister({ apiUrl, store, log });
  const names = async () => {
    // older than what the register takes for fresh
    await pause(110);
    return (await register.current()).map(({ release }) => release.version);
  };
  const name = (...others: ReturnType<typeof registered>[]) => {
    named = others;
  };
  return { store, names, name };
}

test('a release is served on after its servers are gone, and after the next one has come', async () => {
  let server = serving(oldContents);
  const origin = await listen((request, response) => server(request, response));
  const { store, names, name } = await startRegister(registered(oldRelease, origin));
  expect(await names()).toEqual(['1.0.0']);
  server = serving(newContents);
  name(registered(newRelease, origin));
  expect(await names()).toEqual(['1.1.0']);
  server = (request) => request.socket.destroy();
  expect(await names()).toEqual(['1.1.0']);
  for (const [release, text] of [
    [oldRelease, 'old b'],
    [newRelease, 'new b'],
  ] as const) {
    const found = store.find(releaseBase(release));
    expect(String(found && (await store.read(found, 'b.js')))).toBe(text);
  }
});

test('two versions behind one address, as while a slice is rolled out: the new one is taken all the same', async () => {
  let turn = 0;
  const origin = await listen((request, response) => {
    turn += 1;
    return serving(turn % 3 === 0 ? newContents : oldContents)(request, response);
  });
  const { store, names } = await startRegister(registered(newRelease, origin));
  await vi.waitFor(async () => {
    await names();
    expect(store.isWhole(registered(newRelease, origin))).toBe(true);
  }, 5_000);
});

test('a release that cannot be had whole stands back behind the last one, and holds up one page only', async () => {
  const { names, name } = await startRegister(registered(oldRelease, await listen(serving(oldContents))));
  expect(await names()).toEqual(['1.0.0']);
  const { 'c.js': _, ...incomplete } = newContents;
  let server = serving(incomplete);
  name(registered(newRelease, await listen((request, response) => server(request, response))));
  expect(await names()).toEqual(['1.0.0']);
  await pause(400);
  const asked = performance.now();
  expect(await names()).toEqual(['1.0.0']);
  expect(performance.now() - asked).toBeLessThan(400);
  server = serving(newContents);
  await vi.waitFor(async () => expect(await names()).toEqual(['1.1.0']), 5_000);
});

test('a build of the shell whose gateway stays silent holds up no page', async () => {
  const active = registered(oldRelease, await listen(serving(oldContents)));
  const shell = releaseOf({ 'assets/a.js': 'a' }, { name: 'shell' });
  const { names } = await startRegister(active, { ...registered(shell, await listen(() => {})), role: 'shell' });
  const asked = performance.now();
  expect(await names()).toEqual(['1.0.0']);
  expect(performance.now() - asked).toBeLessThan(600);
});

test('a slice whose only release cannot be had is named: its pages show the panel, not that they do not exist', async () => {
  const store = createReleaseStore({ log });
  const only = registered(oldRelease, await deadUrl());
  await store.take([only]);
  expect(store.isWhole(only)).toBe(false);
  const { names } = await startRegister(only);
  expect(await names()).toEqual(['1.0.0']);
});

test('what is not in service goes when there is too much', async () => {
  const bytes = (letter: string) => ({ 'a.js': letter.repeat(400) });
  const store = createReleaseStore({ log, maxBytes: 1_000 });
  const all = await Promise.all(
    ['a', 'b', 'c'].map(async (letter) => registered(releaseOf(bytes(letter)), await listen(serving(bytes(letter))))),
  );
  for (const one of all) await store.take([one]);
  // found out at the next turn, when the third is here
  await store.take(all.slice(2));
  const kept = all.map(({ release }) => store.find(releaseBase(release)) !== undefined);
  expect(kept).toEqual([false, true, true]);
});
