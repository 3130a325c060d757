import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Langue } from '@boutique/contracts/common';
import { SHELL } from '@boutique/contracts/release';
import { CONTRACT_VERSION } from '@boutique/contracts/slice';
import type { Manifest, Plugin } from 'vite';
import { afterBuild } from './after-build.ts';
import { compressFiles } from './compress-files.ts';
import { readBuild, releaseOf, removeBundlerNotes, writeRelease } from './release-files.ts';
import { identity, sharedOf } from './release-plugin.ts';
import { sharedModules } from './shared.ts';

/** Chunks of the shell's own lazy pages, of texts, and of what measures a page once it has settled. */
const LAZY = /^src\/(?:pages|web-vitals|texts)\//;
/** The font of the first screen; other scripts are fetched when a text needs them. */
const FONT = /inter-latin-wght/;

/**
 * Finishes the shell's build: the page preloads all that starts it (the federation runtime imports React, react-dom and
 * the facade dynamically, which Vite's own preloads leave out), its texts in each language (of which the gateway leaves
 * one, see `localizePage`) and the font, and every text file gets its compressed copies.
 */
export const shellBuildPlugin = (): Plugin =>
  afterBuild('boutique:shell-build', async (folder, { root }) => {
    await addPreloads(folder);
    await removeBundlerNotes(folder);
    await compressFiles(folder);
    await describeShell(folder, root);
  });

/**
 * The shell is a release too: all its files, of which `index.html` is the template that the gateway makes pages from. Its
 * gateways publish it at their start, so each content has a version of its own: without `RELEASE_VERSION`, that of
 * package.json with a digest as build metadata (semver.org, 10), such as 1.0.0+Rk0s9yVxQp.
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
  const fonts = (await readdir(path.join(folder, 'assets'))).filter((name) => FONT.test(name));
  if (fonts.length !== 1) throw new Error(`one font to preload is expected, the build has ${fonts.length}`);
  const links = [
    `<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/${fonts[0]}">`,
    ...startClosure(manifest)
      .filter((module) => !html.includes(`/${module}"`))
      .map((module) => `<link rel="modulepreload" crossorigin href="/${module}">`),
    ...Langue.options.map((langue) => {
      const texts = manifest[`src/texts/${langue}.ts`]?.file;
      if (!texts) throw new Error(`the build has no texts in ${langue}`);
      return `<link rel="modulepreload" crossorigin href="/${texts}" data-langue="${langue}">`;
    }),
  ];
  await writeFile(file, html.replace('</head>', `${links.join('')}</head>`));
}

/** Every module that starting the shell loads, imported statically or not: from the page and from the federation's own. */
function startClosure(manifest: Manifest): string[] {
  const modules = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || LAZY.test(key) || modules.has(chunk.file)) return;
    modules.add(chunk.file);
    for (const imported of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(imported);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry || key.startsWith('virtual:mf')) visit(key);
  return [...modules].filter((module) => module.endsWith('.js'));
}
