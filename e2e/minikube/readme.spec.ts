import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startLoad } from '../load.ts';
import { commandsBelow } from '../readme.ts';
import { root } from '../shop.ts';
import { openShell, type Shell } from './cluster.ts';

/** The commands of k8s/README.md, in their order and as they are written, on a cluster that they make. */

const PER_SECOND = 50;
/** When a rollout is done, its old pods still run, for five seconds, and then end. */
const OLD_PODS_END_MS = 10_000;

let shell: Shell;
let url: string;
let apiUrl: string;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

const address = (printed: string) => /^http:\/\/\S+/m.exec(printed)?.[0] ?? '';
const statusOf = async (path: string) => (await fetch(url + path)).status;

test('the first commands start the shop, which answers as soon as they have ended', async () => {
  const printed = new Map<string, string>();
  for (const command of await commandsBelow('## Minikube', 'k8s/README.md')) {
    printed.set(command, await shell.run(command));
    if (command.endsWith('service -n boutique shell --url')) {
      url = address(printed.get(command) ?? '');
      expect(await Promise.all(['/', '/produits', '/utilisateurs'].map(statusOf))).toEqual([200, 200, 200]);
      expect(await (await fetch(`${url}/produits`)).text()).toMatch(/<article/);
    }
  }
  const [service, passwords] = [...printed.values()].slice(-2) as [string, string];
  apiUrl = address(service);
  expect((await fetch(`${apiUrl}/api/info`)).status).toBe(200);
  expect(passwords).toMatch(/^admin-password: \w{24}\ndemo-user-password: \w{24}\n$/);
});

/** Requests pages, files of slices and the API until the pods that this work replaces are gone. @returns the failed requests */
async function underLoad(work: () => Promise<void>) {
  const { microFrontends } = (await (await fetch(`${url}/api/frontends`)).json()) as DiscoveryDocument;
  const paths = ['/', '/produits', '/utilisateurs', '/api/produits?limite=3', '/api/frontends'];
  const files = Object.values(microFrontends).map(([release]) => release?.url ?? '');
  const load = startLoad([...[...paths, ...files].map((path) => url + path), `${apiUrl}/api/info`], PER_SECOND);
  const started = performance.now();
  await work().finally(async () => {
    await delay(OLD_PODS_END_MS);
    await load.stop();
  });
  const seconds = (performance.now() - started) / 1000;
  const sent = await load.stop();
  console.log(`${sent} requests in ${seconds.toFixed(0)} s, ${load.failures.length} failed`);
  // builds inside the cluster slow this process down, too
  expect(sent).toBeGreaterThan(seconds * PER_SECOND * 0.6);
  return load.failures;
}

test("a team's release and the way back reach pages, and no request fails", async () => {
  const commands = await commandsBelow("## A team's release", 'k8s/README.md');
  const [build, set, undo, copy, publish] = commands as [string, string, string, string, string];
  expect(commands).toHaveLength(5);
  await shell.run(build);
  const failures = await underLoad(async () => {
    await shell.run(set);
    await expect.poll(versionInPages, { timeout: 60_000 }).toBe('1.1.0');
    const seconds = (Date.now() - (await firstReady('boutique/mfe-produits:1.1.0'))) / 1000;
    console.log(`pages have the release ${seconds.toFixed(1)} s after its first pod was ready`);
    // two and a half, and Kubernetes' times are whole seconds
    expect(seconds).toBeLessThan(4);
    await shell.run('kubectl rollout status deployment/mfe-produits');
    await shell.run(undo);
    await expect.poll(versionInPages, { timeout: 60_000 }).toBe('1.0.0');
  });
  expect(failures).toEqual([]);

  await shell.run(copy);
  const password = '{{base64decode (index .data "admin-password")}}';
  await shell.run(`export BOUTIQUE_URL=${apiUrl} BOUTIQUE_ADMIN_EMAIL=admin@boutique.example
    export BOUTIQUE_ADMIN_PASSWORD=$(kubectl get secret accounts -o go-template='${password}')
    export BOUTIQUE_DEPLOY_TOKEN=$(npm run -s release -- token create produits --name readme)`);
  expect(publish).toContain('BOUTIQUE_URL=https://boutique.example.com ');
  await shell.run(publish.replace('https://boutique.example.com', apiUrl));
});

const versionInPages = async () =>
  /\/remotes\/produits\/([\d.]+)-/.exec(await (await fetch(`${url}/produits`)).text())?.[1];

interface Pod {
  spec: { containers: { image: string }[] };
  status: { conditions: { type: string; status: string; lastTransitionTime: string }[] };
}

async function firstReady(image: string): Promise<number> {
  const { items } = JSON.parse(await shell.run('kubectl get pods -o json')) as { items: Pod[] };
  const ready = items
    .filter(({ spec }) => spec.containers[0]?.image === image)
    .flatMap(({ status }) => status.conditions.filter(({ type, status }) => type === 'Ready' && status === 'True'));
  return Math.min(...ready.map(({ lastTransitionTime }) => Date.parse(lastTransitionTime)));
}

test.each(['api', 'shell', 'mfe-utilisateurs'])('a rollout of %s fails no request', async (part) => {
  const failures = await underLoad(async () => {
    await shell.run(`kubectl rollout restart deployment/${part}`);
    await shell.run(`kubectl rollout status deployment/${part}`);
  });
  expect(failures).toEqual([]);
});

test('a release of the API, and other settings, have migrations of their own, and no request fails', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-k8s-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(path.join(root, 'k8s'), folder, { recursive: true });
  const change = async (name: string, from: string, to: string) => {
    const file = path.join(folder, name, 'kustomization.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
  };
  await change('base/migrate', 'DATABASE_WAIT_SECONDS=120', 'DATABASE_WAIT_SECONDS=90');
  await shell.run(`kubectl apply -k ${folder}/overlays/minikube`);
  // what "Production" in the README says of a release
  for (const part of ['base/api', 'base/migrate']) {
    await change(part, '1.0.0', '1.1.0');
    await change(part, '1-0-0', '1-1-0');
  }
  await shell.run('API_VERSION=1.1.0 docker compose build api');
  const failures = await underLoad(async () => {
    await shell.run(`kubectl apply -k ${folder}/overlays/minikube`);
    await shell.run('kubectl rollout status deployment/api');
  });
  expect(failures).toEqual([]);
  const jobs = await shell.run(
    'kubectl get jobs -o custom-columns=NAME:.metadata.name,DONE:.status.succeeded --no-headers',
  );
  expect(jobs).toMatch(/^(migrate-1-0-0-\w+ +1\n){2}migrate-1-1-0-\w+ +1\n$/);
});

test('while the pod of the database is replaced, pages of guests stay', async () => {
  const pages = ['/', '/produits', '/utilisateurs'].map((path) => url + path);
  const load = startLoad(pages, PER_SECOND);
  await shell.run('kubectl delete pod postgres-0');
  await shell.run('kubectl rollout status statefulset/postgres');
  const ready = performance.now();
  await expect.poll(() => statusOf('/api/produits'), { timeout: 20_000 }).toBe(200);
  console.log(`the API has the database ${(performance.now() - ready).toFixed(0)} ms after it is ready`);
  const sent = await load.stop();
  console.log(`${sent} pages, ${load.failures.length} failed`);
  expect(load.failures).toEqual([]);
});

test('`npm run minikube` deploys the next build to the same cluster, and prints what leads to the shop', async () => {
  let printed = '';
  const failures = await underLoad(async () => {
    printed = await shell.run('npm run minikube');
  });
  expect(failures).toEqual([]);
  expect(printed).toContain(`Ma Boutique Répartie   ${url}\n`);
  const [passwords = ''] = /^ {2}kubectl .* get secret accounts .*$/m.exec(printed) ?? [];
  expect(await shell.run(passwords)).toMatch(/^admin-password: /);
});

test('`kubectl delete -k` removes the namespace with its Secrets and its data', async () => {
  const readme = await readFile(path.join(root, 'k8s/README.md'), 'utf8');
  const [, command = ''] = /^`(kubectl delete -k \S+)` removes everything/m.exec(readme) ?? [];
  await shell.run(command);
  expect(await shell.run('kubectl get namespace boutique --ignore-not-found')).toBe('');
});
