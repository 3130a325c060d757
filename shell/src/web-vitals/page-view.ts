import { listen } from '@boutique/contracts/events';
import type { SliceLoad, WebVital } from '@boutique/contracts/web-vitals';
import type { Router } from '@boutique/facade';
import { sliceOfRoute } from '../routes.tsx';

/** Records which slice owned the page at which time, and which slices were loaded. */
export interface ObservedPage {
  /** The route of the address that was opened, such as `/produits/:id`. */
  route: string;
  /** @param time in ms on the page's clock, as in performance entries */
  ownerAt(time: number): Pick<WebVital, 'slice' | 'version'>;
  /** Loads and failed loads since the last call, at most as many as one report may contain. */
  takeLoads(): SliceLoad[];
}

/** Starts with the page, before the first slice is loaded, because each load is announced only once. */
export function observePageView(router: Router): ObservedPage {
  const current = () => router.state.matches.at(-1)?.route;
  const owner = () => sliceOfRoute(current()?.id ?? '') ?? 'shell';
  const owners = [{ since: Number.NEGATIVE_INFINITY, slice: owner() }];
  const versions = new Map<string, string>();
  const loads: SliceLoad[] = [];
  listen('shell:slice-state', ({ slice, version, state }) => {
    // after a failure, the page belongs to the fallback that loaded
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
