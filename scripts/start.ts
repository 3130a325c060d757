import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildParts } from './build.ts';
import { checkPorts } from './check-ports.ts';
import { openDatabase } from './database.ts';
import { dataFolder, fromRoot, frontendOrigins, type Ports, readPorts } from './parts.ts';
import type { Processes } from './processes.ts';
import { commandLine } from './terminal.ts';

/**
 * `npm start`: the whole shop on this machine from production builds, each part a process of its own.
 * DATABASE_URL uses that database instead of the embedded one.
 */
await commandLine(async ({ say, processes }) => {
  const ports = readPorts(process.env);
  await checkPorts(ports);
  const building = buildParts(say);
  // the database needs none of the builds
  const [databaseUrl] = await Promise.all([openDatabase(processes, say), building]);
  await startParts(processes, ports, databaseUrl, say);
  say('');
  say(`  Ma Boutique Répartie   http://localhost:${ports.shell}`);
  say(`  API                    http://localhost:${ports.api}/api/docs`);
  say('');
  say(`Logs in ${processes.logFolder}. Ctrl-C stops everything; the data stays.`);
});

/** What is checked out; `unknown` outside a git checkout. */
function gitHead(): string {
  const { stdout, status } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: fromRoot(),
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : 'unknown';
}

/**
 * The first page shall have every slice: each is checked file by file before it is in service. A sick one is not waited
 * for.
 */
async function slicesServed(shellUrl: string, expected: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(100)) {
    const page = await fetch(shellUrl).then(
      (response) => response.text(),
      () => '',
    );
    const [, discovery] = /id="discovery">(.*?)<\/script>/.exec(page) ?? [];
    if (discovery && Object.keys(JSON.parse(discovery).microFrontends).length >= expected) return;
  }
}

async function startParts(
  processes: Processes,
  ports: Ports,
  databaseUrl: string,
  say: (line: string) => void,
): Promise<void> {
  // this machine alone, unless asked for
  const host = process.env.HOST ?? '127.0.0.1';
  await Promise.all([
    ...ports.slices.map(({ name, port }) =>
      processes.start({
        name: `mfe-${name}`,
        script: [fromRoot('packages/federation/bin/serve-release.js'), 'dist', '--host', host],
        environment: { PORT: String(port) },
        cwd: fromRoot(`mfe-${name}`),
        // the shop goes on without a slice, here as anywhere
        onEnd: (message) =>
          say(`${message}\nThe shop goes on without it. To start it again: PORT=${port} npm start -w mfe-${name}`),
      }),
    ),
    processes.start({
      name: 'api',
      script: ['dist/main.js'],
      cwd: fromRoot('api'),
      onEnd: 'restart',
      environment: {
        NODE_ENV: 'production',
        PORT: String(ports.api),
        HOST: host,
        COMMIT: process.env.COMMIT || gitHead(),
        DATABASE_URL: databaseUrl,
        FRONTEND_ORIGINS: frontendOrigins(ports),
        PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${ports.shell}`,
      },
    }),
  ]);
  await processes.start({
    name: 'shell',
    script: ['dist/server/main.js'],
    cwd: fromRoot('shell'),
    onEnd: 'restart',
    environment: {
      NODE_ENV: 'production',
      PORT: String(ports.shell),
      HOST: host,
      API_URL: `http://127.0.0.1:${ports.api}`,
      RELEASES_FOLDER: path.join(dataFolder, 'releases'),
      // one machine, its developer's
      SLICE_OVERRIDES: process.env.SLICE_OVERRIDES ?? 'on',
    },
  });
  await slicesServed(`http://127.0.0.1:${ports.shell}/`, ports.slices.length);
}
