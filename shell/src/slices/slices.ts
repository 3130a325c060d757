import { emit } from '@boutique/contracts/events';
import type { DiscoveryDocument, Frontend } from '@boutique/contracts/frontends';
import type { PageModule } from '@boutique/contracts/slice';
import { createSliceLoader, type LoadSlice } from '@boutique/federation/slice-loader';
import type { ComponentType } from 'react';

/** A widget that has failed gets another chance with the first navigation after this. */
const WIDGET_REST_MS = 5_000;

export interface Slices {
  /** The releases that this page was served with, by slice name. */
  entries: readonly (readonly [name: string, frontend: Frontend])[];
  /** The page that a slice has for a declared path. @throws SliceError */
  loadPage(name: string, path: string): Promise<PageModule>;
  /** The widget of that name, the same promise until it fails; null when no slice in service offers it. */
  loadWidget(name: string): Promise<ComponentType<never>> | null;
}

interface Options {
  /** The releases that this page was served with. */
  discovery: DiscoveryDocument;
  /** Reads the releases in service anew. */
  refresh: () => Promise<DiscoveryDocument>;
  load?: LoadSlice;
}

export function createSlices({ discovery, refresh, ...options }: Options): Slices {
  const entries = Object.entries(discovery.microFrontends).flatMap(([name, [frontend]]) =>
    frontend ? [[name, frontend] as const] : [],
  );
  const loader = createSliceLoader({
    discovery,
    refresh,
    ...options,
    onState: (slice, etat, version) => emit('shell:slice-etat', { slice, etat, version }),
  });
  const widgets = new Map<string, Promise<ComponentType<never>>>();

  return {
    entries,
    loadPage: (name, path) =>
      loader.use(name, async ({ routes }) => {
        const load = routes[path];
        if (!load) throw new Error(`the release has no page for ${path}`);
        return load();
      }),
    loadWidget: (name) => {
      const known = widgets.get(name);
      if (known) return known;
      const owner = entries.find(([, { extras }]) => extras.widgets.some((widget) => widget.name === name));
      if (!owner) return null;
      const loading = loader.use(owner[0], async (slice) => {
        const widget = await slice.widgets[name]?.();
        if (!widget) throw new Error(`the release has no widget ${name}`);
        return widget.default;
      });
      loading.catch(() => setTimeout(() => widgets.delete(name), WIDGET_REST_MS));
      widgets.set(name, loading);
      return loading;
    },
  };
}
