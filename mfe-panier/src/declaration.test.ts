import { expandRequest } from '@boutique/contracts/uri-template';
import { matchPath } from '@boutique/facade';
import { expect, it, vi } from 'vitest';
import { declaration } from './declaration.ts';
import { renderPage } from './mocks/render-page.tsx';
import { first, mockShops } from './mocks/visit.ts';

const { visit } = mockShops();

/** If a preload had another URL than the page's own request, the browser would fetch twice. */
it.each([
  ['/panier', null],
  ['/commande', 'user'],
  ['/commande/confirmation/019bbb84-c800-7c41-9b52-6d0e83f4a117', null],
] as const)('%s first sends the requests of its declaration', async (pathname, role) => {
  const route = declaration.routes.find(({ path }) => matchPath(path, pathname));
  const variables = { ...matchPath(route?.path ?? '', pathname)?.params, langue: 'fr' };
  const declared = route?.requests.map((template) => expandRequest(template, variables)) ?? [];
  expect(declared.length).toBeGreaterThan(0);

  const fetch = vi.spyOn(globalThis, 'fetch');
  await renderPage(pathname, visit(role, { [first.id]: 1 }).shop);
  await vi.waitFor(() => {
    const asked = fetch.mock.calls.slice(0, declared.length).map(([url]) => url);
    expect(asked.toSorted()).toEqual(declared.toSorted());
  });
});
