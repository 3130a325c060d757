import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { type Lockfile, missingEntries } from './complete-lockfile.ts';
import { builtParts, fromRoot, root } from './parts.ts';

/**
 * Checks that every dependency is pinned exactly and has the same version in every workspace, that the lockfile names
 * no registry host, and that each image's tag is the version of its part.
 */
interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const problems: string[] = [];
const seen = new Map<string, { version: string; file: string }>();
let manifests = 0;
for await (const file of glob('{,*/,packages/*/}package.json', { cwd: root, exclude: ['node_modules'] })) {
  const { dependencies, devDependencies } = JSON.parse(await readFile(fromRoot(file), 'utf8')) as Manifest;
  manifests += 1;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      problems.push(`${file}: ${name} is "${version}", not an exact version`);
    const first = seen.get(name);
    if (first && first.version !== version) {
      problems.push(`${name} is ${version} in ${file} and ${first.version} in ${first.file}`);
    }
    seen.set(name, first ?? { version, file });
  }
}
if (manifests < 10) problems.push(`only ${manifests} package.json files were found`);
const lockfile = await readFile(fromRoot('package-lock.json'), 'utf8');
const missing = [...missingEntries(JSON.parse(lockfile) as Lockfile).keys()];
if (missing.length > 0) {
  problems.push(`package-lock.json lacks ${missing.join(', ')}: node scripts/complete-lockfile.ts adds them`);
}
if (/"resolved": "https?:/.test(lockfile)) problems.push('package-lock.json names the host of a registry');

const shopCompose = await readFile(fromRoot('docker-compose.yml'), 'utf8');
for (const part of builtParts) {
  const { version } = JSON.parse(await readFile(fromRoot(part, 'package.json'), 'utf8')) as { version: string };
  // slices made by new-slice have their own compose.yaml
  const compose = existsSync(fromRoot(part, 'compose.yaml'))
    ? await readFile(fromRoot(part, 'compose.yaml'), 'utf8')
    : shopCompose;
  const variable = `${part.toUpperCase().replaceAll('-', '_')}_VERSION`;
  const dockerfile = await readFile(fromRoot(part, 'Dockerfile'), 'utf8');
  for (const [file, text, pattern] of [
    [`${part}/Dockerfile`, dockerfile, /ARG VERSION=(\S+)/g],
    ['docker-compose.yml', compose, new RegExp(`\\$\\{${variable}:-([^}]+)\\}`, 'g')],
  ] as const) {
    const found = [...text.matchAll(pattern)].map(([, value]) => value);
    if (found.length === 0 || found.some((value) => value !== version)) {
      problems.push(
        `${file}: the version of ${part} is ${found.join(', ') || 'missing'}, its package.json says ${version}`,
      );
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${seen.size} dependencies in ${manifests} workspaces`);
process.exitCode = problems.length > 0 ? 1 : 0;
