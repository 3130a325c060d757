import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SliceDeclaration } from '@boutique/contracts/slice';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

interface Slice {
  /** Its workspace, such as /…/mfe-produits. */
  folder: string;
  declaration: SliceDeclaration;
}

export interface Bundle {
  /** The folder of the finished build. */
  folder: string;
  /** The shell's folder: keys of the build's manifest are relative to it. */
  root: string;
  slices: Slice[];
}

/**
 * Builds shell and slices from their own sources as one page application, as a team without federation would: one
 * bundle, pages lazy, the header's widgets in the start, one file of texts for each language.
 */
export async function buildBundle(repository: string): Promise<Bundle> {
  const slices = await readSlices(repository);
  const root = path.join(repository, 'shell');
  const folder = path.join(repository, 'bench/.cache/bundle');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    plugins: [react(), withoutFederation(slices)],
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // the header's widgets are meant to be in the start
        checks: { ineffectiveDynamicImport: false },
        output: {
          codeSplitting: {
            groups: [
              ...['fr', 'en'].map((langue) => ({
                name: `texts-${langue}`,
                test: new RegExp(`/(?:shell|mfe-[^/]+)/src/texts/${langue}\\.ts$`),
                priority: 2,
              })),
              { name: 'common', minShareCount: 2, priority: 1 },
            ],
          },
        },
      },
    },
  });
  return { folder, root, slices };
}

async function readSlices(repository: string): Promise<Slice[]> {
  const folders = readdirSync(repository)
    .map((name) => path.join(repository, name))
    .filter((folder) => path.basename(folder).startsWith('mfe-') && existsSync(path.join(folder, 'package.json')));
  return Promise.all(
    folders.map(async (folder) => {
      const file = pathToFileURL(path.join(folder, 'src/declaration.ts')).href;
      const { declaration } = (await import(file)) as { declaration: SliceDeclaration };
      return { folder, declaration };
    }),
  );
}

/** The shell's module that loads a slice by Module Federation, as the shell imports it. */
const LOADER = './load-slice.ts';

/** Puts the slices themselves in the place of the module that would load them: the only change to the sources. */
function withoutFederation(slices: readonly Slice[]): Plugin {
  const id = `\0bench:${LOADER}`;
  const code = [
    ...slices.flatMap(({ folder, declaration }) => [
      `import * as ${declaration.name} from ${JSON.stringify(path.join(folder, 'src/exposes/slice.ts'))};`,
      ...declaration.widgets
        .filter(({ slot }) => slot)
        .map(({ module }) => `import ${JSON.stringify(path.join(folder, module))};`),
    ]),
    `const slices = { ${slices.map(({ declaration }) => declaration.name).join(', ')} };`,
    'export async function loadSlice(name) {',
    '  await slices[name].ready?.(document.documentElement.lang);',
    '  return slices[name];',
    '}',
  ].join('\n');
  let used = false;
  return {
    name: 'bench:without-federation',
    enforce: 'pre',
    resolveId: (source) => (source === LOADER ? id : undefined),
    load(loaded) {
      if (loaded !== id) return undefined;
      used = true;
      return { code, moduleSideEffects: true };
    },
    buildEnd(error) {
      if (!error && !used) throw new Error(`the shell does not import ${LOADER} any more: name what loads slices here`);
    },
  };
}
