import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './parts.ts';

const FILE = path.join(dataFolder, 'shell-deploy-token');

/** What the gateway publishes the shell's build with: SHELL_DEPLOY_TOKEN, or a random one that is kept with the data. */
export async function shellDeployToken(): Promise<string> {
  if (process.env.SHELL_DEPLOY_TOKEN) return process.env.SHELL_DEPLOY_TOKEN;
  await mkdir(dataFolder, { recursive: true });
  // fails where there is one already, which stays
  await writeFile(FILE, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => {});
  return readFile(FILE, 'utf8');
}
