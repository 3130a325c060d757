import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Release } from '@boutique/contracts/release';
import { checkFiles } from '@boutique/release/check-files';
import { integrityOf, releaseIntegrity } from '@boutique/release/integrity';
import { parseRelease } from '@boutique/release/parse-release';

/** Deletes the bundler's files that only build tools read. */
export async function removeBundlerNotes(folder: string): Promise<void> {
  await rm(path.join(folder, '.vite'), { recursive: true, force: true });
}

/** Reads every file of a build by its path in the folder, except `release.json` and hidden files. */
export async function readBuild(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    // never publish a hidden file such as a .env that was copied with the public files
    .filter((file) => file !== 'release.json' && !/(?:^|\/)\.(?!well-known\/)/.test(file));
  const files = new Map<string, Buffer>();
  for (const file of names) files.set(file, await readFile(path.join(folder, file)));
  return files;
}

/** The description of a release before its files are hashed. */
type Description = Omit<Release, 'integrity' | 'files'>;

/** Completes a description with the sizes and hashes of its files. */
export function releaseOf(description: Description, contents: ReadonlyMap<string, Buffer>): Release {
  const files = Object.fromEntries(
    [...contents].map(([file, content]) => [file, { size: content.length, integrity: integrityOf(content) }]),
  );
  const content = { ...description, files };
  return { ...content, integrity: releaseIntegrity(content) };
}

/**
 * Checks a release as the register would, as far as that needs no other release, then writes `release.json`.
 * @throws ReleaseRefusal with the register's words
 */
export async function writeRelease(
  folder: string,
  description: Description,
  files: ReadonlyMap<string, Buffer>,
): Promise<Release> {
  const text = `${JSON.stringify(releaseOf(description, files), null, 1)}\n`;
  const release = parseRelease(text);
  await checkFiles({ release, files });
  await writeFile(path.join(folder, 'release.json'), text);
  return release;
}
