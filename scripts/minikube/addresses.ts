import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { PROFILE } from './commands.ts';

/**
 * Prints the addresses of the shop and the API. With the docker driver on macOS, Windows and WSL the node has no
 * address of its own: `minikube service --url` then opens a tunnel and keeps running, and so does this command, until
 * Ctrl-C.
 */
export async function showAddresses(): Promise<void> {
  const [shell, api] = await Promise.all([addressOf('shell'), addressOf('api')]);
  console.log(`\n  Ma Boutique Répartie   ${shell.url}`);
  console.log(`  API                    ${api.url}/api/docs\n`);
  const ended = Promise.all([shell.ended, api.ended]);
  // without a tunnel, minikube prints the address and ends
  await Promise.race([ended, delay(1000, undefined, { ref: false })]);
  if ([shell, api].every(({ child }) => child.exitCode !== null)) return;
  console.log('These addresses last as long as this command: leave it open. Ctrl-C ends them; the shop stays up.');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => [shell, api].forEach(({ child }) => void child.kill()));
  }
  await ended;
}

interface Address {
  url: string;
  child: ChildProcess;
  ended: Promise<void>;
}

async function addressOf(service: string): Promise<Address> {
  const args = ['service', service, '--url', '--profile', PROFILE, '--namespace', PROFILE];
  const child = spawn('minikube', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('error', () => resolve()).once('close', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('http')) continue;
    child.stdout.resume();
    return { url: line.trim(), child, ended };
  }
  throw new Error(`Everything is ready, but Minikube names no address of ${service}: minikube ${args.join(' ')}`);
}
