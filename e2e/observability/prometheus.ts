import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('../../observability', import.meta.url));

const START_MS = 30_000;

const missing = (tool: string) =>
  new Error(`${tool} is missing. On Debian: apt-get install -y --no-install-recommends prometheus`);

/** Runs promtool. @returns its output @throws Error with the output when it finds a fault, or when promtool is missing */
export function promtool(...args: string[]): string {
  const { error, status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
  if (error) throw missing('promtool');
  if (status !== 0) throw new Error(`promtool ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

export interface Prometheus {
  /** The `data` of an answer of its HTTP API. @throws Error with Prometheus's error */
  get<T>(path: string, parameters?: Record<string, string>): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a Prometheus with the rules and the configuration of observability/, which scrapes these targets every second. @param targets by job */
export async function startPrometheus(targets: Record<string, string>): Promise<Prometheus> {
  const home = await mkdtemp(path.join(tmpdir(), 'boutique-prometheus-'));
  await copyFile(path.join(folder, 'alerts.yml'), path.join(home, 'alerts.yml'));
  await writeFile(path.join(home, 'prometheus.yml'), await configurationFor(targets));
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${home}/prometheus.yml`,
      `--storage.tsdb.path=${home}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  let failure: Error | undefined;
  child.once('error', () => (failure = missing('prometheus')));
  child.once('close', () => (failure ??= new Error(`Prometheus ended:\n${output}`)));
  const stop = async () => {
    child.kill();
    await ended;
    await rm(home, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_MS;
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (failure || Date.now() > deadline) {
      await stop();
      throw failure ?? new Error(`Prometheus did not come up:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    stop,
    get: async <T>(name: string, parameters: Record<string, string> = {}) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${name}?${new URLSearchParams(parameters)}`);
      const { data, error } = (await response.json()) as { data: T; error?: string };
      if (error) throw new Error(`${error} (${JSON.stringify(parameters)})`);
      return data;
    },
  };
}

/** prometheus.yml with these targets instead of the names, which this machine cannot resolve. */
async function configurationFor(targets: Record<string, string>): Promise<string> {
  const text = await readFile(path.join(folder, 'prometheus.yml'), 'utf8');
  const jobs = text.split(/(?=- job_name: )/).map((job) => {
    const [, name] = /^- job_name: (\w+)/.exec(job) ?? [];
    if (!name) return job;
    if (!targets[name]) throw new Error(`prometheus.yml scrapes ${name}, for which the test has no target`);
    const found = /dns_sd_configs:\n\s+- .*/;
    if (!found.test(job)) throw new Error(`the job ${name} of prometheus.yml has no dns_sd_configs of one line`);
    return job.replace(found, `static_configs: [{ targets: ["${targets[name]}"] }]`);
  });
  return jobs.join('').replace(/_interval: 5s/g, '_interval: 1s');
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
