import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The demo accounts of a shop that the journeys start. */
export const accounts = {
  admin: { email: 'admin@boutique.example', motDePasse: 'le-trousseau-de-la-boutique' },
  user: { email: 'user@boutique.example', motDePasse: 'un-clavier-et-deux-souris' },
} as const;

const START_MS = 180_000;

/** This process's environment without vitest's variables, which change the behaviour of build tools. */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|DEV|PROD|MODE|SSR|TEST|BASE_URL)/.test(name)),
);

export interface ShopPorts {
  shell: number;
  api: number;
  produits: number;
  utilisateurs: number;
  panier: number;
  releases: number;
}

export interface Shop {
  url: string;
  apiUrl: string;
  ports: ShopPorts;
  /** Data, logs and process ids of this run. */
  dataFolder: string;
  /** The output of `npm start` so far. */
  output: () => string;
  process: ChildProcess;
  /** Sends SIGINT, as Ctrl-C does. @returns the exit code */
  stop: () => Promise<number | null>;
}

/** Runs `npm start` with ports and data of its own. @throws Error with the output when it does not start */
export async function startShop(variables: Record<string, string> = {}): Promise<Shop> {
  const ports = await freePorts();
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'boutique-e2e-'));
  const { child, output } = npmStart({
    SHELL_PORT: String(ports.shell),
    API_PORT: String(ports.api),
    MFE_PRODUITS_PORT: String(ports.produits),
    MFE_UTILISATEURS_PORT: String(ports.utilisateurs),
    MFE_PANIER_PORT: String(ports.panier),
    MFE_RELEASES_PORT: String(ports.releases),
    DATA_DIR: dataFolder,
    ADMIN_PASSWORD: accounts.admin.motDePasse,
    DEMO_USER_PASSWORD: accounts.user.motDePasse,
    // all journeys order from one client address
    GUEST_ORDERS_PER_HOUR: '1000',
    ...variables,
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const stop = async () => {
    child.kill('SIGINT');
    const [code] = await ended;
    await rm(dataFolder, { recursive: true, force: true });
    return code;
  };
  const deadline = Date.now() + START_MS;
  while (!output().includes('Ctrl-C stops everything')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`npm start did not come up:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const url = `http://localhost:${ports.shell}`;
  return { url, apiUrl: `http://localhost:${ports.api}`, ports, dataFolder, output, process: child, stop };
}

/** Runs `npm start` without npm in between, so that signals reach it as from a terminal. */
export function npmStart(variables: Record<string, string>) {
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: root,
    env: { ...environment, npm_lifecycle_event: '', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return { child, output: () => text };
}

/** The process id of a running part: `api`, `shell`, `mfe-produits`, `database`. */
export async function pidOf(dataFolder: string, part: string): Promise<number> {
  return Number(await readFile(path.join(dataFolder, 'run', `${part}.pid`), 'utf8'));
}

/** Below the range of ports that systems use for outgoing connections, which could take one meanwhile. */
async function freePorts(): Promise<ShopPorts> {
  const free: number[] = [];
  while (free.length < 6) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (!free.includes(port) && (await isFree(port))) free.push(port);
  }
  const [shell = 0, api = 0, produits = 0, utilisateurs = 0, panier = 0, releases = 0] = free;
  return { shell, api, produits, utilisateurs, panier, releases };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
