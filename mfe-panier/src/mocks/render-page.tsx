import { createMemoryRouter, RouterProvider } from '@boutique/facade';
import { SliceApp, sliceRoutes } from '@boutique/federation/slice-app.tsx';
import { cleanup, render } from '@testing-library/react';
import { afterEach } from 'vitest';
import * as slice from '../exposes/slice.ts';

afterEach(cleanup);
// as the loader does
await slice.ready?.();

/** Shows the page at that path, as the standalone slice does, and answers its router. */
export function renderPage(path: string) {
  const router = createMemoryRouter(sliceRoutes(slice), { initialEntries: [path] });
  render(
    <SliceApp slice={slice}>
      <RouterProvider router={router} />
    </SliceApp>,
  );
  return router;
}
