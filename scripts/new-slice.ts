import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SHELL } from '@boutique/contracts/release';
import { RESERVED_SEGMENTS, SliceName } from '@boutique/contracts/slice';
import { baseManifest, FOLLOWED_IN, follow } from './new-slice/follow.ts';
import { fromRoot, root, slices } from './parts.ts';

/**
 * `npm run new-slice -- <name>`: creates a slice with one page and one widget, mocks, tests, image and manifests.
 * Changes nothing outside its folder except the lockfile, which lists every workspace. With `--followed` it also belongs to
 * the shop's own slices: Compose and Kubernetes run its server, which the API follows.
 */
const TEMPLATE = fromRoot('scripts/new-slice/template');

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { followed: { type: 'boolean' } } });
  const [name = '', ...more] = positionals;
  if (more.length > 0) throw new Error(`One name is expected, not "${positionals.join(' ')}".`);
  const port = await createSlice(name);
  if (values.followed) await followSlice(name);
  console.log(`mfe-${name} is there. Its pages, navigation and widgets are declared in mfe-${name}/src/declaration.ts.

  npm run dev -w mfe-${name}       alone in a browser, on mocks: http://localhost:${port}
  npm test -w mfe-${name}          its tests
  npm run build -w mfe-${name}     its release, in mfe-${name}/dist

  to put it into a running shop, without a restart and without a server of the slice:
  export BOUTIQUE_DEPLOY_TOKEN=$(npm run -s release -- token create ${name} --name me --email <administrator>)
  npm run release -- publish mfe-${name}/dist
  npm run release -- promote ${name} 1.0.0`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** @returns the port of its server. @throws Error when the name is taken or not allowed */
async function createSlice(name: string): Promise<number> {
  if (!SliceName.safeParse(name).success || name === SHELL || RESERVED_SEGMENTS.has(name)) {
    throw new Error(
      `"${name}" cannot be the name of a slice: lower-case letters, digits and hyphens are expected, and no name of the shell or the gateway, as in "avis": npm run new-slice -- avis`,
    );
  }
  const folder = `mfe-${name}`;
  if (existsSync(fromRoot(folder))) throw new Error(`${folder} is there already: choose another name, or remove it.`);
  const port = Math.max(...slices.map(({ defaultPort }) => defaultPort)) + 1;
  const words = name.split('-').filter(Boolean);
  const values: Record<string, string> = {
    __name__: name,
    __NAME__: name.toUpperCase().replaceAll('-', '_'),
    __Name__: words.map(capitalized).join(''),
    __Title__: capitalized(words.join(' ')),
    __port__: String(port),
  };
  const fill = (text: string) => text.replace(/__(?:name|NAME|Name|Title|port)__/g, (place) => values[place] ?? place);
  for await (const file of glob('**/*.tmpl', { cwd: TEMPLATE })) {
    const target = fromRoot(folder, fill(file).slice(0, -'.tmpl'.length));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, fill(await readFile(path.join(TEMPLATE, file), 'utf8')));
  }
  await addToLockfile(folder);
  // format again: line lengths depend on the name
  spawnSync(fromRoot('node_modules/.bin/biome'), ['check', '--write', folder], { cwd: root });
  return port;
}

/** Makes the slice one of the shop's own: its own manifests move to those of all slices. */
async function followSlice(name: string): Promise<void> {
  const folder = `mfe-${name}`;
  const manifest = await readFile(fromRoot(folder, 'k8s/kustomization.yaml'), 'utf8');
  await mkdir(fromRoot('k8s/base', folder));
  await writeFile(fromRoot('k8s/base', folder, 'kustomization.yaml'), baseManifest(manifest));
  await rm(fromRoot(folder, 'k8s'), { recursive: true });
  await rm(fromRoot(folder, 'compose.yaml'));
  for (const file of FOLLOWED_IN) {
    const text = await readFile(fromRoot(file), 'utf8');
    await writeFile(fromRoot(file), follow(file, text, name));
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Does the work of `npm install` without a registry: other slices already use the same packages. */
async function addToLockfile(folder: string): Promise<void> {
  const file = fromRoot('package-lock.json');
  const lockfile = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, unknown> };
  const { name, version, dependencies, devDependencies } = JSON.parse(
    await readFile(fromRoot(folder, 'package.json'), 'utf8'),
  );
  lockfile.packages[folder] = { name, version, dependencies, devDependencies };
  lockfile.packages[`node_modules/${folder}`] = { resolved: folder, link: true };
  const packages = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  await writeFile(file, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  if (!existsSync(fromRoot('node_modules'))) return;
  // a removed slice of the same name may have left a dangling link
  await rm(fromRoot('node_modules', folder), { force: true });
  await symlink(`../${folder}`, fromRoot('node_modules', folder));
}
