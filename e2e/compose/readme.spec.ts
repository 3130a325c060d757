import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { commandsBelow } from '../readme.ts';
import { root } from '../shop.ts';
import { compose, docker, environmentOfCompose, replicas } from './docker.ts';

/** The README's commands for containers, in their order and as they are written, on a shop that runs. */

// traces, dashboards and the mail catcher need images of others
const commands = (await commandsBelow('## Run it as containers', 'README.md')).filter(
  (command) => /^docker compose|>> \.env$/.test(command) && !command.includes('--profile'),
);

const dotEnv = path.join(root, '.env');
let before: string | undefined;
beforeAll(async () => {
  before = await readFile(dotEnv, 'utf8').catch(() => undefined);
});
afterAll(async () => {
  await (before === undefined ? rm(dotEnv, { force: true }) : writeFile(dotEnv, before));
  await compose(['up', '--build', '--detach', '--wait', '--scale', 'api=1', '--scale', 'shell=1']);
});

const shell = promisify(execFile);
const run = async (command: string) =>
  (await shell('sh', ['-c', command], { cwd: root, env: { ...process.env, ...environmentOfCompose() } })).stdout;

const idsOf = async (services: readonly string[]) =>
  (await compose(['ps', '--quiet', ...services])).split('\n').filter(Boolean);

test('each command works, none replaces a container that it does not name, and a released version stays', async () => {
  expect(commands).toEqual([
    'docker compose run --rm --no-deps migrate grep . /run/secrets/admin/password /run/secrets/demo-user/password',
    'docker compose up -d --scale api=3 --scale shell=2',
    'echo MFE_PRODUITS_VERSION=1.1.0 >> .env',
    'docker compose up --build -d mfe-produits',
  ]);
  const [passwords, scale, ...release] = commands as [string, string, ...string[]];
  expect(await run(passwords)).toMatch(/admin\/password:\w{20,}\n.*demo-user\/password:\w{20,}\n/);

  const services = [
    'postgres',
    'api',
    'shell',
    'balancer',
    'mfe-produits',
    'mfe-utilisateurs',
    'mfe-panier',
    'mfe-releases',
  ];
  const started = await idsOf(services);
  await run(scale);
  expect(await replicas('api')).toHaveLength(3);
  expect(await replicas('shell')).toHaveLength(2);
  const scaled = await idsOf(services);
  expect(scaled).toEqual(expect.arrayContaining(started));

  for (const command of release) await run(command);
  const others = services.filter((service) => service !== 'mfe-produits');
  expect(await idsOf(others)).toEqual(await idsOf(others).then((ids) => ids.filter((id) => scaled.includes(id))));
  await expect.poll(versionInService, { timeout: 20_000 }).toBe('1.1.0');

  await run('docker compose up -d');
  expect(await versionOf('mfe-produits')).toBe('1.1.0');
  expect(await versionInService()).toBe('1.1.0');
});

test('no container leaves a volume without a name', async () => {
  const containers = (await compose(['ps', '--all', '--quiet'])).split('\n');
  const names = await docker(['inspect', '--format', '{{range .Mounts}}{{.Name}}{{println}}{{end}}', ...containers]);
  const volumes = names.split('\n').filter(Boolean);
  expect(volumes.length).toBeGreaterThan(5);
  expect(volumes.filter((name) => /^[0-9a-f]{64}$/.test(name))).toEqual([]);
});

async function versionInService(): Promise<string> {
  const { microFrontends } = (await (await fetch(`${inject('apiUrl')}/api/frontends`)).json()) as {
    microFrontends: Record<string, [{ metadata: { version: string } }]>;
  };
  return microFrontends.produits?.[0].metadata.version ?? '';
}

const versionOf = async (service: string) =>
  (await compose(['ps', '--format', '{{.Image}}', service])).replace(/^.*:/, '');
