import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../shop.ts';

const run = promisify(execFile);

/** A name of its own, beside another shop on this machine. */
export const PROJECT = 'boutique-test';

/** Runs `docker …` in the repository. @returns its stdout @throws Error with its output */
export async function docker(args: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run('docker', args, {
    cwd: root,
    env: { ...process.env, ...variables },
    maxBuffer: 2 ** 26,
  }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`docker ${args.join(' ')} failed:\n${error.stderr ?? error.message}`);
  });
  return stdout.trim();
}

/** A container that starts or stops changes the machine's networks, and Chromium aborts its requests for a moment. */
const NETWORKS_SETTLE_MS = 2_000;

/** `docker compose …` for the shop under test. */
export async function compose(args: readonly string[]): Promise<string> {
  const output = await docker(['compose', ...args], environmentOfCompose());
  if (args[0] === 'stop' || args[0] === 'start') await sleep(NETWORKS_SETTLE_MS);
  return output;
}

/** The variables of the shop under test. The setup sets the ports once; every process of the run reads them. */
export const environmentOfCompose = (): Record<string, string> => ({
  COMPOSE_PROJECT_NAME: PROJECT,
  SHELL_PORT: process.env.COMPOSE_TEST_SHELL_PORT ?? '',
  API_PORT: process.env.COMPOSE_TEST_API_PORT ?? '',
});

/** The containers, volumes and networks of the shop that are left on this machine. */
export async function remains(): Promise<string[]> {
  const filter = ['--filter', `label=com.docker.compose.project=${PROJECT}`];
  const lists = await Promise.all([
    docker(['ps', '--all', ...filter, '--format', '{{.Names}}']),
    docker(['volume', 'ls', ...filter, '--format', '{{.Name}}']),
    docker(['network', 'ls', ...filter, '--format', '{{.Name}}']),
  ]);
  return lists.flatMap((list) => list.split('\n')).filter(Boolean);
}

/** The containers of a service, by number. */
export async function replicas(service: string): Promise<string[]> {
  const names = await compose(['ps', '--format', '{{.Name}}', service]);
  return names.split('\n').filter(Boolean).sort();
}

/** Waits until Docker reports a container as healthy. */
export async function untilHealthy(container: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(300)) {
    const state = await docker(['inspect', '--format', '{{.State.Health.Status}}', container]);
    if (state === 'healthy') return;
  }
  throw new Error(`${container} does not become healthy:\n${await docker(['logs', '--tail', '20', container])}`);
}

/** An answer of one replica, requested inside its container, because its port is not published. */
export async function askReplica(
  container: string,
  url: string,
): Promise<{ status: number; etag: string; body: string }> {
  const script = `fetch(process.argv[1]).then(async (answer) => console.log(JSON.stringify({
    status: answer.status, etag: answer.headers.get('etag') ?? '', body: await answer.text() })))`;
  return JSON.parse(await docker(['exec', container, 'node', '-e', script, url]));
}
