import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Langue } from '@boutique/contracts/common';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import type { Plugin } from 'vite';
import { afterBuild } from './after-build.ts';
import { compressFiles } from './compress-files.ts';
import { CONTAINER_FILE } from './container-plugin.ts';
import { recordChunks } from './record-chunks.ts';
import { readBuild, releaseOf, writeRelease } from './release-files.ts';
import { buildServerEntry, SERVER_ENTRY } from './server-entry.ts';

type Shared = Release['shared'];

/**
 * Writes `release.json` beside the container: the build's identity, the slice's declaration, and size and hash of
 * every file. Builds the server entry too. `RELEASE_VERSION` and `RELEASE_COMMIT` override the version in package.json and git's HEAD. If the
 * register would refuse the release, the build fails with the register's words.
 */
export function releasePlugin(declaration: SliceDeclaration, shared: Shared): Plugin[] {
  const chunks = recordChunks();
  const release = afterBuild('boutique:release', async (folder, { root, logger }) => {
    const filesOf = (source: string) => chunks.filesOf(path.posix.join(root, source));
    const [server] = await Promise.all([buildServerEntry(root), compressFiles(folder)]);
    // only now, because a file that browsers never get needs no compressed copies
    await writeFile(path.join(folder, SERVER_ENTRY), server);
    const files = await readBuild(folder);
    const description = {
      ...(await identity(root)),
      ...describe(declaration, shared),
      entry: CONTAINER_FILE,
      server: SERVER_ENTRY,
      routes: declaration.routes.map(({ page, ...route }) => ({ ...route, ...preloads(filesOf(page), page) })),
      widgets: declaration.widgets.map(({ module, ...widget }) => ({
        ...widget,
        ...preloads(filesOf(module), module),
      })),
      ...textsOf(filesOf),
    };
    const { name, version } = await writeRelease(folder, description, files);
    logger.info(`release ${name} ${version}: ${files.size} files`);
  });
  /** What a browser fetches for a page or widget: the container, its module, and all static imports of both. */
  const preloads = (files: readonly string[], source: string) => {
    if (files.length === 0) throw new Error(`${source} is declared but is not in the build; does the slice import it?`);
    const modules = [...new Set([...chunks.closureOf(CONTAINER_FILE), ...files])];
    return { modules, styles: [...new Set(modules.flatMap(chunks.stylesOf))] };
  };
  return [chunks.plugin, release];
}

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
            entry: `${config.server.origin ?? ''}/${CONTAINER_FILE}`,
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

/** The files with the texts of each language: `src/texts/<langue>.ts` and its imports. */
function textsOf(filesOf: (source: string) => string[]): Pick<Release, 'texts'> {
  const textsIn = (langue: Langue) => filesOf(`src/texts/${langue}.ts`).filter((file) => file !== CONTAINER_FILE);
  const [fr, en] = [textsIn('fr'), textsIn('en')];
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
