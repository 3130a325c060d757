import { ErrorBoundary, type RouteObject, useLoaderData } from '@boutique/facade';
import { useState } from 'react';
import { PageSkeleton } from '../panels/page-skeleton.tsx';
import { SliceErrorPanel } from '../panels/slice-error-panel.tsx';
import styles from './owner.module.css';
import type { LoadedPage, Slices } from './slices.ts';

/**
 * A route whose page lives in a slice. Loading it in the route's loader, not by `lazy`, lets react-router's own error
 * handling work for it: a failure renders the panel in the page's place, and a revalidation is the retry.
 */
export function createSliceRoute(slices: Slices, name: string, path: string): RouteObject {
  return {
    id: `${name}:${path}`,
    path,
    loader: () => slices.loadPage(name, path),
    // the page of a path stays the same one while only the query string changes
    shouldRevalidate: ({ currentUrl, nextUrl, defaultShouldRevalidate }) =>
      currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search
        ? false
        : defaultShouldRevalidate,
    element: <SlicePage slice={name} replace={(frontend, error) => slices.loadPage(name, path, { frontend, error })} />,
    errorElement: <SliceErrorPanel slice={name} />,
  };
}

/** The slice whose page a route is; undefined for the shell's own. */
export const sliceOfRoute = (id: string): string | undefined => /^([^:]+):/.exec(id)?.[1];

type Replace = (frontend: LoadedPage['frontend'], error: unknown) => Promise<LoadedPage>;

/** A page that throws makes way, in place, for the same page of a release standing in; the panel comes when there is none. */
function SlicePage({ slice, replace }: { slice: string; replace: Replace }) {
  const loaded = useLoaderData<LoadedPage>();
  const [replacement, setReplacement] = useState<{ of: LoadedPage; by: LoadedPage | { error: unknown } }>();
  const shown = replacement?.of === loaded ? replacement.by : loaded;
  // here, above the boundary, which would catch it again
  if ('error' in shown) throw shown.error;
  const { value, frontend } = shown;
  const { Component } = value;
  const load = (error: unknown) =>
    replace(frontend, error).then(
      (by) => setReplacement({ of: loaded, by }),
      () => setReplacement({ of: loaded, by: { error } }),
    );
  return (
    <ErrorBoundary key={frontend.url} fallback={() => <PageSkeleton />} onError={load}>
      <div className={styles.owner} data-slice={slice} data-release={frontend.metadata.version}>
        <Component />
      </div>
    </ErrorBoundary>
  );
}
