import { listen } from '@boutique/contracts/events';
import type { SliceLoad, WebVital } from '@boutique/contracts/web-vitals';
import type { createRouter } from '../router.tsx';
import { sliceOfRoute } from '../slices/slice-route.tsx';

/** Which slice owned the page when, and which ones were loaded since the page was opened. */
export interface ObservedPage {
  /** The template of the address that was opened: `/produits/:id`. */
  route: string;
  /** @param time ms on the clock of the page, as in every performance entry */
  ownerAt(time: number): Pick<WebVital, 'slice' | 'version'>;
  /** What was loaded, or failed, since the last call; at most what one report may hold. */
  takeLoads(): SliceLoad[];
}

/** Starts with the page, before a slice is loaded: each load is told once. */
export function observePageView(router: ReturnType<typeof createRouter>): ObservedPage {
  const current = () => router.state.matches.at(-1)?.route;
  const owner = () => sliceOfRoute(current()?.id ?? '') ?? 'shell';
  const owners = [{ since: Number.NEGATIVE_INFINITY, slice: owner() }];
  const versions = new Map<string, string>();
  const loads: SliceLoad[] = [];
  listen('shell:slice-state', ({ slice, version, state }) => {
    // of a release that has failed, the page goes to the one that stands in
    if (state === 'loaded' || !versions.has(slice)) versions.set(slice, version);
    loads.push({ slice, version, result: state });
  });
  router.subscribe(() => {
    const slice = owner();
    if (slice !== owners.at(-1)?.slice) owners.push({ since: performance.now(), slice });
  });
  return {
    route: current()?.path ?? '*',
    ownerAt: (time) => {
      const slice = owners.findLast(({ since }) => since <= time)?.slice ?? 'shell';
      return { slice, version: versions.get(slice) ?? '' };
    },
    takeLoads: () => loads.splice(0, 50),
  };
}
