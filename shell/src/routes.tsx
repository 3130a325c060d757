import { matchRoutes, Outlet, type RouteObject, ScrollRestoration } from '@boutique/facade';
import { lazy, Suspense } from 'react';
import type { PageLogStore } from './inspector/page-log.ts';
import { AppLayout } from './layout/app-layout.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { CrashPanel } from './panels/crash-panel.tsx';
import { PageSkeleton } from './panels/page-skeleton.tsx';
import { createSliceRoute, type RouteData } from './slices/slice-route.tsx';
import type { Slices } from './slices/slices.ts';

const SystemePage = lazy(() => import('./pages/systeme-page.tsx'));

/** The shell's own pages and one route for each path that a slice in service declares. */
export function createRoutes(slices: Slices, log: PageLogStore): RouteObject[] {
  const sliceRoutes = slices.routes.map(([name, path]) => createSliceRoute(slices, name, path));
  return [
    {
      element: <AppLayout slices={slices} log={log} />,
      children: [
        {
          // a failure of the shell's own pages stays inside the frame
          ErrorBoundary: CrashPanel,
          Component: Page,
          HydrateFallback: PageSkeleton,
          children: [
            ...sliceRoutes,
            {
              path: '/systeme',
              element: (
                <Suspense fallback={<PageSkeleton />}>
                  <SystemePage />
                </Suspense>
              ),
            },
            { path: '*', element: <NotFoundPage slices={slices} /> },
          ],
        },
      ],
    },
  ];
}

/**
 * The state with which a router starts at this address without running a loader.
 * @param pageOf gives the data of a slice's route, by its name and path
 */
export function startedAt(
  routes: RouteObject[],
  pathname: string,
  pageOf: (slice: string, path: string) => RouteData,
): { loaderData: Record<string, RouteData> } {
  const { id, path } = matchRoutes(routes, pathname)?.at(-1)?.route ?? {};
  const slice = id === undefined ? undefined : sliceOfRoute(id);
  return { loaderData: id && slice && path ? { [id]: pageOf(slice, path) } : {} };
}

/** The slice that owns a route; undefined for the shell's own pages. */
export const sliceOfRoute = (id: string): string | undefined => /^([^:]+):/.exec(id)?.[1];

/** Key of a scroll position. After every page load the key is `default`, so the address must tell pages apart. */
const placeOf = ({ key, pathname, search }: { key: string; pathname: string; search: string }) =>
  key === 'default' ? pathname + search : key;

/** Replaces the skeleton. Scroll restoration starts only here, because a reload needs a page of full height for it. */
function Page() {
  return (
    <>
      <Outlet />
      <ScrollRestoration getKey={placeOf} />
    </>
  );
}
