import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';

/**
 * A built release, as its build wrote it into a folder.
 * @throws ReleaseRefusal when there is no release.json, or the folder does not hold what it says
 */
export async function readReleaseFolder(folder: string, limits?: ReleaseLimits): Promise<PackedRelease> {
  const text = await readFile(path.join(folder, 'release.json'), 'utf8').catch(() => {
    const message = `${folder} has none; build the slice first (npm run build -w <its folder>), and name the folder of the build`;
    throw new ReleaseRefusal([{ chemin: 'release.json', message }]);
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
