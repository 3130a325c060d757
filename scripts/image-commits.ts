import { readFile } from 'node:fs/promises';
import { builtParts, fromRoot, root } from './parts.ts';
import { runToEnd } from './processes.ts';
import { type Lockfile, pruneLockfile, workspacesOf } from './prune-workspace.ts';

/**
 * The commits for docker-compose.yml's image labels, such as `MFE_PRODUITS_COMMIT`: for each part the last commit that
 * changed one of its workspaces. Other commits change neither the label nor the image. Empty outside a git checkout.
 */
export async function imageCommits(): Promise<Record<string, string>> {
  const lockfile = JSON.parse(await readFile(fromRoot('package-lock.json'), 'utf8')) as Lockfile;
  const entries = builtParts.map(async (part) => {
    const sources = workspacesOf(pruneLockfile(lockfile, part, { dev: true }).packages);
    const args = ['log', '-1', '--format=%h', '--abbrev=12', '--', ...sources];
    const commit = await runToEnd('git', args, { cwd: root }).catch(() => '');
    return [`${part.toUpperCase().replaceAll('-', '_')}_COMMIT`, commit.trim()] as const;
  });
  return Object.fromEntries((await Promise.all(entries)).filter(([, commit]) => commit !== ''));
}
