import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

interface Finished {
  code: number | null;
  output: string;
}

/** Runs a program of `src/` as a process. `output` collects everything that it prints. */
export function run(file: string, variables: Record<string, string>, args: string[] = []) {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(new URL(`../src/${file}`, import.meta.url)), ...args],
    {
      env: { PATH: process.env.PATH, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const finished: Promise<Finished> = once(child, 'close').then(([code]) => ({ code, output }));
  return { child, finished, output: () => output };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
