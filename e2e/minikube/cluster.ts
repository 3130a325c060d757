import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../shop.ts';

/**
 * One shell session after another in the repository, each of which begins with the variables of the one before, so that a
 * command's `eval $(minikube docker-env)` holds for the next commands.
 */
export async function openShell() {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-minikube-'));
  const variables = path.join(folder, 'variables');
  await writeFile(variables, '');
  return {
    /** @returns what the command printed @throws Error with its output when it fails */
    async run(command: string): Promise<string> {
      const script = `set -euo pipefail\n. '${variables}'\n${command}\nexport -p > '${variables}'`;
      const running = promisify(execFile)('bash', ['-c', script], { cwd: root, maxBuffer: 2 ** 26 });
      const { stdout } = await running.catch((error: Error & { stdout: string; stderr: string }) => {
        throw new Error(`${command}\n${error.stdout}${error.stderr}`);
      });
      return stdout;
    },
    close: () => rm(folder, { recursive: true }),
  };
}
export type Shell = Awaited<ReturnType<typeof openShell>>;
