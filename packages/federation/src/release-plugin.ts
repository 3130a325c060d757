import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Langue } from '@boutique/contracts/common';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import type { Manifest, Plugin } from 'vite';
import { afterBuild } from './after-build.ts';
import { compressFiles } from './compress-files.ts';
import { readBuild, releaseOf, removeBundlerNotes, writeRelease } from './release-files.ts';
import { buildServerEntry, SERVER_ENTRY } from './server-entry.ts';

type Shared = Release['shared'];

/**
 * Writes `release.json` beside `mf-manifest.json`: the build's identity, the slice's declaration, and size and hash of
 * every file. Builds the server entry too. `RELEASE_VERSION` and `RELEASE_COMMIT` override the version in package.json and git's HEAD. If the
 * register would refuse the release, the build fails with the register's words.
 */
export const releasePlugin = (declaration: SliceDeclaration, shared: Shared): Plugin =>
  afterBuild('boutique:release', async (folder, { root, logger }) => {
    const manifest = JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
    await removeBundlerNotes(folder);
    const [server] = await Promise.all([buildServerEntry(root), compressFiles(folder)]);
    // only now, because a file that browsers never get needs no compressed copies
    await writeFile(path.join(folder, SERVER_ENTRY), server);
    const files = await readBuild(folder);
    const description = {
      ...(await identity(root)),
      ...describe(declaration, shared),
      entry: 'mf-manifest.json',
      server: SERVER_ENTRY,
      routes: declaration.routes.map(({ page, ...route }) => ({ ...route, ...closureOf(manifest, page) })),
      widgets: declaration.widgets.map(({ module, ...widget }) => ({ ...widget, ...closureOf(manifest, module) })),
      ...textsOf(manifest),
    };
    const release = await writeRelease(folder, description, files);
    logger.info(`release ${release.name} ${release.version}: ${files.size} files`);
  });

/** Makes a dev server answer `/release.json` too: a release without files, whose entry is on the server itself. */
export const devReleasePlugin = (declaration: SliceDeclaration, shared: Shared): Plugin => ({
  name: 'boutique:dev-release',
  apply: 'serve',
  configureServer({ config, middlewares }) {
    middlewares.use('/release.json', (_request, response, next) => {
      const preloads = { modules: [], styles: [] };
      identity(config.root)
        .then((id) => {
          const description = {
            ...id,
            version: `${id.version}-dev`,
            ...describe(declaration, shared),
            entry: `${config.server.origin ?? ''}/mf-manifest.json`,
            routes: declaration.routes.map(({ page, ...route }) => ({ ...route, ...preloads })),
            widgets: declaration.widgets.map(({ module, ...widget }) => ({ ...widget, ...preloads })),
          };
          const release = releaseOf(description, new Map());
          response.setHeader('content-type', 'application/json').end(JSON.stringify(release));
        })
        .catch(next);
    });
  },
});

/** Keeps only the versions; the federation plugin's options contain more. */
export const sharedOf = (shared: Shared): Shared =>
  Object.fromEntries(
    Object.entries(shared).map(([name, { version, requiredVersion }]) => [name, { version, requiredVersion }]),
  );

const describe = (declaration: SliceDeclaration, shared: Shared) => ({
  name: declaration.name,
  contractVersion: CONTRACT_VERSION,
  exposes: [SLICE_MODULE],
  shared: sharedOf(shared),
  navigation: declaration.navigation,
  ...(declaration.needs && { needs: declaration.needs }),
  ...(declaration.budget !== undefined && { budget: declaration.budget }),
});

/** Version, commit and time of a build: `RELEASE_VERSION` and `RELEASE_COMMIT` win over package.json and git. */
export async function identity(root: string) {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    version: process.env.RELEASE_VERSION || version,
    builtAt: new Date().toISOString(),
    commit: process.env.RELEASE_COMMIT || gitHead(root),
  };
}

/** The files with the texts of each language: the chunks of `src/texts/<langue>.ts` and their imports. */
function textsOf(manifest: Manifest): Pick<Release, 'texts'> {
  const filesOf = (langue: Langue) => filesFrom(manifest, [`src/texts/${langue}.ts`]).modules;
  const [fr, en] = [filesOf('fr'), filesOf('en')];
  if (fr.length === 0 && en.length === 0) return {};
  if (fr.length > 0 && en.length > 0) return { texts: { fr, en } };
  throw new Error(`src/texts/${fr.length > 0 ? 'en' : 'fr'}.ts is missing, or is not imported by itself`);
}

function gitHead(root: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

/**
 * The files that a browser fetches to load `source` through the federation entry: the remote entry, the modules that it
 * imports at once (also the exposed one), `source` itself, and the static imports of all of these.
 */
function closureOf(manifest: Manifest, source: string): { modules: string[]; styles: string[] } {
  if (!manifest[source])
    throw new Error(`${source} is declared but is not a chunk of the build; is it imported lazily?`);
  const entry = Object.keys(manifest).find((key) => manifest[key]?.file === 'remoteEntry.js');
  if (!entry) throw new Error('the build has no remoteEntry.js');
  return filesFrom(manifest, [entry, ...(manifest[entry]?.dynamicImports ?? []), source]);
}

/** The files of these chunks and of all their static imports. */
function filesFrom(manifest: Manifest, keys: readonly string[]): { modules: string[]; styles: string[] } {
  const modules = new Set<string>();
  const styles = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || modules.has(chunk.file)) return;
    modules.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const key of keys) visit(key);
  return { modules: [...modules], styles: [...styles] };
}
