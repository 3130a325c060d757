import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { npmStart, pidOf, startShop } from './shop.ts';

/** `npm start` when something is wrong, and the processes that it leaves behind. */

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-start-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('the error for a busy port names the port and its variable', async () => {
  const { shell } = inject('ports');
  const { child, output } = npmStart({ SHELL_PORT: String(shell), DATA_DIR: await emptyFolder() });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output()).toContain(`${shell} (shell; SHELL_PORT changes it)`);
});

test('the error for a wrong port names it', async () => {
  const { child, output } = npmStart({ API_PORT: 'abc' });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output()).toBe('API_PORT="abc" is not a port; a number from 1 to 65535 is expected.\n');
});

test('the error for a missing database names it, and no process stays behind', async () => {
  const folder = await emptyFolder();
  const { child, output } = npmStart({
    SHELL_PORT: '19173',
    API_PORT: '19100',
    MFE_PRODUITS_PORT: '19174',
    MFE_UTILISATEURS_PORT: '19175',
    MFE_PANIER_PORT: '19176',
    MFE_RELEASES_PORT: '19177',
    DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none',
    DATA_DIR: folder,
  });
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output()).toMatch(/127\.0\.0\.1:1/);
  expect(output()).not.toContain('secret');
  expect(await readdir(path.join(folder, 'run')).catch(() => [])).toEqual([]);
});

test('only the owner can read the shell’s deploy token, no log has it, and the gateway is ready with it', async () => {
  const file = path.join(inject('dataFolder'), 'shell-deploy-token');
  expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  const token = await readFile(file, 'utf8');
  expect(token.length).toBeGreaterThan(40);
  const logs = path.join(inject('dataFolder'), 'logs');
  const texts = await Promise.all((await readdir(logs)).map((name) => readFile(path.join(logs, name), 'utf8')));
  expect(texts.length).toBeGreaterThan(4);
  expect(texts.join('')).not.toContain(token);
  expect((await fetch(`${inject('url')}/ready`)).status).toBe(200);
});

const parts = ['database', 'api', 'shell', 'mfe-produits', 'mfe-utilisateurs', 'mfe-panier', 'mfe-releases'];

test('data survives a restart; after kill -9 no process stays behind; a part that ends is started again', async () => {
  const first = await startShop();
  const pids = await Promise.all(parts.map((part) => pidOf(first.dataFolder, part)));
  expect(pids.every(isAlive)).toBe(true);
  first.process.kill('SIGKILL');
  await expect.poll(() => pids.filter(isAlive), { timeout: 15_000 }).toEqual([]);

  const second = await startShop({ DATA_DIR: first.dataFolder });
  expect(second.output()).toContain('The database is up to date.');
  for (const part of ['api', 'shell', 'database']) {
    const pid = await pidOf(first.dataFolder, part);
    process.kill(pid, 'SIGKILL');
    const next = () => pidOf(first.dataFolder, part).catch(() => pid);
    await expect.poll(next, { timeout: 10_000 }).not.toBe(pid);
    const status = (url: string) => fetch(url).then((response) => response.status, String);
    await expect.poll(() => status(`${second.apiUrl}/ready`), { timeout: 15_000 }).toBe(200);
    await expect.poll(() => status(`${second.url}/produits`), { timeout: 15_000 }).toBe(200);
    expect(second.output()).toContain(`${part} ended by itself (SIGKILL)`);
    expect(second.output()).toContain(`${part} is started again in 0.25 s.`);
  }
  const others = await Promise.all(parts.map((part) => pidOf(first.dataFolder, part)));
  expect(await second.stop()).toBe(0);
  expect(others.filter(isAlive)).toEqual([]);
  await rm(first.dataFolder, { recursive: true, force: true });
});

test('a part that keeps ending ends the whole run', async () => {
  const shop = await startShop();
  const others = await Promise.all(parts.map((part) => pidOf(shop.dataFolder, part)));
  process.kill(await pidOf(shop.dataFolder, 'api'), 'SIGKILL');
  // another server takes the part's port before its restart
  const holder = createServer();
  onTestFinished(() => void holder.close());
  const hold = () =>
    new Promise((resolve) => holder.once('error', resolve).listen(shop.ports.api, '127.0.0.1', () => resolve('held')));
  await expect.poll(hold, { interval: 10 }).toBe('held');
  expect(await once(shop.process, 'exit')).toEqual([1, null]);
  expect(shop.output()).toMatch(
    /api ended by itself \(exit code 1\)\..*\n.*api has ended 5 times within a minute: the run ends\.\n$/s,
  );
  expect(others.filter(isAlive)).toEqual([]);
  await rm(shop.dataFolder, { recursive: true, force: true });
});
