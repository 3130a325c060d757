import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Langue } from '@boutique/contracts/common';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import { SHELL } from '@boutique/contracts/release';
import type { Manifest, Plugin } from 'vite';
import { afterBuild } from './after-build.ts';
import { compressFiles } from './compress-files.ts';
import { readBuild, releaseOf, removeBundlerNotes, writeRelease } from './release-files.ts';
import { identity, sharedOf } from './release-plugin.ts';
import { sharedModules } from './shared.ts';

/**
 * Finishes the shell's build: adds preloads to index.html, compresses text files and writes release.json. Vite itself
 * preloads the modules of the start; added are the texts of each language (the gateway keeps one language, see
 * `localizePage`). The font is not preloaded: it delayed the first paint by 200 ms (docs/performance.md).
 */
export const shellBuildPlugin = (): Plugin =>
  afterBuild('boutique:shell-build', async (folder, { root }) => {
    await addPreloads(folder);
    await removeBundlerNotes(folder);
    await compressFiles(folder);
    await describeShell(folder, root);
  });

/**
 * Writes release.json: the shell's build is a release too, with `index.html` as its entry, the gateway's template for
 * pages. Gateways publish it at their start, so each different build needs its own version: without `RELEASE_VERSION`,
 * the version of package.json with a digest as build metadata (semver.org, 10), such as 1.0.0+Rk0s9yVxQp.
 */
async function describeShell(folder: string, root: string): Promise<void> {
  const files = await readBuild(folder);
  const description = {
    name: SHELL,
    ...(await identity(root)),
    contractVersion: CONTRACT_VERSION,
    entry: 'index.html',
    exposes: [],
    shared: sharedOf(sharedModules()),
    routes: [],
    navigation: [],
    widgets: [],
  };
  const digest = releaseOf(description, files)
    .integrity.replace(/^sha384-|[+/]/g, '')
    .slice(0, 10);
  const version = process.env.RELEASE_VERSION || `${description.version}+${digest}`;
  await writeRelease(folder, { ...description, version }, files);
}

async function addPreloads(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  const file = path.join(folder, 'index.html');
  const html = await readFile(file, 'utf8');
  const texts = Langue.options.map((langue) => {
    const module = manifest[`src/texts/${langue}.ts`]?.file;
    if (!module) throw new Error(`the build has no texts in ${langue}`);
    return `<link rel="modulepreload" crossorigin href="/${module}" data-langue="${langue}">`;
  });
  await writeFile(file, html.replace('</head>', `${texts.join('')}</head>`));
}
