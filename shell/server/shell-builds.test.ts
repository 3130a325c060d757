import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SHELL_RELEASES_PATH, type ShellRelease } from '@boutique/contracts/release';
import { expect, onTestFinished, test, vi } from 'vitest';
import { announceShell } from './announce-shell.ts';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { createMetrics } from './metrics.ts';
import { listen, send } from './testing/http.ts';
import { log, registerAt, releaseOf } from './testing/releases.ts';

/** Gateways of different builds of the shell behind one address. */

/** An API that keeps what gateways announce. */
async function startApi() {
  const shells: ShellRelease[] = [];
  const apiUrl = await listen(async (request, response) => {
    if (request.method !== 'PUT') {
      const registered = shells.map((shell) => ({ ...shell, role: 'shell', traffic: 0 }));
      return void response.end(JSON.stringify(registered));
    }
    expect(request.url).toBe(SHELL_RELEASES_PATH);
    shells.push(JSON.parse(await text(request)) as ShellRelease);
    response.writeHead(204).end();
  });
  return { apiUrl, shells };
}

/** A gateway with a build whose only script is that one. */
async function startGateway(apiUrl: string, file: string, content: string) {
  const clientFolder = await mkdtemp(path.join(tmpdir(), 'boutique-client-'));
  onTestFinished(() => rm(clientFolder, { recursive: true }));
  await mkdir(path.join(clientFolder, 'assets'));
  await writeFile(path.join(clientFolder, 'index.html'), '<html lang="fr"><!--boutique:head--></html>');
  await writeFile(path.join(clientFolder, file), content);
  const shell = releaseOf({ [file]: content }, { name: 'shell' });
  const gateway = await createGateway({
    clientFolder,
    shell,
    ...registerAt(apiUrl),
    proxyApi: createApiProxy({ apiUrl, log }),
    apiUrl,
    metrics: createMetrics(),
    log,
    state: { draining: false },
  });
  const handle = gateway.callback();
  let asked = 0;
  let answer: RequestListener = (request, response) => {
    asked += 1;
    void handle(request, response);
  };
  const selfUrl = await listen((request, response) => answer(request, response));
  const stop = announceShell({ apiUrl, selfUrl, release: shell, log });
  onTestFinished(stop);
  return {
    selfUrl,
    /** How many requests have reached it. */
    asked: () => asked,
    get: (address: string) => send(selfUrl, address),
    goDown: () => {
      answer = (request) => request.socket.destroy();
    },
  };
}

test('each serves the files of the other, and goes on when that one is gone', async () => {
  const { apiUrl, shells } = await startApi();
  const old = await startGateway(apiUrl, 'assets/main-old.js', 'old');
  const young = await startGateway(apiUrl, 'assets/main-young.js', 'young');
  await vi.waitFor(() => expect(shells).toHaveLength(2));
  for (const gateway of [old, young]) {
    for (const name of ['old', 'young']) {
      const { status, text, headers } = await gateway.get(`/assets/main-${name}.js`);
      expect([status, text]).toEqual([200, name]);
      expect(headers['cache-control']).toContain('immutable');
    }
  }
  old.goDown();
  expect((await young.get('/assets/main-old.js')).text).toBe('old');
  const missing = await young.get('/assets/main-never.js');
  expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
});

test('the entry of the federation, which no folder holds, is found as well', async () => {
  const { apiUrl, shells } = await startApi();
  await startGateway(apiUrl, 'remoteEntry-old.js', 'old');
  const young = await startGateway(apiUrl, 'assets/main-young.js', 'young');
  await vi.waitFor(() => expect(shells).toHaveLength(2));
  const { status, text, headers } = await young.get('/remoteEntry-old.js');
  expect([status, text]).toEqual([200, 'old']);
  expect(headers['cache-control']).toContain('immutable');
  expect((await young.get('/remoteEntry-never.js')).headers['cache-control']).toBe('no-store');
});

test('a file that was changed on the way is not served', async () => {
  const { apiUrl, shells } = await startApi();
  const young = await startGateway(apiUrl, 'assets/main-young.js', 'young');
  const origin = await listen((_request, response) => response.end('oLd'));
  shells.push({ origin, release: releaseOf({ 'assets/main-old.js': 'old' }, { name: 'shell' }) });
  expect((await young.get('/assets/main-old.js')).status).toBe(404);
});

test('a build that the register still names at this gateway’s own address is not asked for in a circle', async () => {
  const shells: ShellRelease[] = [];
  const apiUrl = await listen((request, response) => {
    if (request.method === 'PUT') return void response.writeHead(204).end();
    response.end(JSON.stringify(shells.map((shell) => ({ ...shell, role: 'shell', traffic: 0 }))));
  });
  const { get, selfUrl, asked } = await startGateway(apiUrl, 'assets/main-young.js', 'young');
  shells.push({ origin: selfUrl, release: releaseOf({ 'assets/main-old.js': 'old' }, { name: 'shell' }) });
  const { status } = await get('/assets/main-old.js');
  expect(status).toBe(404);
  expect(asked()).toBeLessThan(20);
});
