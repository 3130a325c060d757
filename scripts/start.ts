import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildParts } from './build.ts';
import { checkPorts } from './check-ports.ts';
import { openDatabase } from './database.ts';
import { shellDeployToken } from './deploy-token.ts';
import { addressOf, dataFolder, fromRoot, frontendOrigins, listenHost, type Ports, readPorts } from './parts.ts';
import type { Processes } from './processes.ts';
import { commandLine } from './terminal.ts';

/**
 * `npm start`: runs the whole shop on this machine from production builds, each part as its own process.
 * With DATABASE_URL it uses that database instead of the embedded one.
 */
await commandLine(async ({ say, processes }) => {
  const ports = readPorts(process.env);
  await checkPorts(ports);
  const building = buildParts(say);
  const deployToken = await shellDeployToken();
  // starting the database does not need the builds
  const [databaseUrl] = await Promise.all([
    openDatabase(processes, say, { SHELL_DEPLOY_TOKEN: deployToken }),
    building,
  ]);
  await startParts(processes, ports, { databaseUrl, deployToken }, say);
  say('');
  say(`  Ma Boutique Répartie   ${addressOf(ports.shell)}`);
  say(`  API                    ${addressOf(ports.api)}/api/docs`);
  say('');
  say(`Logs in ${processes.logFolder}. Ctrl-C stops everything; the data stays.`);
});

/** The checked-out commit; `unknown` outside a git checkout. */
function gitHead(): string {
  const { stdout, status } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: fromRoot(),
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : 'unknown';
}

/**
 * Waits until the first page can have every slice: the API must check each slice, and the gateway must fetch the files.
 * After 15 s it prints which slices are missing, or that the gateway is not ready, and continues.
 */
async function untilServed(shellUrl: string, slices: readonly string[], say: (line: string) => void): Promise<void> {
  const textOf = (address: string) =>
    fetch(shellUrl + address).then(
      (response) => (response.ok ? response.text() : ''),
      () => '',
    );
  let missing: string[] = [];
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(100)) {
    const [page, ready] = await Promise.all([textOf('/'), textOf('/ready')]);
    const [, discovery = '{"microFrontends":{}}'] = /id="discovery">(.*?)<\/script>/.exec(page) ?? [];
    const served = Object.keys(JSON.parse(discovery).microFrontends);
    missing = [...slices.filter((slice) => !served.includes(slice)), ...(ready ? [] : ['the gateway itself'])];
    if (missing.length === 0) return;
  }
  say(`Not in service yet: ${missing.join(', ')}. /systeme and the logs say why.`);
}

async function startParts(
  processes: Processes,
  ports: Ports,
  { databaseUrl, deployToken }: { databaseUrl: string; deployToken: string },
  say: (line: string) => void,
): Promise<void> {
  await Promise.all([
    ...ports.slices.map(({ name, port }) =>
      processes.start({
        name: `mfe-${name}`,
        script: [fromRoot('packages/federation/bin/serve-release.js'), 'dist', '--host', listenHost],
        environment: { PORT: String(port) },
        cwd: fromRoot(`mfe-${name}`),
        // the shop works without a slice, here as everywhere
        onEnd: (message) =>
          say(`${message}\nThe shop continues without it. To start it again: PORT=${port} npm start -w mfe-${name}`),
      }),
    ),
    processes.start({
      name: 'api',
      // as in its package.json
      script: ['--max-semi-space-size=16', '--max-old-space-size=128', 'dist/main.js'],
      cwd: fromRoot('api'),
      onEnd: 'restart',
      environment: {
        NODE_ENV: 'production',
        PORT: String(ports.api),
        BOUTIQUE_HOST: listenHost,
        COMMIT: process.env.COMMIT || gitHead(),
        DATABASE_URL: databaseUrl,
        FRONTEND_ORIGINS: frontendOrigins(ports),
        PUBLIC_URL: process.env.PUBLIC_URL || addressOf(ports.shell),
      },
    }),
  ]);
  await processes.start({
    name: 'shell',
    // as in its package.json
    script: ['--max-semi-space-size=4', '--max-old-space-size=128', 'dist/server/main.js'],
    cwd: fromRoot('shell'),
    onEnd: 'restart',
    environment: {
      NODE_ENV: 'production',
      PORT: String(ports.shell),
      BOUTIQUE_HOST: listenHost,
      API_URL: addressOf(ports.api),
      DEPLOY_TOKEN: deployToken,
      RELEASES_FOLDER: path.join(dataFolder, 'releases'),
      // this is a developer's own machine
      SLICE_OVERRIDES: process.env.SLICE_OVERRIDES ?? 'on',
      SERVER_RENDERING: process.env.SERVER_RENDERING ?? 'on',
    },
  });
  const names = ports.slices.map(({ name }) => name);
  await untilServed(addressOf(ports.shell), names, say);
}
