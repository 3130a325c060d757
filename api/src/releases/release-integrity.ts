import { createHash } from 'node:crypto';
import type { Release } from '@boutique/contracts/release';

/** The hash that names a release's content: over one line `<path> <integrity>` per file, sorted by path. */
export function releaseIntegrity(files: Release['files']): string {
  const lines = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { integrity }]) => `${path} ${integrity}\n`);
  return `sha384-${createHash('sha384').update(lines.join('')).digest('base64')}`;
}
