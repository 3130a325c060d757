import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import { startBurst, startLoad } from '../load.ts';
import { compose, docker, replicas } from './docker.ts';

/**
 * `npm run bench:containers`: sizes of the images, time from a container's start to its first answer, memory at rest and
 * under load, and each container's CPU time for a request, as Markdown tables. Starts a shop of its own and removes it.
 */
const STARTS = 5;
const LOAD_PER_SECOND = 50;
const LOAD_SECONDS = 30;
const CLIENTS = 16;
const BURST_SECONDS = 10;
const SETTLE_MS = 5_000;

const NODE = 'node:24-bookworm-slim';
const NGINX = 'nginxinc/nginx-unprivileged:stable';
const parts = [
  { service: 'api', base: NODE, answers: 'http://IP:5000/ready', askedBy: 'shell' },
  { service: 'shell', base: NODE, answers: 'http://IP:5173/ready', askedBy: 'api' },
  { service: 'mfe-produits', base: NGINX, answers: 'http://IP:8080/ready', askedBy: 'api' },
  { service: 'mfe-utilisateurs', base: NGINX, answers: 'http://IP:8080/ready', askedBy: 'api' },
  { service: 'mfe-panier', base: NGINX, answers: 'http://IP:8080/ready', askedBy: 'api' },
  { service: 'mfe-releases', base: NGINX, answers: 'http://IP:8080/ready', askedBy: 'api' },
];
const others = ['balancer', 'postgres'];

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

async function containerOf(service: string): Promise<string> {
  const [container] = await replicas(service);
  if (!container) throw new Error(`${service} does not run`);
  return container;
}

async function imageSizes({ service, base }: (typeof parts)[number]) {
  const [own = 0, ofBase = 0] = await Promise.all(
    [`boutique/${service}:1.0.0`, base].map(async (image) =>
      Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image])),
    ),
  );
  return { total: own, own: own - ofBase };
}

/** Time from Docker's start of the container to the first 200, requested every few milliseconds from another container. */
async function startMs({ service, answers, askedBy }: (typeof parts)[number]): Promise<number> {
  const [container, asker] = [await containerOf(service), await containerOf(askedBy)];
  const network = askedBy === 'shell' && service !== 'api' ? 'slices' : 'front';
  const format = `{{(index .NetworkSettings.Networks "boutique-test_${network}").IPAddress}}`;
  await docker(['stop', container]);
  await docker(['start', container]);
  const ip = await docker(['inspect', '--format', format, container]);
  const script = `(async () => {
    for (;;) {
      const ok = await fetch(process.argv[1]).then(({ ok }) => ok, () => false);
      if (ok) return console.log(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })()`;
  const [answered, startedAt] = await Promise.all([
    docker(['exec', asker, 'node', '-e', script, answers.replace('IP', ip)]),
    docker(['inspect', '--format', '{{.State.StartedAt}}', container]),
  ]);
  return Number(answered) - Date.parse(startedAt);
}

/** The memory of `docker stats`: resident, without the page cache. By service, in MB. */
async function memory(): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  for (const service of [...parts.map(({ service }) => service), ...others]) {
    const text = await docker(['stats', '--no-stream', '--format', '{{.MemUsage}}', await containerOf(service)]);
    const [, amount = '', unit = ''] = /^([\d.]+)(\w+)/.exec(text) ?? [];
    const factor = { B: 1e-6, KiB: 1024e-6, MiB: 1.048576, GiB: 1073.741824 }[unit];
    if (!factor) throw new Error(`docker stats says "${text}" of ${service}`);
    used.set(service, Number(amount) * factor);
  }
  return used;
}

/** Percent of one core that each container uses over about two seconds. */
async function cpu(): Promise<Map<string, number>> {
  const services = [...parts.map(({ service }) => service), ...others];
  const containers = await Promise.all(services.map(containerOf));
  const text = await docker(['stats', '--no-stream', '--format', '{{.Name}} {{.CPUPerc}}', ...containers]);
  const used = new Map(text.split('\n').map((line) => line.replace('%', '').split(' ') as [string, string]));
  return new Map(services.map((service, index) => [service, Number(used.get(containers[index] ?? '') ?? Number.NaN)]));
}

/** 16 clients send one request after another. Measures answers per second, and the CPU time of one in each container. */
async function measureCosts(shop: string): Promise<void> {
  const { microFrontends } = (await (await fetch(`${shop}/api/frontends`)).json()) as DiscoveryDocument;
  const paths = [
    '/',
    microFrontends.produits?.[0]?.url ?? '',
    '/api/produits?limite=24',
    '/api/produits?q=clavier',
    '/api/produits/facettes',
    '/api/produits/clavier-mecanique-ardoise-75',
    '/api/frontends',
  ];
  console.log(`\n| ${CLIENTS} clients | answers/s | p95 ms | CPU ms per answer: balancer, shell, api, postgres |`);
  console.log('|---|---|---|---|');
  for (const path of paths) {
    const burst = startBurst(shop + path, CLIENTS);
    await sleep(BURST_SECONDS * 300);
    const used = await cpu();
    await sleep(BURST_SECONDS * 400);
    const { perSecond, p95, failed } = await burst.stop();
    if (failed > 0) throw new Error(`${failed} requests of ${path} failed`);
    const costs = ['balancer', 'shell', 'api', 'postgres'].map((service) =>
      (((used.get(service) ?? Number.NaN) * 10) / perSecond).toFixed(2),
    );
    const name = path.startsWith('/remotes/') ? 'a file of a slice' : path;
    console.log(`| ${name} | ${perSecond.toFixed(0)} | ${p95.toFixed(0)} | ${costs.join(', ')} |`);
  }
}

async function measure(): Promise<void> {
  await compose(['up', '--build', '--detach', '--wait']);
  const shop = `http://127.0.0.1:${process.env.COMPOSE_TEST_SHELL_PORT}`;
  await sleep(SETTLE_MS);
  const atRest = await memory();
  const load = startLoad(
    ['/', '/produits', '/api/produits?limite=24', '/api/produits/facettes', '/utilisateurs'].map((path) => shop + path),
    LOAD_PER_SECOND,
  );
  await sleep(LOAD_SECONDS * 1000);
  const underLoad = await memory();
  const sent = await load.stop();
  console.log(`\n${sent} requests at ${LOAD_PER_SECOND}/s, ${load.failures.length} failed\n`);
  console.log(
    '| container | image MB | of it ours MB | start to first answer ms (median, worst) | memory MB at rest, under load |',
  );
  console.log('|---|---|---|---|---|');
  const memoryOf = (service: string) => `${atRest.get(service)?.toFixed(0)}, ${underLoad.get(service)?.toFixed(0)}`;
  for (const part of parts) {
    const { total, own } = await imageSizes(part);
    const starts: number[] = [];
    for (let run = 0; run < STARTS; run += 1) starts.push(await startMs(part));
    const started = `${median(starts)}, ${Math.max(...starts)}`;
    console.log(
      `| ${part.service} | ${megabytes(total)} | ${megabytes(own)} | ${started} | ${memoryOf(part.service)} |`,
    );
  }
  for (const service of others) console.log(`| ${service} | | | | ${memoryOf(service)} |`);
  await measureCosts(shop);
}

const port = randomInt(20_000, 29_000);
process.env.COMPOSE_TEST_SHELL_PORT = String(port);
process.env.COMPOSE_TEST_API_PORT = String(port + 1);
const down = () => compose(['down', '--volumes', '--remove-orphans']);
try {
  await down();
  await measure();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await down();
}
