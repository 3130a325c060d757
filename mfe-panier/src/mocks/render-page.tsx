import { createMemoryRouter, Outlet, RouterProvider, Widget } from '@boutique/facade';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { SliceApp, sliceRoutes } from '@boutique/standalone/slice-app.tsx';
import { act, cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import * as slice from '../exposes/slice.ts';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
});
configure({ asyncUtilTimeout: 5_000 });
// as the loader does
await slice.ready?.();

interface Options {
  /** Shown at `/`, as on a page of another slice. */
  elsewhere?: ReactNode;
}

/** Shows the page at that path as the shell does, with the mini-cart above it, to who visits that shop. */
export async function renderPage(path: string, { visiteur }: MockShop, { elsewhere = null }: Options = {}) {
  const frame = (
    <>
      <Widget name="MiniPanier" props={{}} fallback={null} />
      <Outlet />
    </>
  );
  const children = [{ path: '/', element: elsewhere }, ...sliceRoutes(slice), { path: '*', element: null }];
  const router = createMemoryRouter([{ element: frame, children }], { initialEntries: [path] });
  // the mini-cart is loaded when it is first shown
  await act(async () =>
    render(
      <SliceApp slice={slice} session={visiteur}>
        <RouterProvider router={router} />
      </SliceApp>,
    ),
  );
  return router;
}
