import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { releaseBase } from '@boutique/contracts/release';
import { readReleaseFolder } from '@boutique/release/read-folder';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Gateway, startApiLine, startGateway } from './gateway.ts';
import { confirm, fillAdresse, PRODUCT } from './purchase.ts';
import {
  clientFrom,
  deployToken,
  groupWithin,
  type ReleaseShop,
  release,
  startReleaseShop,
  statusOf,
  throwsWhileRendering,
  versionServed,
} from './releases.ts';
import { environment, pidOf, root } from './shop.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** A team releases its slice by uploads, without a server: forward, back, and out of service. */

let shop: ReleaseShop;
let token: Record<string, string>;
beforeAll(async () => {
  shop = await startReleaseShop();
  token = await deployToken(shop, 'produits');
}, 180_000);
afterAll(async () => {
  for (const stop of balancers) stop();
  await shop.stop();
});

const team = (...args: string[]) => release(shop, args, token);
const versionsIn = async () => (await statusOf(shop, 'produits', token)).releases;
const releaseIn = async (version: string) => (await versionsIn()).find((one) => one.version === version);

/** Publishes a version and gives it all of the traffic. @returns its folder */
async function releaseToAll(version: string): Promise<string> {
  const folder = await shop.variant('produits', version);
  expect(await team('publish', folder)).toMatchObject({ code: 0 });
  expect(await team('promote', 'produits', version)).toMatchObject({ code: 0 });
  return folder;
}

/** Waits until a gateway's next page uses this version. */
const untilServed = (url: string, version: string, headers: Record<string, string> = {}) =>
  expect.poll(() => versionServed(url + PRODUCT, 'produits', headers), { interval: 20, timeout: 10_000 }).toBe(version);

const balancers: (() => void)[] = [];
let clients = 0;
/** Opens a new browser in a new subnet, on request in the canary's share of the traffic. */
async function newClient(path: string, { inCanary = false } = {}): Promise<Page> {
  clients += 1;
  const { url, stop } = await clientFrom(`10.1.${clients}.1`, shop);
  balancers.push(stop);
  const value = groupWithin('produits', 10);
  const cookie = { name: 'canary-group', value, path: '/', domain: '127.0.0.1', expires: -1 };
  return visit(path, {
    baseURL: url,
    ...(inCanary && {
      storageState: { origins: [], cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' }] },
    }),
  });
}

/** Expects the product's page, without a panel. */
async function expectProduct(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: /^Clavier/ }).waitFor();
  expect(await page.getByText('momentanément indisponible').count()).toBe(0);
}

const shownRelease = (page: Page) => page.locator('[data-slice="produits"]').first().getAttribute('data-release');

test('a failing canary is taken out and shoppers do not notice; the next canary gets all of the traffic; an old tab works', async () => {
  const oldTab = await newClient(PRODUCT);
  await expectProduct(oldTab);
  await hydrated(oldTab);
  await oldTab.getByRole('button', { name: 'Ajouter au panier' }).click();
  await oldTab.getByRole('region', { name: 'Ajouté au panier' }).waitFor();

  const broken = await shop.variant('produits', '1.1.0', throwsWhileRendering);
  expect(await team('publish', broken, '--canary', '10')).toMatchObject({ code: 0 });
  for (let tries = 0; tries < 20 && (await releaseIn('1.1.0'))?.state === 'canary'; tries += 1) {
    const page = await newClient(PRODUCT, { inCanary: true });
    await expectProduct(page);
    // the search in the header comes from the same release
    await page
      .getByRole('searchbox')
      .or(page.getByRole('combobox', { name: /Rechercher/ }))
      .first()
      .waitFor();
    expect(await shownRelease(page)).toBe('1.0.0');
  }
  expect(await releaseIn('1.1.0')).toMatchObject({
    state: 'failed',
    traffic: 0,
    failingClients: 3,
    reason: expect.stringMatching(/^3 of \d+ clients saw a failure, /),
  });
  const { out } = await team('status', 'produits');
  expect(out).toMatch(/1\.1\.0 +failed +0 % +\S+ \S+ +\d+ +3 +3 of \d/);
  // on two lines of a narrow column
  expect(out).toMatch(/TypeError: prix is\s+undefined/);
  expect((await team('history', 'produits')).out).toMatch(/ withdrawn +1\.1\.0 +failed 0 % +automatic /);

  const good = await shop.variant('produits', '1.2.0');
  expect(await team('publish', good, '--canary', '10')).toMatchObject({ code: 0 });
  // the gateway names the canary once it holds every file of it
  await untilServed(shop.url, '1.2.0', { cookie: `canary-group=${groupWithin('produits', 10)}` });
  for (let tries = 0; tries < 30 && (await releaseIn('1.2.0'))?.state === 'canary'; tries += 1) {
    const page = await newClient(PRODUCT, { inCanary: true });
    await expectProduct(page);
    expect(await shownRelease(page)).toBe('1.2.0');
    await expectNoOffence(page);
    // a page reports its loads when the browser leaves it, once the reporting code is loaded
    await page.waitForLoadState('networkidle');
    await page.goto('about:blank');
  }
  expect(await releaseIn('1.2.0')).toMatchObject({ state: 'active', traffic: 100 });
  const steps = (await team('history', 'produits')).out;
  for (const step of ['canary 10 %', 'canary 50 %', 'active 100 %']) expect(steps).toContain(step);

  await oldTab.getByRole('button', { name: /^Panier/ }).click();
  await oldTab.getByRole('link', { name: 'Commander' }).first().click();
  await fillAdresse(oldTab, 'camille@exemple.example');
  expect(await confirm(oldTab)).toMatch(/^MBR-/);
  await expectNoOffence(oldTab);
}, 120_000);

/** @returns the milliseconds until a page of that gateway uses the version */
async function rollBack(gateway: string, body: { version?: string; reason?: string }, expected: string) {
  const start = performance.now();
  const answer = await fetch(`${shop.url}/api/frontends/produits/rollback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.BOUTIQUE_DEPLOY_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  await untilServed(gateway, expected);
  const elapsed = performance.now() - start;
  console.log(`a rollback to ${expected} was in a page after ${elapsed.toFixed(0)} ms`);
  return elapsed;
}

test('a rollback reaches pages within a second, without a build or a server', async () => {
  const page = await newClient(PRODUCT);
  expect(await shownRelease(page)).toBe('1.2.0');
  expect(await rollBack(shop.url, { reason: 'prix faux' }, '1.0.0')).toBeLessThan(1_000);
  expect(await (await fetch(shop.url + PRODUCT)).text()).not.toContain('/remotes/produits/1.2.0-');
  await page.reload();
  await expectProduct(page);
  expect(await shownRelease(page)).toBe('1.0.0');
  await expectNoOffence(page);
});

test('a rollback also works after new gateways with empty disks replaced all others, even to a release retired long ago', async () => {
  await releaseToAll('1.3.0');
  await releaseToAll('1.4.0');
  const gateway = await startGateway(shop);
  onTestFinished(gateway.stop);
  await untilServed(gateway.url, '1.4.0');
  expect(await rollBack(gateway.url, {}, '1.3.0')).toBeLessThan(1_000);
  // this gateway does not have the files yet, and gets them from the API
  await rollBack(gateway.url, { version: '1.0.0' }, '1.0.0');
  const page = await visit(PRODUCT, { baseURL: gateway.url });
  await expectProduct(page);
  expect(await shownRelease(page)).toBe('1.0.0');
  await expectNoOffence(page);
}, 60_000);

test('the register refuses faulty releases, with reasons', async () => {
  const other = await shop.variant('produits', '1.2.0', (_, content) => `${content}// other`);
  const reused = await team('publish', other);
  expect(reused).toMatchObject({ code: 3, out: '' });
  expect(reused.err).toContain('(version-already-published)');

  const foreign = await team('publish', await shop.variant('panier', '1.1.0'));
  expect(foreign).toMatchObject({ code: 3, out: '' });
  expect(foreign.err).toMatch(/\(acces-refuse\)\n.*produits/);
});

test('a slice goes out of service, and comes back', async () => {
  const own = await deployToken(shop, 'utilisateurs');
  const address = `${shop.url}/utilisateurs`;
  const statusOfPage = async () => (await fetch(address)).status;
  const link = (page: Page) => page.getByRole('contentinfo').getByRole('link', { name: 'Utilisateurs' });
  const before = await newClient(PRODUCT);
  await link(before).waitFor();
  expect(await statusOfPage()).toBe(200);

  const retired = await release(shop, ['retire', 'utilisateurs', '--reason', 'travaux'], own);
  expect(retired).toMatchObject({ code: 0, out: expect.stringMatching(/1\.0\.0 +retired +0 % .* travaux/) });
  await expect.poll(statusOfPage, { timeout: 10_000 }).toBe(404);
  const during = await newClient('/utilisateurs');
  await during.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
  await during.getByRole('link', { name: 'Catalogue' }).first().waitFor();
  expect(await link(during).count()).toBe(0);
  await during.goto(PRODUCT);
  await expectProduct(during);

  expect(await release(shop, ['promote', 'utilisateurs', '1.0.0'], own)).toMatchObject({ code: 0 });
  await expect.poll(statusOfPage, { timeout: 10_000 }).toBe(200);
  const after = await newClient('/');
  await link(after).click();
  await after.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
  await expectNoOffence(after);
  const history = (await release(shop, ['history', 'utilisateurs'], own)).out;
  expect(history).toMatch(/ retired +.*travaux/);
}, 60_000);

test('a generated slice passes its tests and gates, and is in the running shop once released, without a server', async () => {
  const folder = path.join(root, 'mfe-fidelite');
  const lockfile = await readFile(path.join(root, 'package-lock.json'));
  const run = async (command: string, ...args: string[]) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ command: [command, ...args].join(' '), code, said: code === 0 ? '' : out + err }).toMatchObject({
      code: 0,
    });
  };
  try {
    await run('npm', 'run', 'new-slice', '--', 'fidelite');
    await run('npx', 'biome', 'check', '--error-on-warnings', 'mfe-fidelite');
    await run('npx', 'tsc', '-b', 'mfe-fidelite');
    await run('npm', 'test', '-w', 'mfe-fidelite');
    await run('npm', 'run', 'build', '-w', 'mfe-fidelite');

    const before = await newClient('/fidelite');
    await before.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
    const own = await deployToken(shop, 'fidelite');
    expect(await release(shop, ['publish', path.join(folder, 'dist')], own)).toMatchObject({ code: 0 });
    expect(await release(shop, ['promote', 'fidelite', '1.0.0'], own)).toMatchObject({ code: 0 });

    await expect.poll(async () => (await fetch(`${shop.url}/fidelite`)).status, { timeout: 10_000 }).toBe(200);
    const customer = await newClient('/');
    await customer
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Fidelite' })
      .click();
    await customer.getByRole('heading', { level: 1, name: 'Fidelite' }).waitFor();
    await expect.poll(() => customer.getByRole('main').getByRole('listitem').count(), { timeout: 10_000 }).toBe(8);
    await expectNoOffence(customer);
  } finally {
    await Promise.all([
      rm(folder, { recursive: true, force: true }),
      rm(path.join(root, 'node_modules/mfe-fidelite'), { force: true }),
      writeFile(path.join(root, 'package-lock.json'), lockfile),
    ]);
  }
}, 120_000);

/** Expects every file for browsers of the release in this folder from the gateway, byte by byte. */
async function expectWhole(gateway: Gateway, folder: string): Promise<void> {
  const { release, files } = await readReleaseFolder(folder);
  const originals = [...files].filter(([file]) => !/\.(br|gz|zst)$/.test(file) && file !== release.server);
  expect(originals.length).toBeGreaterThan(5);
  for (const [file, content] of originals) {
    const answer = await fetch(gateway.url + releaseBase(release) + file);
    const isSame = content.equals(Buffer.from(await answer.arrayBuffer()));
    expect({ file, status: answer.status, isSame }).toEqual({ file, status: 200, isSame: true });
  }
}

test('without API and slice servers a gateway serves a release just published; a new gateway gets it from the API alone', async () => {
  const line = await startApiLine(shop);
  const running = await startGateway(shop, { API_URL: line.url });
  onTestFinished(running.stop);
  onTestFinished(line.cut);
  const folder = await releaseToAll('1.5.0');
  await untilServed(running.url, '1.5.0');
  line.cut();
  for (const slice of ['produits', 'utilisateurs', 'panier']) {
    process.kill(await pidOf(shop.dataFolder, `mfe-${slice}`), 'SIGKILL');
  }
  await expectWhole(running, folder);
  const page = await visit('/produits', { baseURL: running.url });
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  expect(await shownRelease(page)).toBe('1.5.0');

  await line.mend();
  const fresh = await startGateway(shop, { API_URL: line.url });
  onTestFinished(fresh.stop);
  for (const port of [shop.ports.produits, shop.ports.utilisateurs, shop.ports.panier]) {
    await expect(fetch(`http://127.0.0.1:${port}/live`)).rejects.toThrow('fetch failed');
  }
  await expectWhole(fresh, folder);
  const customer = await visit(PRODUCT, { baseURL: fresh.url });
  await expectProduct(customer);
  expect(await shownRelease(customer)).toBe('1.5.0');
  await expectNoOffence(customer);
}, 90_000);
