import { createHash } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PRIVILEGED, SHARED_FOLDER, serverOwner } from './unprivileged.ts';

/** Creates a folder for a temporary server. */
export async function temporaryHome(): Promise<string> {
  if (PRIVILEGED) await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const home = await mkdtemp(path.join(PRIVILEGED ? SHARED_FOLDER : tmpdir(), 'temporary-'));
  await own(home);
  return home;
}

/**
 * The folder that really has the data of `dataDir`: `dataDir` itself or, for root, a separate folder that the user
 * `nobody` can enter. A file in `dataDir` names that folder, so that removing `dataDir` starts with new data.
 */
export async function lastingHome(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!PRIVILEGED) return dataDir;
  const home = movedHome(dataDir);
  const marker = path.join(dataDir, 'moved-to.txt');
  if (!(await stat(marker).catch(() => undefined))) {
    await rm(home, { recursive: true, force: true });
    await writeFile(marker, `${home}\n`);
  }
  await mkdir(home, { recursive: true, mode: 0o700 });
  await own(home);
  return home;
}

/** Removes the data of a stopped server. */
export async function removeData(dataDir: string): Promise<void> {
  if (PRIVILEGED) await rm(movedHome(dataDir), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

function movedHome(dataDir: string): string {
  const digest = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  return path.join(SHARED_FOLDER, `data-${digest}`);
}

/** Makes the server's user the owner of a file or folder. */
export async function own(file: string): Promise<void> {
  if (serverOwner !== undefined) await chown(file, serverOwner, serverOwner);
}
