import { createMemoryRouter, RouterProvider } from '@boutique/facade';
import { SliceApp, sliceRoutes } from '@boutique/federation/slice-app.tsx';
import { cleanup, configure, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach } from 'vitest';
import * as slice from '../exposes/slice.ts';

afterEach(cleanup);
// as the loader does
await slice.ready?.();
// lists of many cards take their time in jsdom on a busy machine
configure({ asyncUtilTimeout: 5_000 });

/** Shows the page at that path, inside `frame` if there is one (with an `<Outlet>`), and answers its router. */
export function renderPage(path: string, frame?: ReactElement) {
  const pages = sliceRoutes(slice);
  const router = createMemoryRouter(frame ? [{ element: frame, children: pages }] : pages, { initialEntries: [path] });
  render(
    <SliceApp slice={slice}>
      <RouterProvider router={router} />
    </SliceApp>,
  );
  return router;
}
