import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';

/**
 * Reads a release from the folder that its build wrote.
 * @throws ReleaseRefusal when release.json is missing, or the files differ from its description
 */
export async function readReleaseFolder(folder: string, limits?: ReleaseLimits): Promise<PackedRelease> {
  const text = await readFile(path.join(folder, 'release.json'), 'utf8').catch(() => {
    const message = `${folder} has none; build the slice first (npm run build -w <its folder>), and name the folder of the build`;
    throw new ReleaseRefusal([{ chemin: 'release.json', message }]);
  });
  const release = parseRelease(text, limits);
  const files = new Map<string, Buffer>();
  for (const file of Object.keys(release.files)) {
    // `checkFiles` reports missing files together with wrong ones
    const content = await readFile(path.join(folder, file)).catch(() => undefined);
    if (content) files.set(file, content);
  }
  const packed = { release, files };
  await checkFiles(packed);
  return packed;
}
