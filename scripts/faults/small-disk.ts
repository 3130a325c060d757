import { spawnSync } from 'node:child_process';
import { serverOwner } from '@boutique/dev-database/unprivileged';

const ENTERED = 'FAULTS_MOUNT_NAMESPACE';
/** For the demo data twice over, and PostgreSQL's log of writes. */
const MEGABYTES = 512;

/**
 * Starts this process again in a mount namespace of its own: what it mounts exists for it and its children only, and is
 * gone with them. Where that is impossible it stays as it is. Linux only; needs no root.
 */
export function enterOwnMounts(): void {
  if (process.env[ENTERED] || process.platform !== 'linux') return;
  const unshare = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : USER_NAMESPACE)];
  if (spawnSync('env', [...unshare, 'true']).status !== 0) return;
  const env = { ...process.env, [ENTERED]: 'yes' };
  process.execve?.('/usr/bin/env', ['env', ...unshare, process.execPath, ...process.argv.slice(1)], env);
}

/** Without root, only the owner of a user namespace may mount. */
const USER_NAMESPACE = ['--user', '--map-current-user', '--keep-caps'];

/** Mounts a small file system at a folder, for PostgreSQL's user. @returns whether it could */
export function mountSmallDisk(folder: string): boolean {
  const owner = serverOwner ?? process.getuid?.();
  const options = `size=${MEGABYTES}m,mode=0700,uid=${owner},gid=${serverOwner ?? process.getgid?.()}`;
  return (
    Boolean(process.env[ENTERED]) && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
  );
}

export const unmountDisk = (folder: string): void => void spawnSync('umount', [folder]);
