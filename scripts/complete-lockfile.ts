import { readFile, writeFile } from 'node:fs/promises';
import { fromRoot } from './parts.ts';

/**
 * Adds missing entries to package-lock.json: run `node scripts/complete-lockfile.ts` after each change of dependencies.
 * npm sometimes leaves out optional packages of other platforms (npm/cli#4828). `npm ci` then refuses the lockfile, or
 * does not install these packages on their platforms.
 */
interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}
export interface Lockfile {
  packages: Record<string, Entry>;
}

const SYSTEMS = 'darwin|linux|win32|windows|android|freebsd|netbsd|openbsd|sunos|aix|openharmony|linuxmusl';
const PROCESSORS = 'x64|ia32|arm64|arm|ppc64|riscv64|s390x|loong64|mips64el|wasm32';

/** Optional packages that other packages depend on and that have no entry, by location. */
export function missingEntries({ packages }: Lockfile): Map<string, Entry> {
  const missing = new Map<string, Entry>();
  for (const [path, { optionalDependencies = {}, dev, devOptional }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const known = [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => packages[place]);
      if (!known) {
        missing.set(`node_modules/${name}`, {
          version: range.replace(/^[\^~]/, ''),
          ...((dev && { dev }) || (devOptional && { devOptional })),
          optional: true,
          ...platformOf(name),
        });
      }
    }
  }
  return missing;
}

/** The `os`, `cpu` and `libc` of a package's manifest, derived from its name: `@oxlint/binding-linux-arm64-musl`. */
function platformOf(name: string): Entry {
  if (name === 'fsevents') return { os: ['darwin'] };
  const system = new RegExp(`(?:^|[-/])(${SYSTEMS})(?=-|$)`).exec(name)?.[1];
  const processor = new RegExp(`-(${PROCESSORS})(?=-|$)`).exec(name)?.[1];
  if (!processor) throw new Error(`${name}: its name does not show its platform`);
  const musl = /musl/.test(name);
  return {
    ...(system && { os: [system === 'windows' ? 'win32' : system.replace('linuxmusl', 'linux')] }),
    cpu: [processor],
    ...(system?.startsWith('linux') && { libc: [musl ? 'musl' : 'glibc'] }),
  };
}

if (import.meta.main) {
  const file = fromRoot('package-lock.json');
  const lockfile = JSON.parse(await readFile(file, 'utf8')) as Lockfile;
  const missing = missingEntries(lockfile);
  Object.assign(lockfile.packages, Object.fromEntries(missing));
  const sorted = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lockfile.packages = Object.fromEntries(sorted);
  await writeFile(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(`${missing.size} entries added`);
}
