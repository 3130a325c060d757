import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { checkKubectl } from '../k8s/render.ts';
import { root } from '../parts.ts';

/** Minikube's profile and kubectl's context, so that no other cluster is touched. */
export const PROFILE = 'boutique';

/** @throws Error that names every missing tool and where to get it */
export async function checkTools(): Promise<void> {
  const checks = await Promise.allSettled([
    answers('minikube', ['version'], 'minikube is not there. Install it: https://minikube.sigs.k8s.io/docs/start/'),
    checkKubectl(),
    answers(
      'docker',
      ['compose', 'version'],
      'docker with its compose plugin is not there. Install both: https://docs.docker.com/compose/install/',
    ),
  ]);
  const missing = checks.flatMap((check) => (check.status === 'rejected' ? [(check.reason as Error).message] : []));
  if (missing.length > 0) throw new Error(missing.join('\n'));
}

async function answers(command: string, args: string[], otherwise: string): Promise<void> {
  await read(command, args).catch(() => {
    throw new Error(otherwise);
  });
}

/** Prints a command line and runs it with its output on the terminal. @throws Error when it fails */
export async function show(command: string, args: string[], environment: Record<string, string> = {}): Promise<void> {
  const line = [command, ...args].join(' ');
  console.log(`\n$ ${line}`);
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...environment }, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`This step failed (exit code ${code}); all steps before it are done: ${line}`);
}

/** The standard output of a command. @throws Error with its message when it fails */
export async function read(command: string, args: string[], input = ''): Promise<string> {
  const running = promisify(execFile)(command, args, { cwd: root, maxBuffer: 2 ** 26 });
  // a tool may end before it has read its input; then its exit code tells how it ended
  running.child.stdin?.on('error', () => {}).end(input);
  return (await running).stdout;
}

const ours = ['--context', PROFILE, '--namespace', PROFILE];
export const showKubectl = (...args: string[]): Promise<void> => show('kubectl', [...ours, ...args]);
export const readKubectl = (args: string[], input?: string): Promise<string> =>
  read('kubectl', [...ours, ...args], input);
