import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The root of this repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Checks out another commit beside this one and installs what it needs. Kept in the temp folder for the next time. */
export async function checkOut(revision: string, say: (line: string) => void): Promise<string> {
  const { stdout } = await run('git', ['rev-parse', '--verify', `${revision}^{commit}`], { cwd: root });
  const commit = stdout.trim();
  const folder = path.join(tmpdir(), `boutique-bench-${commit.slice(0, 12)}`);
  // npm writes this file last
  if (existsSync(path.join(folder, 'node_modules/.package-lock.json'))) return folder;
  say(`checking out ${revision} into ${folder} …`);
  await run('git', ['worktree', 'prune'], { cwd: root });
  if (!existsSync(folder)) await run('git', ['worktree', 'add', '--detach', folder, commit], { cwd: root });
  await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
  return folder;
}

/** The first characters of the commit that a folder is at. */
export async function commitOf(folder: string): Promise<string> {
  const { stdout } = await run('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: folder });
  return stdout.trim();
}
