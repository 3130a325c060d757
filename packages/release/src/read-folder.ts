import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { parseRelease, type ReleaseLimits } from './parse-release.ts';

/**
 * A built release, as its build wrote it into a folder.
 * @throws Error when there is no release.json; ReleaseRefusal when the folder is not what it says
 */
export async function readReleaseFolder(folder: string, limits?: ReleaseLimits): Promise<PackedRelease> {
  const text = await readFile(path.join(folder, 'release.json'), 'utf8').catch(() => {
    throw new Error(`${folder} holds no release.json: build it first (npm run build)`);
  });
  const release = parseRelease(text, limits);
  const files = new Map<string, Buffer>();
  for (const file of Object.keys(release.files)) {
    // a file that is missing is told of with the others that are wrong
    const content = await readFile(path.join(folder, file)).catch(() => undefined);
    if (content) files.set(file, content);
  }
  const packed = { release, files };
  await checkFiles(packed);
  return packed;
}
