import type { PageModule } from '@boutique/contracts/slice';
import { type RouteObject, useLoaderData } from '@boutique/facade';
import { SliceErrorPanel } from '../panels/slice-error-panel.tsx';
import type { Slices } from './slices.ts';

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
    Component: SlicePage,
    errorElement: <SliceErrorPanel slice={name} />,
  };
}

/** The slice whose page a route is; undefined for the shell's own. */
export const sliceOfRoute = (id: string): string | undefined => /^([^:]+):/.exec(id)?.[1];

function SlicePage() {
  const { Component } = useLoaderData<PageModule>();
  return <Component />;
}
