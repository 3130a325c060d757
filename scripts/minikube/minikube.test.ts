import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fromRoot } from '../parts.ts';

/** The answer of fake-tool.js to calls that contain all words of `to`. */
interface Answer {
  to: string;
  outputs?: string[];
  fails?: boolean;
  /** Keeps running until it is stopped. */
  stays?: boolean;
}

/** A call that fake-tool.js recorded. */
interface Call {
  line: string;
  input: string;
  pid: number;
  dockerHost: string;
}

vi.setConfig({ testTimeout: 60_000 });

/** Tests `npm run minikube` with fakes of its three tools, without a cluster. */
let folder: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fake-tools-'));
  await writeFile(path.join(folder, 'calls'), '');
});
afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) signalGroup('SIGKILL');
  await rm(folder, { recursive: true });
});

const signalGroup = (signal: NodeJS.Signals) => process.kill(-(running?.pid ?? Number.NaN), signal);

const deployment = (name: string, status: object) => ({
  kind: 'Deployment',
  metadata: { name, generation: 2 },
  spec: { replicas: 2 },
  status,
});
const up = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const migrated = { kind: 'Job', metadata: { name: 'migrate' }, status: { succeeded: 1 } };
const cluster = (...items: object[]) => JSON.stringify({ items });
const progress = 'kubectl get statefulsets,jobs,deployments';

const client = JSON.stringify({ clientVersion: { gitVersion: 'v1.33.1', minor: '33' } });
const usual: Answer[] = [
  { to: 'kubectl version', outputs: [client] },
  { to: 'docker-env', outputs: ['DOCKER_TLS_VERIFY=1\nDOCKER_HOST=tcp://192.168.49.2:2376\nSSH_AUTH_SOCK=\n'] },
  { to: 'create --filename -', outputs: ['secret/one created\n'] },
  { to: progress, outputs: [cluster(migrated, deployment('api', up), deployment('shell', up))] },
  { to: 'minikube service shell', outputs: ['http://192.168.49.2:30173\n'] },
  { to: 'minikube service api', outputs: ['http://192.168.49.2:30500\n'] },
];

/** Runs the command with only these tools on its PATH. */
async function run(
  answers: Answer[] = [],
  { script = 'minikube.ts', tools = ['minikube', 'docker', 'kubectl'], environment = {} } = {},
) {
  await writeFile(path.join(folder, 'answers'), JSON.stringify([...answers, ...usual]));
  for (const tool of tools) {
    const file = path.join(folder, tool);
    const fake = fromRoot('scripts/minikube/fake-tool.js');
    await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${fake}' ${tool} "$@"\n`);
    await chmod(file, 0o755);
  }
  const child = spawn(process.execPath, [fromRoot('scripts', script)], {
    env: { ...process.env, PATH: folder, FAKE_TOOLS: folder, DOCKER_HOST: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // its own process group, as in a terminal, where Ctrl-C goes to the whole group
    detached: true,
  });
  running = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, printed: () => output };
}

async function calls(): Promise<Call[]> {
  const lines = (await readFile(path.join(folder, 'calls'), 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Call);
}

/** The recorded calls, without the options that every call of kubectl has and without version checks. */
async function steps(): Promise<string[]> {
  return (await calls())
    .map(({ line }) => line.replace(' --context boutique --namespace boutique', ''))
    .filter((line) => !/version/.test(line.replace('--kubernetes-version', '')));
}

test('the first run starts, builds, creates the secrets, applies, waits and prints the addresses', async () => {
  const { ended, printed } = await run();
  expect(await ended, printed()).toBe(0);
  const done = await steps();
  expect(done.slice(0, -2)).toEqual([
    'minikube start --profile boutique --container-runtime=docker --cni=calico --kubernetes-version=v1.33.1 --memory=4096',
    'minikube --profile boutique docker-env --shell none',
    'docker compose build',
    'kubectl apply --filename k8s/base/namespace.yaml',
    'kubectl get secret database-owner --ignore-not-found --output=name',
    'kubectl create --filename -',
    'kubectl get secret database-api --ignore-not-found --output=name',
    'kubectl create --filename -',
    'kubectl get secret accounts --ignore-not-found --output=name',
    'kubectl create --filename -',
    'kubectl get secret shell --ignore-not-found --output=name',
    'kubectl create --filename -',
    'kubectl get deployments --output=name',
    'kubectl delete jobs --selector app.kubernetes.io/component=migration',
    'kubectl apply --kustomize k8s/overlays/minikube',
    'kubectl get statefulsets,jobs,deployments --output=json',
  ]);
  expect(done.slice(-2).sort()).toEqual([
    'minikube service api --url --profile boutique --namespace boutique',
    'minikube service shell --url --profile boutique --namespace boutique',
  ]);
  expect(printed()).toContain('Ma Boutique Répartie   http://192.168.49.2:30173\n');
  expect(printed()).toContain('API                    http://192.168.49.2:30500/api/docs\n');
  expect(printed()).not.toContain('leave it open');

  const made = await calls();
  // built by the daemon inside Minikube
  expect(made.find(({ line }) => line === 'docker compose build')?.dockerHost).toBe('tcp://192.168.49.2:2376');
  // no other cluster is touched, whatever kubectl's current context is
  const toCluster = made.filter(({ line }) => /^kubectl(?! version)/.test(line));
  expect(toCluster.filter(({ line }) => !line.includes('--context boutique --namespace boutique'))).toEqual([]);
});

test('the secrets have random passwords, which no command line and no output shows', async () => {
  const { ended, printed } = await run();
  await ended;
  const made = await calls();
  const secrets = made.filter(({ input }) => input).map(({ input }) => JSON.parse(input));
  expect(secrets).toMatchObject([
    { kind: 'Secret', metadata: { name: 'database-owner' }, stringData: { username: 'boutique' } },
    { kind: 'Secret', metadata: { name: 'database-api' }, stringData: { username: 'boutique_api' } },
    { kind: 'Secret', metadata: { name: 'accounts' } },
    { kind: 'Secret', metadata: { name: 'shell' } },
  ]);
  const passwords: string[] = secrets.flatMap(({ stringData: { username: _, ...others } }) => Object.values(others));
  expect(new Set(passwords).size).toBe(5);
  for (const password of passwords) {
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(printed()).not.toContain(password);
    expect(made.map(({ line }) => line).join('\n')).not.toContain(password);
  }
});

test('a second run keeps the secrets, and restarts the deployments with the new build', async () => {
  const { ended } = await run([
    { to: 'get secret database-owner', outputs: ['secret/database-owner\n'] },
    { to: 'get secret database-api', outputs: ['secret/database-api\n'] },
    { to: 'get secret accounts', outputs: ['secret/accounts\n'] },
    { to: 'get secret shell', outputs: ['secret/shell\n'] },
    { to: 'get deployments --output=name', outputs: ['deployment.apps/api\ndeployment.apps/shell\n'] },
  ]);
  expect(await ended).toBe(0);
  const done = await steps();
  expect(done.filter((line) => line.includes('create'))).toEqual([]);
  expect(done.slice(done.indexOf('kubectl apply --kustomize k8s/overlays/minikube')).slice(1, 3)).toEqual([
    'kubectl rollout restart deployment.apps/api deployment.apps/shell',
    'kubectl get statefulsets,jobs,deployments --output=json',
  ]);
});

test.each([
  ['minikube', 'https://minikube.sigs.k8s.io/docs/start/'],
  ['kubectl', 'https://kubernetes.io/docs/tasks/tools/'],
  ['docker', 'https://docs.docker.com/compose/install/'],
])('without %s it does nothing and says where to get the tool', async (tool, address) => {
  const { ended, printed } = await run([], {
    tools: ['minikube', 'docker', 'kubectl'].filter((other) => other !== tool),
  });
  expect(await ended).toBe(1);
  expect(printed()).toMatch(new RegExp(`^${tool} .*${address}\n$`, 'm'));
  expect(await steps()).toEqual([]);
});

test('names all missing tools at once; docker without compose counts as missing', async () => {
  const { ended, printed } = await run([{ to: 'docker compose version', fails: true }], { tools: ['docker'] });
  expect(await ended).toBe(1);
  expect(printed().match(/is not there/g)).toHaveLength(3);
});

test('names the version of a kubectl that is too old', async () => {
  const old = JSON.stringify({ clientVersion: { gitVersion: 'v1.20.2', minor: '20' } });
  const { ended, printed } = await run([{ to: 'kubectl version', outputs: [old] }]);
  expect(await ended).toBe(1);
  expect(printed()).toContain('kubectl v1.20.2 is too old. Install kubectl 1.27 or newer');
});

test.each([
  ['minikube start', 'minikube start --profile boutique'],
  ['docker compose build', 'docker compose build'],
  ['kubectl apply --kustomize', 'apply --kustomize k8s/overlays/minikube'],
])('when %s fails, it stops and names the step', async (to, named) => {
  const { ended, printed } = await run([{ to, fails: true }]);
  expect(await ended).toBe(1);
  expect(printed()).toMatch(/This step failed \(exit code 1\)/);
  expect(printed().split('\n').at(-2)).toContain(named);
  const last = (await steps()).at(-1) ?? '';
  expect(to.split(' ').every((word) => last.includes(word))).toBe(true);
});

test('waits for the newest version of every part, and prints the progress', async () => {
  const starting = { observedGeneration: 2, replicas: 2, updatedReplicas: 1, availableReplicas: 2 };
  const { ended, printed } = await run([
    {
      to: progress,
      outputs: [
        cluster({ ...migrated, status: {} }, deployment('api', { ...up, observedGeneration: 1 })),
        cluster(migrated, deployment('api', starting)),
        cluster(migrated, deployment('api', up)),
      ],
    },
  ]);
  expect(await ended).toBe(0);
  const told = printed()
    .split('\n')
    .filter((line) => /^ {2}(api|migrate)/.test(line));
  expect(told.map((line) => line.trim().replace(/ +/, ' '))).toEqual([
    'migrate running',
    'api waiting: not begun',
    'migrate done',
    'api waiting: 2 of 2 available, 1 new',
    'api ready, 2 of 2',
  ]);
});

const events = JSON.stringify({
  items: [
    {
      type: 'Warning',
      reason: 'BackOff',
      message: 'restarting',
      involvedObject: { name: 'api-5d8f-x2x' },
      lastTimestamp: '2026-01-01T00:00:02Z',
    },
    {
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'probe failed',
      involvedObject: { name: 'api-5d8f-x2x' },
      lastTimestamp: '2026-01-01T00:00:01Z',
    },
    {
      type: 'Normal',
      reason: 'Pulled',
      message: 'not about it',
      involvedObject: { name: 'shell-1' },
      lastTimestamp: null,
    },
  ],
});

test('names parts that are not ready in time, with their last events and log lines', async () => {
  const { ended, printed } = await run(
    [
      { to: progress, outputs: [cluster(migrated, deployment('api', {}), deployment('shell', up))] },
      { to: 'get events', outputs: [events] },
      { to: 'kubectl logs', outputs: ['[pod/api-5d8f-x2x/api] cannot reach the database\n'] },
    ],
    { environment: { MINIKUBE_WAIT_SECONDS: '1' } },
  );
  expect(await ended).toBe(1);
  expect(printed()).toContain(`Not ready after 1 s (MINIKUBE_WAIT_SECONDS). Everything is left as it is.

api: waiting: not begun
  last events:
    Warning Unhealthy api-5d8f-x2x: probe failed
    Warning BackOff api-5d8f-x2x: restarting
  last log:
    [pod/api-5d8f-x2x/api] cannot reach the database
`);
});

test('a migration that failed ends the wait at once', async () => {
  const failed = { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] };
  const { ended, printed } = await run([
    { to: progress, outputs: [cluster({ ...migrated, status: failed })] },
    { to: 'get events', outputs: [cluster()] },
  ]);
  expect(await ended).toBe(1);
  expect(printed()).toContain('migrate: failed: BackoffLimitExceeded');
});

test('a cluster with nothing in it is not ready', async () => {
  const { ended, printed } = await run([{ to: progress, outputs: [cluster()] }]);
  expect(await ended).toBe(1);
  expect(printed()).toContain('Nothing was deployed');
});

test('keeps tunnels open until the command ends, and then ends only the tunnels', async () => {
  const tunnels = ['shell', 'api'].map((service, index) => ({
    to: `minikube service ${service}`,
    outputs: [`http://127.0.0.1:5000${index}\n`],
    stays: true,
  }));
  const { child, ended, printed } = await run(tunnels);
  await vi.waitFor(() => expect(printed()).toContain('leave it open'), { timeout: 20_000 });
  const done = await calls();
  expect(printed()).toContain('Ma Boutique Répartie   http://127.0.0.1:50000\n');
  // only to the command, as npm does when it is stopped
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await calls()).toEqual(done);
  const tunnelPids = done.filter(({ line }) => line.startsWith('minikube service')).map(({ pid }) => pid);
  expect(tunnelPids).toHaveLength(2);
  for (const pid of tunnelPids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('Ctrl-C during a step leaves everything in place', async () => {
  const { child, ended } = await run([{ to: 'docker compose build', stays: true }]);
  await vi.waitFor(async () => expect(await steps()).toContain('docker compose build'), { timeout: 20_000 });
  const done = await calls();
  signalGroup('SIGINT');
  await ended;
  expect(child.signalCode).toBe('SIGINT');
  expect(await calls()).toEqual(done);
});

test('minikube:down removes only the profile', async () => {
  const { ended } = await run([], { script: 'minikube-down.ts' });
  expect(await ended).toBe(0);
  expect(await steps()).toEqual(['minikube delete --profile boutique']);
});
