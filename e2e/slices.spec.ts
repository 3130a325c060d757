import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import { afterAll, expect, inject, test } from 'vitest';
import { environment, pidOf, root } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Slices stop, come back and are replaced while the shop runs. */

const { produits: port } = inject('ports');
const started: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(started.map((stop) => stop())));

/** Serves a build of mfe-produits at the address that the shop follows, as its team would. */
async function serveProduits(folder: string): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, [path.join(root, 'packages/federation/bin/serve-release.js'), folder], {
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill();
    await ended;
  };
  started.push(stop);
  return stop;
}

async function buildProduits(version: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mfe-produits-'));
  started.push(() => rm(folder, { recursive: true }));
  const build = spawn('npm', ['run', 'build', '-w', 'mfe-produits', '--', '--outDir', folder, '--emptyOutDir'], {
    cwd: root,
    env: { ...environment, RELEASE_VERSION: version },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(build, 'exit')).toEqual([0, null]);
  return folder;
}

const versionOf = async (page: Awaited<ReturnType<typeof visit>>) => {
  const discovery = JSON.parse((await page.locator('#discovery').textContent()) ?? '') as DiscoveryDocument;
  return discovery.microFrontends.produits?.[0]?.metadata.version;
};

test('a slice’s server stops and its pages stay; a new version comes with its restart', async () => {
  const page = await visit('/utilisateurs');
  expect(await versionOf(page)).toBe('1.0.0');

  process.kill(await pidOf(inject('dataFolder'), 'mfe-produits'));
  await expect
    .poll(() =>
      fetch(`http://localhost:${port}/live`).then(
        () => 'up',
        () => 'down',
      ),
    )
    .toBe('down');

  // the gateway has the files, so a browser with an empty cache gets them
  const other = await visit('/produits');
  await other.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  await other.goto('/systeme');
  await other
    .getByRole('row', { name: /produits.*1\.0\.0/ })
    .getByText('Injoignable')
    .waitFor();

  // the team ships 1.1.0 with its own build and server only
  await serveProduits(await buildProduits('1.1.0'));
  // the new release is in pages after about a second; on a busy machine pages name the one before for longer
  const nextVersion = async () => {
    await other.goto('/produits');
    return versionOf(other);
  };
  await expect.poll(nextVersion, { timeout: 10_000 }).toBe('1.1.0');
  await other.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  await other.goto('/systeme');
  await other
    .getByRole('row', { name: /produits.*1\.1\.0/ })
    .getByText('En service')
    .waitFor();
  await expectNoOffence(other);
});

test('when a slice’s files do not arrive, a panel takes its place, the rest works, and the button brings the page', async () => {
  const page = await visit('/systeme');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.context().route('**/remotes/produits/**', (route) => route.abort());
  await page.reload();
  await page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByRole('link', { name: 'Catalogue' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Cette page est momentanément indisponible' }).waitFor();
  await page.getByRole('link', { name: 'Ma Boutique Répartie' }).waitFor();
  await page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByRole('link', { name: 'Catalogue' })
    .waitFor();

  // another slice works, opened from the broken page
  await page.getByRole('link', { name: 'Utilisateurs' }).click();
  await page.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
  await page.getByText('Admin', { exact: true }).first().waitFor();

  // the retry button fails while no file arrives, and works afterwards, without a page load
  await page.getByRole('link', { name: 'Catalogue' }).click();
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('button', { name: 'Nouvel essai…' }).waitFor();
  await page.getByRole('button', { name: 'Réessayer' }).waitFor();
  await page.evaluate(() => Object.assign(window, { marker: 'same page' }));
  await page.context().unroute('**/remotes/produits/**');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe('same page');
});
