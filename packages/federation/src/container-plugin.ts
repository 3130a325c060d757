import path from 'node:path';
import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import { federation } from '@module-federation/vite';
import type { Plugin, Rolldown } from 'vite';
import { SLICE_SOURCE } from './server-entry.ts';
import type { SharedModules } from './shared.ts';

/** The federation container: the file that the shell loads. It contains everything but pages and texts. */
export const CONTAINER_FILE = 'remoteEntry.js';

const CONTAINER = 'virtual:boutique/container';
const STYLES = 'virtual:boutique/styles';
/** The module by which Vite loads the stylesheets of a lazy file before the file runs. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';
/** Stands for the name of the container's stylesheet until the build knows whether there is one. */
const STYLE_PLACE = '__BOUTIQUE_STYLE__';

/** The options of `@module-federation/vite` for releases and for development servers. */
export const federationOptions = ({ name }: SliceDeclaration) => ({
  name,
  filename: CONTAINER_FILE,
  exposes: { [SLICE_MODULE]: `./${SLICE_SOURCE}` },
  shareStrategy: 'loaded-first' as const,
  manifest: false,
  dts: false,
});

/** The id of the package's module with `init` and `get`; known when the build has started. */
interface Container {
  id: string;
}

/**
 * Builds a slice as a Module Federation container of few files. `@module-federation/vite` writes the container and the
 * modules that stand for shared ones; `filesPlugin` puts them into files.
 */
export function containerPlugin(declaration: SliceDeclaration, shared: SharedModules): Plugin[] {
  const container = { id: '' };
  const plugins: Plugin[] = federation({
    ...federationOptions(declaration),
    // the shell always has these, and the runtime: a build needs no copies
    shared: Object.fromEntries(Object.entries(shared).map(([name, share]) => [name, { ...share, import: false }])),
    experiments: { externalRuntime: true },
    // the package gives up after these seconds, and a slow build would differ from others; `filesPlugin` waits instead
    moduleParseIdleTimeout: 600,
  });
  return [
    filesPlugin(declaration, container),
    ...plugins.map((plugin) => withoutEntries(plugin, container)),
    importEarly(container),
  ];
}

/**
 * The package emits four entries: the container, the exposed module, and two that start a page without a shell. Each
 * would be a file or make one. So it emits none; the container becomes part of the entry of `filesPlugin`.
 */
function withoutEntries(plugin: Plugin, container: Container): Plugin {
  const { buildStart } = plugin;
  if (typeof buildStart !== 'function') return plugin;
  return {
    ...plugin,
    buildStart(options) {
      const emitFile = (file: Rolldown.EmittedFile) => {
        if (file.type === 'chunk' && file.fileName === CONTAINER_FILE) container.id = file.id;
        return '';
      };
      const context = { environment: this.environment, resolve: this.resolve.bind(this), emitFile };
      return buildStart.call(context as unknown as typeof this, options);
    },
  };
}

/** The container imports the table of its shared modules when it starts. That would be one more file. */
const importEarly = (container: Container): Plugin => ({
  name: 'boutique:import-early',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    const [, table] = (id === container.id && /\bimport\(("virtual:mf-localSharedImportMap[^"]*")\)/.exec(code)) || [];
    return table && `import ${table};${code}`;
  },
});

/**
 * Puts modules into three scripts: the container with the slice's module, its widgets and what they need; the shoppers'
 * pages; and the texts of one language. Container and pages have a stylesheet each. Pages of the administration and
 * texts of other languages are files of their own. Names have no hash, because the path of a release has.
 */
function filesPlugin({ routes, widgets }: SliceDeclaration, container: Container): Plugin {
  let root = '';
  let sources: Promise<Set<string>> | undefined;
  let groupOf: (id: string, context: Rolldown.ChunkingContext) => string | null;
  const isText = (id: string) => /^\/src\/texts\/[a-z]{2}(?:\/|\.ts$)/.test(id.replace(root, ''));
  const isOwn = (id: string) => id.startsWith(`${root}/src/`) && /\.tsx?$/.test(id) && !isText(id);
  const inContainer = () =>
    [SLICE_SOURCE, ...widgets.map(({ module }) => module)].map((id) => path.posix.join(root, id));
  return {
    name: 'boutique:files',
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
              groups: [{ name: (id, context) => groupOf(id, context), debugName: 'pages' }],
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
      if (source === PRELOAD_HELPER) return `\0${STYLES}`;
      return source === CONTAINER || source === STYLES ? `\0${source}` : undefined;
    },
    async load(id) {
      if (id === `\0${STYLES}`) return STYLES_SOURCE;
      if (id !== `\0${CONTAINER}` && !id.includes('virtual:mf')) return undefined;
      // the package writes its modules once all others have been read: what they import decides what they contain
      sources ??= loadAll(this, inContainer());
      const texts = [...(await sources)].filter(isText);
      if (id !== `\0${CONTAINER}`) return undefined;
      // kept in the container, or it would be one more file for texts and pages
      const kept = texts.flatMap((text) => this.getModuleInfo(text)?.importedIds ?? []).filter((one) => !isText(one));
      return containerOf(container.id, inContainer(), new Set(kept));
    },
    // Rolldown puts what the container needs into the container's file only if every lazy module needs all of it, too
    transform: (code, id) => (isOwn(id) ? `${code}\nimport '${CONTAINER}';` : undefined),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const file = bundle[CONTAINER_FILE];
        if (file?.type !== 'chunk') throw new Error(`the build has no ${CONTAINER_FILE}`);
        const [style = ''] = file.viteMetadata?.importedCss ?? [];
        file.code = file.code.replace(STYLE_PLACE, style);
      },
    },
  };
}

/**
 * Waits until these sources, and all that they import, have been read.
 * @returns their ids
 * @throws Error for a source with a syntax error, which the package would wait for
 */
async function loadAll(context: Rolldown.PluginContext, ids: readonly string[], found = new Set<string>()) {
  const more = ids.filter((id) => !found.has(id) && !id.includes('virtual:'));
  for (const id of more) found.add(id);
  const loaded = await Promise.all(more.map((id) => context.load({ id })));
  const faulty = loaded.find(({ code }) => typeof code !== 'string');
  if (faulty) throw new Error(`${faulty.id} cannot be read`);
  const imported = loaded.flatMap((one) => [...one.importedIds, ...one.dynamicallyImportedIds]);
  if (imported.length > 0) await loadAll(context, imported, found);
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

const containerOf = (container: string, sources: readonly string[], kept: ReadonlySet<string>) => `
import { get as getModule } from '${container}';
import { addStyle } from '${STYLES}';
${sources.map((module) => `import '${module}';`).join('\n')}
${[...kept].map((module) => `export * from '${module}';`).join('\n')}
// without a stylesheet this is the container's own address
const style = new URL(/* @vite-ignore */ '${STYLE_PLACE}', import.meta.url).href;
export { init } from '${container}';
export async function get(name) {
  if (style !== import.meta.url) await addStyle(style);
  return getModule(name);
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
}
export const __vitePreload = (load, styles = [], base = '') =>
  Promise.all(styles.map((style) => addStyle(new URL(style, base).href))).then(load);
`;
