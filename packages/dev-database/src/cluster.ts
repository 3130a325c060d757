import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { own } from './data-home.ts';
import { unprivileged } from './unprivileged.ts';

export const USER = 'boutique';

/** A data directory made by initdb, and the password of its only user. */
export interface Cluster {
  directory: string;
  password: string;
}

/** Opens the cluster in `home`, and creates it if needed. An incomplete one is created again. */
export async function openCluster(home: string, binaries: string): Promise<Cluster> {
  const directory = path.join(home, 'cluster');
  const passwordFile = path.join(home, 'password');
  if (await readFile(path.join(directory, 'PG_VERSION')).catch(() => undefined)) {
    return { directory, password: await readFile(passwordFile, 'utf8') };
  }
  const password = randomBytes(18).toString('base64url');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await own(passwordFile);
  const partial = `${directory}.new`;
  await rm(partial, { recursive: true, force: true });
  await run(
    path.join(binaries, 'initdb'),
    [
      `--pgdata=${partial}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // the same on every system, independent of its locales
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    home,
  );
  await rename(partial, directory);
  return { directory, password };
}

/**
 * Makes sure that no other server uses the cluster. PostgreSQL itself clears the lock of a dead server, but not when
 * another program has its process id now, as after a restart of a container. Stops a server whose launcher was killed.
 * @throws Error when a live server uses it
 */
export async function claimCluster(directory: string): Promise<void> {
  const lock = path.join(directory, 'postmaster.pid');
  const launcherFile = `${directory}.launcher`;
  const pid = await readPid(lock);
  if (isAlive(pid)) {
    const launcher = await readPid(launcherFile);
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    if (command !== undefined && !command.includes(directory)) await rm(lock);
    else if (launcher === 0 || isAlive(launcher)) {
      throw new Error(`The database in ${directory} is already in use by process ${pid}: stop that one first.`);
    } else await stopOrphan(pid);
  }
  await writeFile(launcherFile, String(process.pid));
}

/** The cluster in `home` and its port, while a server uses it. */
export async function runningCluster(home: string): Promise<(Cluster & { port: number }) | undefined> {
  const directory = path.join(home, 'cluster');
  // its lines: process id, folder, start, port: https://www.postgresql.org/docs/18/storage-file-layout.html
  const lock = (await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  if (!isAlive(Number(lock[0]))) return undefined;
  return { directory, password: await readFile(path.join(home, 'password'), 'utf8'), port: Number(lock[3]) };
}

async function stopOrphan(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited > 30_000) throw new Error(`The database server ${pid}, left over from a killed run, does not stop.`);
    await sleep(50);
  }
}

async function readPid(file: string): Promise<number> {
  return Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10) || 0;
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function run(command: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { ...unprivileged, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${path.basename(command)} failed (${code}): ${output.trim()}`);
}
