import type { Compte } from '@boutique/contracts/comptes';
import { createMemoryRouter, Outlet, RouterProvider, ShellProvider, useShell } from '@boutique/facade';
import { SliceApp, sliceRoutes } from '@boutique/standalone/slice-app.tsx';
import { cleanup, configure, render } from '@testing-library/react';
import { Fragment, type ReactNode } from 'react';
import { afterEach, beforeAll } from 'vitest';
import * as slice from '../exposes/slice.ts';
import MenuCompte from '../widgets/menu-compte.tsx';

afterEach(cleanup);
configure({ asyncUtilTimeout: 3_000 });
// the slice loader does this in the shop
await slice.ready?.('fr');

beforeAll(() => {
  // jsdom has the element, but not its methods
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
    this.querySelector<HTMLElement>('input, button')?.focus();
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

/** Renders the page at that path, with the account's menu above it, for this session; `unknown`: the session still loads. */
export function renderPage(path: string, visiteur: Compte | null | 'unknown' = null) {
  const Shell = visiteur === 'unknown' ? SessionUnknown : Fragment;
  const frame = (
    <Shell>
      <MenuCompte />
      <main>
        <Outlet />
      </main>
    </Shell>
  );
  const routes = [...sliceRoutes(slice), { path: '*', element: <p>Page d’une autre slice</p> }];
  const router = createMemoryRouter([{ element: frame, children: routes }], { initialEntries: [path] });
  render(
    <SliceApp slice={slice} session={visiteur === 'unknown' ? null : visiteur && { ...visiteur }}>
      <RouterProvider router={router} />
    </SliceApp>,
  );
  return router;
}

function SessionUnknown({ children }: { children?: ReactNode }) {
  return <ShellProvider value={{ ...useShell(), session: undefined }}>{children}</ShellProvider>;
}
