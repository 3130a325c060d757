import { expandRequest } from '@boutique/contracts/uri-template';
import { matchPath } from '@boutique/facade';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { expect, it, vi } from 'vitest';
import { declaration } from './declaration.ts';
import { handlersOf } from './mocks/handlers.ts';
import { renderPage } from './mocks/render-page.tsx';

mockServer(handlersOf(createMockShop()));

/** If a preload had another URL than the page's own request, the browser would fetch twice. */
it.each([
  '/',
  '/produits',
  '/produits?q=clavier&categorie=claviers&prixMin=5000&prixMax=9999&enStock=true&tri=-prix',
  '/produits/clavier-mecanique-ardoise-75',
  '/favoris',
])('%s first sends the requests of its declaration', async (address) => {
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
  renderPage(address);
  await vi.waitFor(() => {
    const asked = fetch.mock.calls.slice(0, declared.length).map(([url]) => url);
    expect(asked.toSorted()).toEqual(declared.toSorted());
  });
});
