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
// the slice loader does this in the shop
await slice.ready?.('fr');

interface Options {
  /** Rendered at `/`, like a page of another slice. */
  elsewhere?: ReactNode;
}

/** Renders the page at that path as the shell does, with the mini-cart above it, in that mock shop. */
export async function renderPage(path: string, { visiteur }: MockShop, { elsewhere = null }: Options = {}) {
  const frame = (
    <>
      <Widget name="MiniPanier" props={{}} fallback={null} />
      <Outlet />
    </>
  );
  const children = [{ path: '/', element: elsewhere }, ...sliceRoutes(slice), { path: '*', element: null }];
  const router = createMemoryRouter([{ element: frame, children }], { initialEntries: [path] });
  // the mini-cart loads at its first render
  await act(async () =>
    render(
      <SliceApp slice={slice} session={visiteur}>
        <RouterProvider router={router} />
      </SliceApp>,
    ),
  );
  return router;
}
