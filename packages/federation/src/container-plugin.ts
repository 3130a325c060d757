import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Langue } from '@boutique/contracts/common';
import { SERVER_MODULES } from '@boutique/contracts/release';
import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import { type Plugin, parseSync, type Rolldown } from 'vite';
import { SLICE_SOURCE } from './server-entry.ts';
import { type SharedModules, shareOf } from './shared.ts';

/** The federation container: the file that the shell loads. It contains everything but pages and texts. */
export const CONTAINER_FILE = 'remoteEntry.js';

const CONTAINER = 'virtual:boutique/container';
const SHARE_SCOPE = 'virtual:boutique/share-scope';
const SHARED = 'virtual:boutique/shared/';
const STYLES = 'virtual:boutique/styles';
/** The module by which Vite loads the stylesheets of a lazy file before the file runs. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';
/** Stands for the name of the container's stylesheet until the build knows whether there is one. */
const STYLE_PLACE = '__BOUTIQUE_STYLE__';

/**
 * Builds a slice as a Module Federation container of three scripts: the container with the slice's module, its widgets
 * and what they need; the shoppers' pages; and the texts of one language. Container and pages have a stylesheet each.
 * Pages of the administration and texts of other languages are files of their own. Shared modules come from the share scope of the
 * shell's federation runtime; the build has no copies of them. Names have no hash, because the path of a release has.
 *
 * This plugin is used instead of `@module-federation/vite`, which writes the same container with 40 kB of its own
 * scripts in 15 files for a page with three slices.
 */
export function containerPlugin({ routes, widgets }: SliceDeclaration, shared: SharedModules): Plugin {
  let root = '';
  const isOwn = (id: string) => id.startsWith(`${root}/src/`) && /\.tsx?$/.test(id) && !id.includes('/src/texts/');
  let groupOf: (id: string, context: Rolldown.ChunkingContext) => string | null;
  return {
    name: 'boutique:container',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      build: {
        modulePreload: false,
        rolldownOptions: {
          input: { [path.parse(CONTAINER_FILE).name]: CONTAINER },
          // otherwise what pages import from the container would make it two files
          preserveEntrySignatures: 'allow-extension',
          // widgets are meant to be in the container
          checks: { ineffectiveDynamicImport: false },
          output: {
            entryFileNames: '[name].js',
            chunkFileNames: '[name].js',
            assetFileNames: ({ names }) =>
              names.some((name) => name.endsWith('.css')) ? '[name].css' : 'assets/[name]-[hash][extname]',
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: [{ name: (id, context) => groupOf(id, context) }],
            },
          },
        },
      },
    }),
    configResolved(config) {
      root = config.root;
    },
    renderStart() {
      groupOf = groupPages(
        routes.map(({ path: address, page }) => ({
          group: /^\/administration(?:\/|$)/.test(address) ? 'administration' : 'pages',
          id: path.posix.join(root, page),
        })),
      );
    },
    resolveId(source) {
      if (source === CONTAINER || source === SHARE_SCOPE || source === STYLES) return `\0${source}`;
      return (SERVER_MODULES as readonly string[]).includes(source) ? `\0${SHARED}${source}` : undefined;
    },
    async load(id) {
      if (id === PRELOAD_HELPER) return PRELOAD_HELPER_SOURCE;
      if (id === `\0${STYLES}`) return STYLES_SOURCE;
      if (id === `\0${CONTAINER}`) {
        const texts = Langue.options
          .map((langue) => path.posix.join(root, `src/texts/${langue}.ts`))
          .filter(existsSync);
        return containerOf([SLICE_SOURCE, ...widgets.map(({ module }) => module)], await importsOfTexts(this, texts));
      }
      if (id === `\0${SHARE_SCOPE}`) return SHARE_SCOPE_SOURCE;
      if (!id.startsWith(`\0${SHARED}`)) return undefined;
      const name = id.slice(SHARED.length + 1);
      const resolved = await this.resolve(name, path.join(root, SLICE_SOURCE), { skipSelf: true });
      if (!resolved) throw new Error(`${name} is shared but not installed`);
      return sharedModuleOf(name, shareOf(shared, name).requiredVersion, await exportsOf(resolved.id));
    },
    // Rolldown puts what the container needs into the container's file only if every lazy module needs all of it, too
    transform: (code, id) => (isOwn(id) ? `${code}\nimport '${CONTAINER}';` : undefined),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const container = bundle[CONTAINER_FILE];
        if (container?.type !== 'chunk') throw new Error(`the build has no ${CONTAINER_FILE}`);
        const [style = ''] = container.viteMetadata?.importedCss ?? [];
        container.code = container.code.replace(STYLE_PLACE, style);
      },
    },
  };
}

/** What texts import: kept in the container, or it would be one more file for texts and pages. */
async function importsOfTexts(context: Rolldown.PluginContext, texts: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const id of texts) {
    const { importedIds } = await context.load({ id });
    const own = importedIds.filter((imported) => imported.includes('/src/texts/'));
    for (const imported of importedIds) if (!own.includes(imported)) found.add(imported);
    for (const imported of await importsOfTexts(context, own)) found.add(imported);
  }
  return found;
}

/** Chunks by what needs their modules: a page of shoppers, only pages of the administration, or the container. */
function groupPages(pages: readonly { group: string; id: string }[]) {
  let groups: Map<string, string> | undefined;
  return (id: string, context: Rolldown.ChunkingContext): string | null => {
    const reach = (roots: readonly string[], found = new Set<string>()): Set<string> => {
      for (const one of roots) {
        if (found.has(one)) continue;
        found.add(one);
        reach(context.getModuleInfo(one)?.importedIds ?? [], found);
      }
      return found;
    };
    if (!groups) {
      groups = new Map();
      const inContainer = reach([`\0${CONTAINER}`]);
      // the last entry wins: what both need is with the shoppers' pages
      for (const group of ['administration', 'pages']) {
        const roots = pages.filter((page) => page.group === group).map((page) => page.id);
        for (const one of reach(roots)) if (!inContainer.has(one)) groups.set(one, group);
      }
    }
    return groups.get(id) ?? null;
  };
}

/** `init` has nothing to do: the modules below have been given their shares when they ran. */
const containerOf = ([slice, ...widgets]: readonly string[], kept: ReadonlySet<string>) => `
import { addStyle } from '${STYLES}';
import * as slice from '/${slice}';
${widgets.map((module) => `import '/${module}';`).join('\n')}
${[...kept].map((module) => `export * from '${module}';`).join('\n')}
// without a stylesheet this is the container's own address
const style = new URL('${STYLE_PLACE}', import.meta.url).href;
export const init = () => {};
export async function get(name) {
  if (name !== '${SLICE_MODULE}') throw new Error(name + ' is not exposed');
  if (style !== import.meta.url) await addStyle(style);
  return () => slice;
}`;

/** Adds a stylesheet, unless the gateway has put it into the page already. */
const STYLES_SOURCE = `
const added = new Map();
export function addStyle(href) {
  const isThere = !added.has(href) && [...document.querySelectorAll('link[rel=stylesheet]')].some((link) => link.href === href);
  if (isThere) return;
  const loading = added.get(href) ?? new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.crossOrigin = '';
    link.href = href;
    link.onload = resolve;
    link.onerror = () => reject(new Error(href + ' does not load'));
    document.head.append(link);
  });
  added.set(href, loading);
  return loading;
}`;

const PRELOAD_HELPER_SOURCE = `
import { addStyle } from '${STYLES}';
export const __vitePreload = (load, styles = [], base = '') =>
  Promise.all(styles.map((style) => addStyle(new URL(style, base).href))).then(load);
`;

/** The shell's runtime is the first. It throws when a version is out of range. */
const SHARE_SCOPE_SOURCE = `
const [shell] = globalThis.__FEDERATION__.__INSTANCES__;
export const share = (name, requiredVersion) =>
  shell.loadShareSync(name, { customShareInfo: { shareConfig: { requiredVersion, singleton: true, strictVersion: true } } })();
`;

const sharedModuleOf = (name: string, requiredVersion: string, exported: readonly string[]) => `
import { share } from '${SHARE_SCOPE}';
const shared = share('${name}', '${requiredVersion}');
const read = (name) => {
  if (name in shared) return shared[name];
  throw new Error('${name} of the shell has no ' + name);
};
${exported.map((one) => (one === 'default' ? 'export default shared;' : `export const ${one} = /* @__PURE__ */ read('${one}');`)).join('\n')}`;

/** The names that a module exports: by running CommonJS, by reading the source of a workspace's module. */
async function exportsOf(file: string): Promise<string[]> {
  if (file.includes('/node_modules/')) {
    const names = Object.keys(createRequire(file)(file) as object);
    return [...names.filter((name) => name !== 'default'), 'default'];
  }
  const { module } = parseSync(file, await readFile(file, 'utf8'));
  const entries = module.staticExports.flatMap((statement) => statement.entries).filter(({ isType }) => !isType);
  return entries.map(({ exportName }) => {
    if (exportName.kind !== 'Name' || !exportName.name) throw new Error(`${file}: only named exports can be shared`);
    return exportName.name;
  });
}
