import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Release } from '@boutique/contracts/release';
import { ConfigError } from './config.ts';

/** What this build of the shell is. @throws ConfigError when the build has not written it */
export async function readShellRelease(clientFolder: string): Promise<Release> {
  const text = await readFile(path.join(clientFolder, 'release.json'), 'utf8').catch(() => {
    throw new ConfigError(`${clientFolder} holds no release.json: build the shell first (npm run build -w shell)`);
  });
  return Release.parse(JSON.parse(text));
}
