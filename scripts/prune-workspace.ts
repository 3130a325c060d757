import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot, root } from './parts.ts';

interface Entry {
  version?: string;
  link?: boolean;
  dev?: boolean;
  license?: string;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}
export interface Lockfile {
  name: string;
  packages: Record<string, Entry>;
}

/**
 * The lockfile for only one workspace: the npm packages and workspaces that it depends on, without the
 * `devDependencies` of those workspaces. `dev` adds the workspace's own `devDependencies`.
 */
export function pruneLockfile(lockfile: Lockfile, workspace: string, { dev }: { dev: boolean }): Lockfile {
  const { packages } = lockfile;
  const own = packages[workspace];
  if (!own) throw new Error(`package-lock.json knows no workspace "${workspace}"`);
  const kept = new Map<string, Entry>();
  const keep = (location: string, entry: Entry) => {
    if (kept.has(location)) return;
    kept.set(location, entry);
    const target = entry.link && entry.resolved ? packages[entry.resolved] : undefined;
    if (target) {
      const { devDependencies, ...needed } = target;
      return keep(entry.resolved as string, needed);
    }
    const { dependencies, devDependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = entry;
    const asked = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies });
    for (const name of asked.filter((asked) => !peerDependenciesMeta?.[asked]?.optional)) {
      const found = places(location, name).find((place) => packages[place]);
      if (found) keep(found, packages[found] as Entry);
    }
  };
  const { devDependencies, ...production } = own;
  keep(workspace, dev ? own : production);
  kept.set(`node_modules/${path.basename(workspace)}`, { resolved: workspace, link: true });
  const top = {
    name: lockfile.name,
    version: packages['']?.version ?? '0.0.0',
    workspaces: workspacesOf(Object.fromEntries(kept)),
  };
  const inOrder = Object.keys(packages).filter((location) => kept.has(location));
  const entries = inOrder.map((location) => [location, kept.get(location)] as const);
  return { ...lockfile, packages: { '': top, ...Object.fromEntries(entries) } };
}

/** The places where Node looks for a package, innermost folder first. */
function places(location: string, name: string): string[] {
  const segments = location.split('/');
  return segments
    .map((_, index) => segments.slice(0, segments.length - index))
    .filter((folder) => folder.at(-1) !== 'node_modules')
    .map((folder) => `${folder.join('/')}/node_modules/${name}`)
    .concat(`node_modules/${name}`);
}

/** The folders of the workspaces in a lockfile. */
export const workspacesOf = (packages: Lockfile['packages']): string[] =>
  Object.keys(packages)
    .filter((location) => location !== '' && !location.includes('node_modules'))
    .sort();

/**
 * The lockfile of a part's build. API and shell bundle their `devDependencies` and run on their `dependencies`. A slice
 * is built from its `dependencies`; its `devDependencies` are for tests and for running alone on mocks.
 */
export const pruneForBuild = (lockfile: Lockfile, workspace: string): Lockfile =>
  pruneLockfile(lockfile, workspace, { dev: !workspace.startsWith('mfe-') });

/**
 * Writes only those files of the repository that the image of one part is made from: `build/` and `production/` have
 * the manifests for `npm ci`, with and without build tools, and `sources/` has the files that the build reads.
 */
export async function pruneWorkspace(workspace: string, out: string): Promise<void> {
  const lockfile = JSON.parse(await readFile(fromRoot('package-lock.json'), 'utf8')) as Lockfile;
  const build = pruneForBuild(lockfile, workspace);
  await writeManifests(path.join(out, 'build'), build);
  await writeManifests(path.join(out, 'production'), pruneLockfile(lockfile, workspace, { dev: false }));
  const copy = (source: string) => cp(fromRoot(source), path.join(out, 'sources', source), { recursive: true });
  for (const workspace of workspacesOf(build.packages)) await copy(workspace);
  // Vite follows the references of the workspace's tsconfig.json
  for await (const file of glob(['tsconfig.*.json', 'packages/tsconfig*.json'], { cwd: root })) await copy(file);
}

async function writeManifests(folder: string, lockfile: Lockfile): Promise<void> {
  const write = async (file: string, content: object) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `${JSON.stringify(content, null, 2)}\n`);
  };
  const read = async (file: string) => JSON.parse(await readFile(fromRoot(file), 'utf8')) as Record<string, unknown>;
  const { allowScripts } = await read('package.json');
  await cp(fromRoot('.npmrc'), path.join(folder, '.npmrc'));
  await write('package.json', { ...lockfile.packages[''], private: true, allowScripts });
  await write('package-lock.json', lockfile);
  for (const workspace of workspacesOf(lockfile.packages)) {
    const manifest = await read(`${workspace}/package.json`);
    const { devDependencies } = lockfile.packages[workspace] ?? {};
    await write(`${workspace}/package.json`, { ...manifest, devDependencies });
  }
}

if (import.meta.main) {
  const [workspace, out] = process.argv.slice(2);
  if (!workspace || !out) throw new Error('a workspace and a folder are expected: prune-workspace.ts api /tmp/api');
  await pruneWorkspace(workspace, out);
}
