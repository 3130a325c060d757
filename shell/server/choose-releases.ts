import { createHash } from 'node:crypto';
import type { RegisteredRelease } from '@boutique/contracts/release';

/**
 * The releases that one visitor's page names: of each slice the one that it uses, and behind it those that stand in when
 * that one fails.
 * @param releases those in service, the ones of a slice in the order of the roles
 * @param visitor the same for every page of a visitor
 * @param overrides what this browser asked for, by slice
 */
export function chooseReleases(
  releases: readonly RegisteredRelease[],
  visitor: string,
  overrides: ReadonlyMap<string, RegisteredRelease> = new Map(),
): RegisteredRelease[] {
  const bySlice = Map.groupBy(releases, ({ release }) => release.name);
  for (const slice of overrides.keys()) if (!bySlice.has(slice)) bySlice.set(slice, []);
  return [...bySlice].flatMap(([slice, offered]) => {
    const canary = offered.find(({ role }) => role === 'canary');
    const others = offered.filter(({ role }) => role === 'active' || role === 'fallback');
    const override = overrides.get(slice);
    if (override)
      return [override, ...others.filter(({ release }) => release.integrity !== override.release.integrity)];
    return canary && bucketOf(visitor, slice) < canary.traffic ? [canary, ...others] : others;
  });
}

/** Whether pages differ from one visitor to the next. */
export const hasCanary = (releases: readonly RegisteredRelease[]): boolean =>
  releases.some(({ role }) => role === 'canary');

/**
 * 0 to 99: out of nothing but the visitor and the slice, so that every gateway comes to the same, and whoever has a canary
 * keeps it while its share grows. The slice is in it so that not the same visitors try everything.
 */
export const bucketOf = (visitor: string, slice: string): number =>
  createHash('sha256').update(`${visitor} ${slice}`).digest().readUInt32BE() % 100;
