import { createHash } from 'node:crypto';
import type { Release } from '@boutique/contracts/release';

/** W3C Subresource Integrity notation: `sha384-<base64>`. */
export const integrityOf = (content: string | Buffer): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Whether a file is the one that the build wrote. */
export const isIntact = (content: Buffer, { size, integrity }: Release['files'][string]): boolean =>
  content.length === size && integrityOf(content) === integrity;

/**
 * The hash that names a release's content: over its canonical JSON (keys sorted at every level) without `builtAt`,
 * `commit` and the hash itself. So routes, navigation and widgets cannot change without a new name either.
 */
export function releaseIntegrity(release: Omit<Release, 'integrity'> & { integrity?: string }): string {
  const { builtAt, commit, integrity, ...content } = release;
  return integrityOf(JSON.stringify(content, sortKeys));
}

const sortKeys = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
