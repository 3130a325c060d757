import { createHash } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PRIVILEGED, SHARED_FOLDER, serverOwner } from './unprivileged.ts';

/** A new folder for a server that keeps nothing. */
export async function temporaryHome(): Promise<string> {
  if (PRIVILEGED) await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const home = await mkdtemp(path.join(PRIVILEGED ? SHARED_FOLDER : tmpdir(), 'temporary-'));
  await own(home);
  return home;
}

/**
 * The folder where the data asked for in `dataDir` really is: `dataDir` itself or, for root, a folder of its own that
 * `nobody` can enter. A file in `dataDir` names that one; who removes `dataDir` starts afresh.
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

/** Removes the data of a server that is stopped. */
export async function removeData(dataDir: string): Promise<void> {
  if (PRIVILEGED) await rm(movedHome(dataDir), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

function movedHome(dataDir: string): string {
  const digest = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  return path.join(SHARED_FOLDER, `data-${digest}`);
}

/** Hands a file or folder to the user that the server runs as. */
export async function own(file: string): Promise<void> {
  if (serverOwner !== undefined) await chown(file, serverOwner, serverOwner);
}
