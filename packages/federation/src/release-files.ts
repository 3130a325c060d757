import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Release } from '@boutique/contracts/release';

type Files = Release['files'];

/** What the bundler writes for build tools alone. */
export async function removeBundlerNotes(folder: string): Promise<void> {
  await rm(path.join(folder, '.vite'), { recursive: true, force: true });
  await rm(path.join(folder, 'mf-stats.json'), { force: true });
}

/** Size and hash of every file of a build but `release.json`. */
export async function hashFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Files = {};
  for (const entry of entries) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
    if (!entry.isFile() || file === 'release.json') continue;
    const content = await readFile(path.join(folder, file));
    files[file] = { size: content.length, integrity: integrityOf(content) };
  }
  return files;
}

/** W3C Subresource Integrity notation. */
export const integrityOf = (content: string | Buffer): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** One hash over all files: the lines `<path> <integrity>\n`, sorted by path. */
export function releaseIntegrity(files: Files): string {
  const lines = Object.keys(files)
    .sort()
    .map((file) => `${file} ${files[file]?.integrity}\n`);
  return integrityOf(lines.join(''));
}
