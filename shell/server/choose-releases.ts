import { createHash } from 'node:crypto';
import type { RegisteredRelease, ReleaseRole } from '@boutique/contracts/release';

/**
 * The releases that one page names: for each slice the release to use, then its fallbacks in order.
 * @param releases the releases in service
 * @param canaryGroup the value of the browser's cookie, the same on all its pages
 * @param overrides the releases that this browser asked for, by slice
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
    return canary && groupNumber(canaryGroup, slice) < canary.traffic ? [canary, ...others] : others;
  });
}

/** Whether pages depend on the browser's canary group. */
export const hasCanary = (releases: readonly RegisteredRelease[]): boolean =>
  releases.some(({ role }) => role === 'canary');

/**
 * The number of the browser's canary group for one slice, 0 to 99; a canary with a share of 10 has the groups below 10.
 * It depends only on the cookie and the slice's name. So all gateways agree, a browser keeps a canary while the share
 * grows, and the canaries of different slices go to different sets of browsers.
 */
export const groupNumber = (canaryGroup: string, slice: string): number =>
  createHash('sha256').update(`${canaryGroup} ${slice}`).digest().readUInt32BE() % 100;
