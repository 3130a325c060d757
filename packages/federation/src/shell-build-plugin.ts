import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Langue } from '@boutique/contracts/common';
import type { Manifest, Plugin } from 'vite';
import { afterBuild } from './after-build.ts';
import { compressFiles } from './compress-files.ts';
import { removeBundlerNotes } from './release-files.ts';

/** Chunks of the shell's own lazy pages, of texts, and of what measures a page once it has settled. */
const LAZY = /^src\/(?:pages|mesures|texts)\//;
/** The font of the first screen; other scripts are fetched when a text needs them. */
const FONT = /inter-latin-wght/;

/**
 * Finishes the shell's build: the page preloads all that starts it (the federation runtime imports React, react-dom and
 * the facade dynamically, which Vite's own preloads leave out), its texts in each language (of which the gateway leaves
 * one, see `localizePage`) and the font, and every text file gets its compressed copies.
 */
export const shellBuildPlugin = (): Plugin =>
  afterBuild('boutique:shell-build', async (folder) => {
    await orderLayers(folder);
    await addPreloads(folder);
    await removeBundlerNotes(folder);
    await compressFiles(folder);
  });

/** The stylesheet that begins the cascade's layers comes first, wherever the bundler has put it. */
async function orderLayers(folder: string): Promise<void> {
  const file = path.join(folder, 'index.html');
  const html = await readFile(file, 'utf8');
  const links = [...html.matchAll(/<link rel="stylesheet"[^>]* href="\/([^"]+)">\s*/g)];
  const styles = await Promise.all(links.map(([, href = '']) => readFile(path.join(folder, href), 'utf8')));
  const first = styles.findIndex((style) => style.startsWith('@layer reset'));
  if (first === -1) throw new Error('no stylesheet of the page begins with the layer "reset"');
  const ordered = [...links.splice(first, 1), ...links].map(([link]) => link).join('');
  const without = html.replace(/<link rel="stylesheet"[^>]*>\s*/g, '');
  await writeFile(file, without.replace('</head>', `${ordered}</head>`));
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
