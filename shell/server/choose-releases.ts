import { createHash } from 'node:crypto';
import type { RegisteredRelease, ReleaseRole } from '@boutique/contracts/release';

/**
 * The releases that one page names: of each slice the one that it uses, and behind it those that stand in when that one
 * fails.
 * @param releases those in service
 * @param canaryGroup of this browser, the same on each of its pages
 * @param overrides what this browser asked for, by slice
 */
export function chooseReleases(
  releases: readonly RegisteredRelease[],
  canaryGroup: string,
  overrides: ReadonlyMap<string, RegisteredRelease> = new Map(),
): RegisteredRelease[] {
  const bySlice = Map.groupBy(releases, ({ release }) => release.name);
  for (const slice of overrides.keys()) if (!bySlice.has(slice)) bySlice.set(slice, []);
  return [...bySlice].flatMap(([slice, offered]) => {
    const inRole = (wanted: ReleaseRole) => offered.filter(({ role }) => role === wanted);
    const [canary] = inRole('canary');
    const others = [...inRole('active'), ...inRole('fallback')];
    const override = overrides.get(slice);
    if (override)
      return [override, ...others.filter(({ release }) => release.integrity !== override.release.integrity)];
    return canary && shareOf(canaryGroup, slice) < canary.traffic ? [canary, ...others] : others;
  });
}

/** Whether pages differ from one canary group to the next. */
export const hasCanary = (releases: readonly RegisteredRelease[]): boolean =>
  releases.some(({ role }) => role === 'canary');

/**
 * 0 to 99, from the canary group and the slice alone: so every gateway comes to the same, a browser that has a canary keeps
 * it while its share grows, and it is not the same browsers that try every slice's.
 */
export const shareOf = (canaryGroup: string, slice: string): number =>
  createHash('sha256').update(`${canaryGroup} ${slice}`).digest().readUInt32BE() % 100;
