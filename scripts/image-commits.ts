import { readFile } from 'node:fs/promises';
import { builtParts, fromRoot, root } from './parts.ts';
import { runToEnd } from './processes.ts';
import { type Lockfile, pruneLockfile, workspacesOf } from './prune-workspace.ts';

/**
 * What docker-compose.yml labels images with: per part, as `MFE_PRODUITS_COMMIT`, the last commit that changed one of the
 * workspaces it is made from. A commit elsewhere leaves the label, and so the image, as it is. Empty outside a git checkout.
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
