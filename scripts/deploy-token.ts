import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './parts.ts';

const FILE = path.join(dataFolder, 'shell-deploy-token');

/** The token for publishing the shell's build: SHELL_DEPLOY_TOKEN, or a random one that is kept in the data folder. */
export async function shellDeployToken(): Promise<string> {
  if (process.env.SHELL_DEPLOY_TOKEN) return process.env.SHELL_DEPLOY_TOKEN;
  await mkdir(dataFolder, { recursive: true });
  // fails if the file exists: an existing token stays
  await writeFile(FILE, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => {});
  return readFile(FILE, 'utf8');
}
