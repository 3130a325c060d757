import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { locateBinaries } from './binaries.ts';
import { type Cluster, claimCluster, openCluster, runningCluster, USER } from './cluster.ts';
import { lastingHome, temporaryHome } from './data-home.ts';
import { unprivileged } from './unprivileged.ts';

const DATABASE = 'boutique';
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

export interface DatabaseOptions {
  /** The folder of the data. Without it the server is temporary: not durable, and its data is deleted at the stop. */
  dataDir?: string;
  /** TCP port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Receives each line that the server logs. */
  log?: (line: string) => void;
}

export interface RunningDatabase {
  /** Connection string of the database `boutique`. Its user may create other databases. */
  url: string;
  /** Fast shutdown: open transactions are rolled back. */
  stop(): Promise<void>;
  /** Settles when the server process ends, for any reason. */
  ended: Promise<void>;
}

/** Starts a real PostgreSQL and waits until it accepts connections. */
export async function startDatabase({ dataDir, port, log }: DatabaseOptions = {}): Promise<RunningDatabase> {
  const binaries = await locateBinaries();
  const home = dataDir === undefined ? await temporaryHome() : await lastingHome(path.resolve(dataDir));
  const cluster = await openCluster(home, binaries);
  await claimCluster(cluster.directory);
  const chosenPort = await availablePort(port);
  const durability = dataDir === undefined ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : [];
  const settings = [`port=${chosenPort}`, `listen_addresses=${HOST}`, 'unix_socket_directories=', ...durability];
  const server = spawn(
    path.join(binaries, 'postgres'),
    ['-D', cluster.directory, ...settings.flatMap((setting) => ['-c', setting])],
    // in its own process group, so that Ctrl-C in a terminal does not stop it before the API
    { ...unprivileged, cwd: home, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const lastLines = followLog(server, log);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()).once('error', () => resolve()));
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
    await ended;
    if (dataDir === undefined) await rm(home, { recursive: true, force: true });
  };
  try {
    await whenReady(cluster, chosenPort, ended);
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${(error as Error).message}\n${lastLines.join('\n')}`);
  }
  return { url: urlOf(cluster, chosenPort, DATABASE), stop, ended };
}

/** The connection string of a server that already uses this folder of data; undefined when none does. */
export async function runningDatabase(dataDir: string): Promise<string | undefined> {
  const cluster = await runningCluster(await lastingHome(path.resolve(dataDir)));
  return cluster && urlOf(cluster, cluster.port, DATABASE);
}

const urlOf = (cluster: Cluster, port: number, database: string) =>
  `postgres://${USER}:${cluster.password}@${HOST}:${port}/${database}`;

/** The given port, or a free one. @throws Error when the given one is taken */
function availablePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new Error(`Port ${wanted} of ${HOST} is taken: choose another for the database.`)),
    );
    probe.listen(wanted, HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

function followLog(server: ChildProcess, log: ((line: string) => void) | undefined): string[] {
  const lastLines: string[] = [];
  let rest = '';
  server.on('error', (error) => lastLines.push(error.message));
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) log?.(line);
    lastLines.push(...lines);
    lastLines.splice(0, lastLines.length - 15);
  });
  return lastLines;
}

/** Waits for the first connection, and creates the database if needed. */
async function whenReady(cluster: Cluster, port: number, ended: Promise<void>): Promise<void> {
  let died = false;
  void ended.then(() => (died = true));
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({
      connectionString: urlOf(cluster, port, 'postgres'),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
      return;
    } catch (error) {
      if (died) throw new Error('the server ended.');
      if (Date.now() > deadline) throw error;
      await sleep(30);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
