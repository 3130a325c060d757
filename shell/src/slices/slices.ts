import { emit } from '@boutique/contracts/events';
import type { DiscoveryDocument, Frontend } from '@boutique/contracts/frontends';
import type { PageModule } from '@boutique/contracts/slice';
import type { ComponentType } from 'react';
import { ownWidget } from './owned-widget.tsx';
import { createIncidentReporter } from './report-incident.ts';
import { keepHtml } from './server-html.ts';
import { createSliceLoader, type LoadSlice, type RenderFailure, type Section, type Taken } from './slice-loader.ts';

/** Pause after which the next navigation may try a failed widget again. */
const WIDGET_REST_MS = 5_000;

export type LoadedPage = Taken<PageModule>;

export interface Slices {
  /** The releases that this page was served with, by slice name. */
  entries: readonly (readonly [name: string, frontend: Frontend])[];
  /** All pages, including those that only a fallback has. */
  routes: readonly (readonly [name: string, path: string])[];
  /** Loads a slice's page for a declared path. After a failure, loads it from a fallback. @throws SliceError */
  loadPage(name: string, path: string, failure?: RenderFailure): Promise<LoadedPage>;
  /** Loads a widget; returns the same promise until it fails, and null when no slice in service offers the widget. */
  loadWidget(name: string): Promise<ComponentType<never>> | null;
  /** Called when a widget threw: from now on `loadWidget` loads it from a fallback, or fails. */
  replaceWidget(name: string, failed: Promise<ComponentType<never>>, error: unknown): void;
}

interface Options {
  /** The releases that this page was served with, and their fallbacks. */
  discovery: DiscoveryDocument;
  /** Reads the releases that are in service now. */
  refresh: () => Promise<DiscoveryDocument>;
  /**
   * Whether the server has rendered this widget. If its first load fails, its promise stays pending, so that the HTML
   * stays.
   */
  isKept?: (widget: string) => boolean;
  load?: LoadSlice;
}

export function createSlices({ discovery, refresh, isKept = () => false, ...options }: Options): Slices {
  const offered = Object.entries(discovery.microFrontends);
  const loader = createSliceLoader({
    discovery,
    refresh,
    ...options,
    onState: (slice, state, version, durationMs) => emit('shell:slice-state', { slice, state, version, durationMs }),
    onIncident: createIncidentReporter(),
  });
  const widgets = new Map<string, { loading: Promise<ComponentType<never>>; from?: Frontend }>();

  const widgetSection = (name: string): Section<ComponentType<never>> => ({
    kind: 'widget',
    place: name,
    isIn: ({ extras }) => extras.widgets.some((widget) => widget.name === name),
    take: async (slice) => {
      const widget = await slice.widgets[name]?.();
      if (!widget) throw new Error(`the release has no widget ${name}`);
      return widget.default;
    },
  });

  const startWidget = (name: string, failure?: RenderFailure) => {
    const section = widgetSection(name);
    const owner = offered.find(([, frontends]) => frontends.some(section.isIn))?.[0];
    if (owner === undefined) return null;
    const load = async () => {
      const { value, frontend } = await loader.use(owner, section, failure);
      widget.from = frontend;
      return ownWidget(value, { slice: owner, version: frontend.metadata.version, name });
    };
    const isFirst = !widgets.has(name);
    const loading = load();
    const widget: { loading: Promise<ComponentType<never>>; from?: Frontend } = {
      loading: isFirst && isKept(name) ? keepHtml(load, loading) : loading,
    };
    loading.catch(() =>
      setTimeout(() => {
        if (widgets.get(name) === widget) widgets.delete(name);
      }, WIDGET_REST_MS),
    );
    widgets.set(name, widget);
    return widget.loading;
  };

  return {
    entries: offered.flatMap(([name, [frontend]]) => (frontend ? [[name, frontend] as const] : [])),
    routes: offered.flatMap(([name, frontends]) =>
      [...new Set(frontends.flatMap(({ extras }) => extras.routes.map(({ path }) => path)))].map(
        (path) => [name, path] as const,
      ),
    ),
    loadPage: (name, path, failure) =>
      loader.use(
        name,
        {
          kind: 'page',
          place: path,
          isIn: ({ extras }) => extras.routes.some((route) => route.path === path),
          take: async ({ routes }) => {
            const load = routes[path];
            if (!load) throw new Error(`the release has no page for ${path}`);
            return load();
          },
        },
        failure,
      ),
    loadWidget: (name) => widgets.get(name)?.loading ?? startWidget(name),
    replaceWidget(name, failed, error) {
      const widget = widgets.get(name);
      // another copy of this widget in the page may still show the replaced release
      if (widget?.loading !== failed) return;
      const { from } = widget;
      // a widget that could not be loaded has no fallback left
      if (from) void startWidget(name, { frontend: from, error });
    },
  };
}
