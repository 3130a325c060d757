import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Release } from '@boutique/contracts/release';

/** What this build of the shell is. @throws Error when the build has not written it */
export async function readShellRelease(clientFolder: string): Promise<Release> {
  const text = await readFile(path.join(clientFolder, 'release.json'), 'utf8').catch(() => {
    throw new Error(`${clientFolder} holds no release.json: build the shell first (npm run build -w shell)`);
  });
  return Release.parse(JSON.parse(text));
}
