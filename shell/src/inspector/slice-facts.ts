import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import type { Override } from './overrides.ts';
import type { PageLog } from './page-log.ts';

/** The state of one slice in this page. */
export interface SliceFacts {
  name: string;
  /** The releases in use, last loaded first. There are two when only the fallback has a page that was shown. */
  used: { version: string; durationMs: number; isFallback: boolean; isCanary: boolean }[];
  /** True when no release of the slice works. */
  down: boolean;
  /** The version that takes over if the one in use fails. */
  fallback: string | null;
  override: Override | null;
}

/** @param discovery the releases that this page was served with, the preferred one of each slice first */
export function factsOf(
  { microFrontends }: DiscoveryDocument,
  { loads }: PageLog,
  overrides: ReadonlyMap<string, Override>,
): SliceFacts[] {
  const served = new Map(Object.entries(microFrontends));
  const names = new Set([...served.keys(), ...loads.keys(), ...overrides.keys()]);
  return [...names].toSorted().map((name) => {
    const frontends = served.get(name) ?? [];
    const offered = frontends.map(({ metadata }) => metadata.version);
    const canary = frontends.find(({ deployment }) => deployment.traffic > 0 && !deployment.default)?.metadata.version;
    const tried = loads.get(name) ?? [];
    const working = tried.filter(({ state }) => state === 'loaded').toReversed();
    const failed = new Set(tried.filter(({ state }) => state === 'failed').map(({ version }) => version));
    const current = working[0] ? offered.indexOf(working[0].version) : 0;
    return {
      name,
      used: working.map(({ version, durationMs }) => ({
        version,
        durationMs,
        isFallback: offered.indexOf(version) > 0,
        isCanary: version === canary,
      })),
      down: tried.length > 0 && working.length === 0,
      fallback: offered.slice(current + 1).find((version) => !failed.has(version)) ?? null,
      override: overrides.get(name) ?? null,
    };
  });
}
