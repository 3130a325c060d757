import { ErrorBoundary, KeptBoundary, type RouteObject, useLoaderData } from '@boutique/facade';
import { use, useState } from 'react';
import { PageSkeleton } from '../panels/page-skeleton.tsx';
import { SliceErrorPanel } from '../panels/slice-error-panel.tsx';
import styles from './owner.module.css';
import type { LoadedPage, Slices } from './slices.ts';

/** The page of a route. It is still coming when the page is hydrated: the server's HTML shows until then. */
export type RouteData = LoadedPage | { coming: Promise<LoadedPage> };

/**
 * A route whose page comes from a slice. The route's loader loads it, not `lazy`, so that react-router's error handling
 * applies: a failure renders the panel in the page's place, and a revalidation retries.
 */
export function createSliceRoute(slices: Slices, name: string, path: string): RouteObject {
  const id = `${name}:${path}`;
  return {
    id,
    path,
    loader: () => slices.loadPage(name, path),
    // a change of only the query string does not load the page again
    shouldRevalidate: ({ currentUrl, nextUrl, defaultShouldRevalidate }) =>
      currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search
        ? false
        : defaultShouldRevalidate,
    element: (
      <KeptBoundary key={id} fallback={<PageSkeleton />}>
        <SlicePage slice={name} replace={(frontend, error) => slices.loadPage(name, path, { frontend, error })} />
      </KeptBoundary>
    ),
    errorElement: <SliceErrorPanel slice={name} />,
  };
}

type Replace = (frontend: LoadedPage['frontend'], error: unknown) => Promise<LoadedPage>;

/** Replaces a page that throws by the same page of a fallback, in place. Without a fallback the panel is shown. */
function SlicePage({ slice, replace }: { slice: string; replace: Replace }) {
  const data = useLoaderData<RouteData>();
  const loaded = 'coming' in data ? use(data.coming) : data;
  const [replacement, setReplacement] = useState<{ of: LoadedPage; by: LoadedPage | { error: unknown } }>();
  const shown = replacement?.of === loaded ? replacement.by : loaded;
  // thrown here, above the boundary below, which would catch it again
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
