import { createHash } from 'node:crypto';
import type { Release } from '@boutique/contracts/release';

/** W3C Subresource Integrity notation: `sha384-<base64>`. */
export const integrityOf = (content: string | Buffer): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Whether a file is unchanged since the build. */
export const isIntact = (content: Buffer, { size, integrity }: Release['files'][string]): boolean =>
  content.length === size && integrityOf(content) === integrity;

/**
 * The hash that identifies a release's content: over its canonical JSON (keys sorted at every level) without `builtAt`,
 * `commit` and the hash itself. Routes, navigation and widgets are covered, so they cannot change without a new hash.
 */
export function releaseIntegrity(release: Omit<Release, 'integrity'> & { integrity?: string }): string {
  const { builtAt, commit, integrity, ...content } = release;
  return integrityOf(JSON.stringify(content, sortKeys));
}

const sortKeys = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
