import { expandRequest } from '@boutique/contracts/uri-template';
import { matchPath } from '@boutique/facade';
import { mockServer } from '@boutique/standalone/mock-server';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { expect, it, vi } from 'vitest';
import { declaration } from './declaration.ts';
import { handlersOf } from './mocks/handlers.ts';
import { renderPage } from './mocks/render-page.tsx';
import { shopOf } from './mocks/visiteurs.ts';

const server = mockServer([]);

/** If a preload had another URL than the page's own request, the browser would fetch twice. */
it.each([
  '/compte',
  '/compte/commandes',
  '/compte/commandes/019bbb84-c800-7c41-9b52-6d0e83f4a117',
  '/administration/utilisateurs?q=camille&actif=true&role=user',
  '/administration/commandes?statut=confirmee&q=MBR',
  '/administration/commandes/019bbb84-c800-7c41-9b52-6d0e83f4a117',
  '/administration/journal?objet=produit',
  '/utilisateurs',
  '/utilisateurs/019bbb84-c800-7c41-9b52-6d0e83f4a117',
])('%s first sends the requests of its declaration', async (address) => {
  const shop = shopOf('admin');
  withDemoCommandes(shop);
  server.use(...handlersOf(shop));
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  const route = declaration.routes.find(({ path }) => matchPath(path, pathname));
  const variables = {
    ...Object.fromEntries(searchParams),
    ...matchPath(route?.path ?? '', pathname)?.params,
    langue: 'fr',
  };
  const declared = route?.requests.map((template) => expandRequest(template, variables)) ?? [];
  expect(declared.length).toBeGreaterThan(0);

  const fetch = vi.spyOn(globalThis, 'fetch');
  renderPage(address, shop.visiteur);
  await vi.waitFor(() => {
    const asked = fetch.mock.calls.slice(0, declared.length).map(([url]) => url);
    expect(asked.toSorted()).toEqual(declared.toSorted());
  });
});
