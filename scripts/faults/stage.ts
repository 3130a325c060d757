import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { freePort } from '../check-ports.ts';
import { dataFolder, fromRoot, slices } from '../parts.ts';
import { type Processes, runToEnd } from '../processes.ts';
import { type Line, startLine } from './line.ts';

export const ADMIN = { email: 'admin@boutique.example', motDePasse: 'le-trousseau-de-la-boutique' };

/** The parts of which a shop has several. */
export type Replicated = 'api' | 'shell';

/** A shop as `npm start` runs it, with two processes each of API and gateway, and networks that can fail. */
export interface Stage {
  /** The shop's address: a balancer before both gateways. */
  url: string;
  /** Both processes of a part, by their own addresses. */
  replicas: Record<Replicated, readonly { name: string; url: string }[]>;
  lines: Record<'gateway–API' | 'API–PostgreSQL', Line>;
  /** A small file system that has PostgreSQL's data and nothing else, where the machine lets us make one. */
  disk: string | undefined;
  /** Runs a statement, past the networks that fail. */
  query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** Runs a statement in a transaction that stays open. @returns what ends it */
  hold: (sql: string) => Promise<() => Promise<void>>;
  /** The process that runs this part now. */
  pidOf: (name: string) => Promise<number>;
  /** PostgreSQL's own process and those of its connections. */
  databasePids: () => Promise<number[]>;
  /** Applies migrations and the demo data again. */
  migrate: () => Promise<string>;
}

/** Starts the shop. Each process is started again when it ends, as by `npm start`. */
export async function startStage(
  processes: Processes,
  { disk, defer }: Pick<Stage, 'disk'> & { defer: (stop: () => void) => void },
): Promise<Stage> {
  const database = await processes.start({
    name: 'database',
    script: [
      fromRoot('packages/dev-database/src/main.ts'),
      ...['--data', path.join(dataFolder, 'postgres'), '--port', String(await freePort())],
    ],
    cwd: fromRoot(),
    onEnd: 'restart',
  });
  const databaseUrl = database.url ?? '';
  const deployToken = randomBytes(32).toString('base64url');
  const migrate = () =>
    runToEnd(process.execPath, ['src/migrate.ts'], {
      cwd: fromRoot('api'),
      environment: {
        DATABASE_URL: databaseUrl,
        SEED: 'demo',
        SHELL_DEPLOY_TOKEN: deployToken,
        ADMIN_PASSWORD: ADMIN.motDePasse,
      },
    });
  await migrate();

  const line = async (targets: readonly number[]) => {
    const started = await startLine(targets);
    defer(started.close);
    return started;
  };
  const toDatabase = await line([Number(new URL(databaseUrl).port)]);
  const apiDatabaseUrl = new URL(databaseUrl);
  apiDatabaseUrl.port = String(toDatabase.port);

  const origins = await Promise.all(
    slices.map(async ({ name }) => {
      const port = await freePort();
      await processes.start({
        name: `mfe-${name}`,
        script: [fromRoot('packages/federation/bin/serve-release.js'), 'dist', '--host', '127.0.0.1'],
        environment: { PORT: String(port) },
        cwd: fromRoot(`mfe-${name}`),
      });
      return `${name}=${urlOf(port)}`;
    }),
  );
  const environment = { NODE_ENV: 'production', BOUTIQUE_HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  const clock = ['--import', pathToFileURL(fromRoot('scripts/faults/jumping-clock.ts')).href];
  const start = async (part: Replicated, script: string[], variables: Record<string, string>) => {
    const ports = [await freePort(), await freePort()];
    const replicas = ports.map((port, index) => ({ name: `${part}-${index + 1}`, url: urlOf(port), port }));
    await Promise.all(
      replicas.map(({ name, port }) =>
        processes.start({
          name,
          script: [...clock, ...script],
          cwd: fromRoot(part),
          onEnd: 'restart',
          environment: {
            ...environment,
            ...variables,
            PORT: String(port),
            RELEASES_FOLDER: path.join(dataFolder, `releases-${name}`),
          },
        }),
      ),
    );
    return { replicas, line: await line(ports) };
  };
  const apis = await start('api', ['--max-semi-space-size=16', '--max-old-space-size=128', 'dist/main.js'], {
    DATABASE_URL: apiDatabaseUrl.href,
    FRONTEND_ORIGINS: origins.join(','),
    GUEST_ORDERS_PER_HOUR: '1000000',
  });
  const gateways = await start(
    'shell',
    ['--max-semi-space-size=4', '--max-old-space-size=128', 'dist/server/main.js'],
    {
      API_URL: urlOf(apis.line.port),
      DEPLOY_TOKEN: deployToken,
    },
  );
  await Promise.all(gateways.replicas.map(({ url }) => untilReady(url)));

  const connection = () =>
    new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 }).on('error', () => {});
  const query: Stage['query'] = async (sql, values = []) => {
    const client = connection();
    try {
      await client.connect();
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  };
  return {
    url: urlOf(gateways.line.port),
    replicas: { api: apis.replicas, shell: gateways.replicas },
    lines: { 'gateway–API': apis.line, 'API–PostgreSQL': toDatabase },
    disk,
    query,
    async hold(sql) {
      const client = connection();
      await client.connect();
      await client.query('begin');
      await client.query(sql);
      return () => client.end();
    },
    pidOf: async (name) => Number(await readFile(path.join(dataFolder, 'run', `${name}.pid`), 'utf8')),
    databasePids: async () => {
      const [row] = await query("select pg_read_file('postmaster.pid') as content");
      const postmaster = Number.parseInt(String(row?.content), 10);
      return [postmaster, ...childrenOf(postmaster)];
    },
    migrate,
  };
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** Waits until a process answers `/ready` with 200. */
export async function untilReady(url: string): Promise<void> {
  const isReady = () =>
    fetch(`${url}/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const deadline = Date.now() + 60_000; !(await isReady()); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`${url} does not become ready; the logs in ${dataFolder} say why`);
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function childrenOf(parent: number): number[] {
  const isChild = (pid: string) => {
    try {
      return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]) === parent;
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isChild(name))
    .map(Number);
}
