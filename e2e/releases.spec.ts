import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirm, fillAdresse, PRODUCT } from './purchase.ts';
import {
  deployToken,
  groupWithin,
  type ReleaseShop,
  release,
  startReleaseShop,
  statusOf,
  throwsWhileRendering,
  variantOf,
  visitorsFrom,
} from './releases.ts';
import { environment, root } from './shop.ts';
import { expectNoOffence, visit } from './visitor.ts';

/** A team releases: a canary that fails, one that does well, and a way back. */

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

const balancers: (() => void)[] = [];
let visitors = 0;
/** Somebody else each time, from an address of his own; in the canary's share of the visitors when asked. */
async function newVisitor(path: string, { inCanary = false } = {}): Promise<Page> {
  visitors += 1;
  const { url, stop } = await visitorsFrom(`10.1.${visitors >> 8}.${visitors & 255}`, shop);
  balancers.push(stop);
  const cookie = { name: 'groupe', value: groupWithin('produits', 10), path: '/', domain: '127.0.0.1', expires: -1 };
  return visit(path, {
    baseURL: url,
    ...(inCanary && {
      storageState: { origins: [], cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' }] },
    }),
  });
}

/** Sees the product, and none of the panels. */
async function expectProduct(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: /^Clavier/ }).waitFor();
  expect(await page.getByText('momentanément indisponible').count()).toBe(0);
}

const shownRelease = (page: Page) => page.locator('[data-slice="produits"]').first().getAttribute('data-release');

test('a canary that fails is out by itself and no shopper sees it; the next one gets to everybody; an old tab goes on', async () => {
  const oldTab = await newVisitor(PRODUCT);
  await expectProduct(oldTab);
  await oldTab.getByRole('button', { name: 'Ajouter au panier' }).click();
  await oldTab.getByRole('region', { name: 'Ajouté au panier' }).waitFor();

  const broken = await shop.serve(await variantOf('produits', '1.1.0', throwsWhileRendering));
  expect(await team('publish', 'produits', '--origin', broken, '--canary', '10')).toMatchObject({ code: 0 });
  for (let tries = 0; tries < 20 && (await releaseIn('1.1.0'))?.etat === 'canary'; tries += 1) {
    const page = await newVisitor(PRODUCT, { inCanary: true });
    await expectProduct(page);
    // the search in the header is of the same release
    await page
      .getByRole('searchbox')
      .or(page.getByRole('combobox', { name: /Rechercher/ }))
      .first()
      .waitFor();
    expect(await shownRelease(page)).toBe('1.0.0');
  }
  expect(await releaseIn('1.1.0')).toMatchObject({ etat: 'en-echec', trafic: 0, visiteursEnEchec: 3 });
  const { out } = await team('status', 'produits');
  expect(out).toMatch(/1\.1\.0 +failed .*3 visiteurs sur \d+ ont vu un échec/);
  expect(out).toContain('TypeError: prix is undefined');
  expect((await team('history', 'produits')).out).toContain('retrait-automatique');

  const good = await shop.serve(await variantOf('produits', '1.2.0'));
  expect(await team('publish', 'produits', '--origin', good, '--canary', '10')).toMatchObject({ code: 0 });
  for (let tries = 0; tries < 30 && (await releaseIn('1.2.0'))?.etat === 'canary'; tries += 1) {
    const page = await newVisitor(PRODUCT, { inCanary: true });
    await expectProduct(page);
    expect(await shownRelease(page)).toBe('1.2.0');
    await expectNoOffence(page);
    // what a page has loaded is told when it is left, once what tells it is there
    await page.waitForLoadState('networkidle');
    await page.goto('about:blank');
  }
  expect(await releaseIn('1.2.0')).toMatchObject({ etat: 'active', trafic: 100 });
  const steps = (await team('history', 'produits')).out;
  for (const step of ['canary 10 %', 'canary 50 %', 'active 100 %']) expect(steps).toContain(step);

  await oldTab.getByRole('button', { name: /^Panier/ }).click();
  await oldTab.getByRole('link', { name: 'Commander' }).first().click();
  await fillAdresse(oldTab, 'camille@exemple.example');
  expect(await confirm(oldTab)).toMatch(/^MBR-/);
  await expectNoOffence(oldTab);
}, 120_000);

test('a rollback is in the next page, within a second, and without a build or a server', async () => {
  const page = await newVisitor(PRODUCT);
  expect(await shownRelease(page)).toBe('1.2.0');
  const start = performance.now();
  const answer = await fetch(`${shop.url}/api/frontends/produits/rollback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.BOUTIQUE_DEPLOY_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ raison: 'prix faux' }),
  });
  const html = await (await fetch(shop.url + PRODUCT)).text();
  const elapsed = performance.now() - start;
  expect(answer.status).toBe(200);
  expect(html).toContain('/remotes/produits/1.0.0-');
  expect(html).not.toContain('/remotes/produits/1.2.0-');
  expect(elapsed).toBeLessThan(1_000);
  await page.reload();
  await expectProduct(page);
  expect(await shownRelease(page)).toBe('1.0.0');
  await expectNoOffence(page);
});

test('what cannot be released is refused, in words', async () => {
  const other = await shop.serve(await variantOf('produits', '1.2.0', (_, content) => `${content}// other`));
  const reused = await team('publish', 'produits', '--origin', other);
  expect(reused).toMatchObject({ code: 3, out: '' });
  expect(reused.err).toContain('(version-deja-publiee)');

  const foreign = await release(shop, ['publish', 'panier', '--origin', other], token);
  expect(foreign).toMatchObject({ code: 3 });
  expect(foreign.err).toContain('Ce jeton est celui de la slice produits');
});

test('a generated slice passes its own tests and gates, and is in the running shop once it is released', async () => {
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
    const dist = await mkdtemp(path.join(tmpdir(), 'mfe-fidelite-'));
    await cp(path.join(folder, 'dist'), dist, { recursive: true });
    const origin = await shop.serve(dist);

    const visitor = await newVisitor('/fidelite');
    await visitor.getByRole('heading', { level: 1, name: 'Cette page n’existe pas' }).waitFor();
    const own = await deployToken(shop, 'fidelite');
    expect(await release(shop, ['publish', 'fidelite', '--origin', origin], own)).toMatchObject({ code: 0 });
    expect(await release(shop, ['promote', 'fidelite', '1.0.0'], own)).toMatchObject({ code: 0 });

    await expect.poll(async () => (await fetch(`${shop.url}/fidelite`)).status, { timeout: 10_000 }).toBe(200);
    const customer = await newVisitor('/');
    await customer
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Fidelite' })
      .click();
    await customer.getByRole('heading', { level: 1, name: 'Fidelite' }).waitFor();
    expect(await customer.getByRole('main').getByRole('listitem').count()).toBe(8);
    await expectNoOffence(customer);
  } finally {
    await Promise.all([
      rm(folder, { recursive: true, force: true }),
      rm(path.join(root, 'node_modules/mfe-fidelite'), { force: true }),
      writeFile(path.join(root, 'package-lock.json'), lockfile),
    ]);
  }
}, 120_000);
