import { createBrowserRouter, Outlet, ScrollRestoration } from '@boutique/facade';
import { keepPageLog } from './inspector/page-log.ts';
import { AppLayout } from './layout/app-layout.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { CrashPanel } from './panels/crash-panel.tsx';
import { PageSkeleton } from './panels/page-skeleton.tsx';
import { createSliceRoute } from './slices/slice-route.tsx';
import type { Slices } from './slices/slices.ts';

/** The shell's own pages and one route for each path that a slice in service declares. */
export function createRouter(slices: Slices) {
  const log = keepPageLog();
  const sliceRoutes = slices.routes.map(([name, path]) => createSliceRoute(slices, name, path));
  return createBrowserRouter([
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
            { path: '/systeme', lazy: () => import('./pages/systeme-page.tsx') },
            { path: '*', element: <NotFoundPage slices={slices} /> },
          ],
        },
      ],
    },
  ]);
}

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
