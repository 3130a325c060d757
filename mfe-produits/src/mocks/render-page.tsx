import type { Compte } from '@boutique/contracts/comptes';
import { createMemoryRouter, RouterProvider } from '@boutique/facade';
import { SliceApp, sliceRoutes } from '@boutique/standalone/slice-app.tsx';
import { cleanup, configure, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach } from 'vitest';
import * as slice from '../exposes/slice.ts';

afterEach(() => {
  cleanup();
  localStorage.clear();
});
// the slice loader does this in the shop
await slice.ready?.('fr');
// long lists of cards are slow in jsdom on a busy machine
configure({ asyncUtilTimeout: 5_000 });
// jsdom has no modal dialogs
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
};

interface Options {
  /** The element around the page, with an `<Outlet>`. */
  frame?: ReactElement;
  /** The role that is signed in; without it, a guest. */
  session?: Compte | null;
}

/** Renders the page at that path. @returns its router */
export function renderPage(path: string, { frame, session = null }: Options = {}) {
  const pages = sliceRoutes(slice);
  const router = createMemoryRouter(frame ? [{ element: frame, children: pages }] : pages, { initialEntries: [path] });
  render(
    <SliceApp slice={slice} session={session}>
      <RouterProvider router={router} />
    </SliceApp>,
  );
  return router;
}
