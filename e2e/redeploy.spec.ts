import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gateway, startGateway } from './gateway.ts';
import { type ReleaseShop, startReleaseShop, versionServed } from './releases.ts';
import { environment, pidOf, root } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Loads pages during a redeployment of a slice, then of the shell: no request may fail. */

const LOADS = 200;
const PAGES = ['/', '/produits', '/produits/clavier-mecanique-ardoise-75', '/panier', '/utilisateurs', '/connexion'];

let shop: ReleaseShop;
let folder: string;
/** The ports of the gateways; each request goes to a random one of them. */
let gateways: number[];
let young: Gateway | undefined;
let balancer: http.Server;
let address: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boutique-shell-'));
  shop = await startReleaseShop();
  gateways = [shop.ports.shell];
  balancer = createServer((request, response) => {
    const port = gateways[Math.floor(Math.random() * gateways.length)] as number;
    const { method, url, headers } = request;
    const onwards = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  balancer.listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  address = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  for (const child of children) child.kill();
  await young?.stop();
  balancer.close();
  balancer.closeAllConnections();
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(command: string, args: string[], variables: Record<string, string> = {}): Promise<void> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(child, 'exit')).toEqual([0, null]);
}

/** Starts a gateway with another build of the shell, which shares no hashed file name with the first. */
async function startYoungGateway(): Promise<Gateway> {
  const client = path.join(folder, 'client');
  await run('npx', ['vite', 'build', 'shell', '--outDir', client, '--minify', 'false', '--logLevel', 'error'], {
    RELEASE_VERSION: '1.1.0',
  });
  return startGateway(shop, { CLIENT_FOLDER: client });
}

/** Collects every request of the page that failed. */
function watch(page: Page, failures: string[]): void {
  page.on('requestfailed', (request) => {
    // requests that a page aborts when the browser leaves it
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      failures.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.url()}: ${response.status()}`);
  });
}

/** Loads that many pages one after another, in two browsers, while `meanwhile` runs. */
async function load(loads: number, meanwhile: (loaded: () => number) => Promise<void>): Promise<string[]> {
  const failures: string[] = [];
  let loaded = 0;
  const browse = async (turn: number) => {
    const page = await visit('/systeme', { baseURL: address });
    watch(page, failures);
    for (let number = turn; number < loads; number += 2) {
      await page.goto(PAGES[number % PAGES.length] as string);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByText('momentanément indisponible').count()).toBe(0);
      loaded += 1;
    }
    await page.waitForLoadState('networkidle');
    await expectNoOffence(page);
  };
  await Promise.all([browse(0), browse(1), meanwhile(() => loaded)]);
  expect(loaded).toBe(loads);
  return failures;
}

const until = (condition: () => boolean) => expect.poll(condition, { timeout: 120_000 }).toBe(true);

test('a slice is deployed again during 100 page loads: no request fails', async () => {
  const folder = await shop.variant('produits', '1.1.0');
  const failures = await load(LOADS / 2, async (loaded) => {
    await until(() => loaded() >= 20);
    process.kill(await pidOf(shop.dataFolder, 'mfe-produits'));
    await until(() => loaded() >= 30);
    const server = spawn(process.execPath, [path.join(root, 'packages/federation/bin/serve-release.js'), folder], {
      env: { ...environment, PORT: String(shop.ports.produits) },
      stdio: 'ignore',
    });
    children.push(server);
  });
  expect(failures).toEqual([]);
  // the pages did get the new version
  await expect.poll(() => versionServed(address, 'produits'), { timeout: 10_000 }).toBe('1.1.0');
}, 180_000);

test('the shell is deployed again during 100 page loads, with two builds in turn: no request fails, and a tab of the old build works', async () => {
  const oldTab = await visit('/panier', { baseURL: address });
  await oldTab.getByRole('heading', { level: 1, name: 'Votre panier' }).waitFor();
  young = await startYoungGateway();
  const { port } = young;
  const failures = await load(LOADS / 2, async (loaded) => {
    await until(() => loaded() >= 10);
    gateways = [shop.ports.shell, port];
    await until(() => loaded() >= 80);
    gateways = [port];
  });
  expect(failures).toEqual([]);
  watch(oldTab, failures);
  // this tab has not loaded the shell's own page yet: its chunk belongs to the old build
  await oldTab
    .getByRole('contentinfo')
    .getByRole('link', { name: /système/i })
    .click();
  await oldTab.getByRole('heading', { level: 1, name: 'État du système' }).waitFor();
  expect(failures).toEqual([]);
  await expectNoOffence(oldTab);
}, 180_000);
