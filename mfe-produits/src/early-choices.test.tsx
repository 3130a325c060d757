import { createMemoryRouter, RouterProvider } from '@boutique/facade';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { SliceApp } from '@boutique/standalone/slice-app.tsx';
import { act, screen, waitFor } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished } from 'vitest';
import { Facets } from './components/facets.tsx';
import { SortSelect } from './components/sort-select.tsx';
import * as slice from './exposes/slice.ts';
import { createCatalogue } from './mocks/catalogue.ts';
import { readFacettes } from './mocks/facettes.ts';
import { handlersOf } from './mocks/handlers.ts';
import RechercheProduits from './widgets/recherche-produits.tsx';

mockServer(handlersOf(createMockShop()));
await slice.ready?.('fr');
const { onSale, synonymes } = createCatalogue();
const facettes = readFacettes({}, 'fr', onSale('fr'), synonymes);

/** Shows these controls as HTML of the server, lets a visitor change them, then hydrates them. @returns their router */
async function hydrate(change: (form: HTMLElement) => void) {
  const element = (
    <>
      <RechercheProduits />
      <Facets filters={{}} facettes={facettes} />
      <SortSelect filters={{}} />
    </>
  );
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: ['/produits'] });
  const app = (
    <SliceApp slice={slice}>
      <RouterProvider router={router} />
    </SliceApp>
  );
  const root = document.body.appendChild(document.createElement('div'));
  root.innerHTML = renderToString(app);
  change(root);
  const page = await act(async () => hydrateRoot(root, app));
  onTestFinished(async () => {
    await act(async () => page.unmount());
    root.remove();
  });
  return router;
}

it('text that was typed before the page was hydrated stays, and searches', async () => {
  const router = await hydrate((root) => {
    const field = root.querySelector<HTMLInputElement>('[type="search"]');
    if (field) field.value = 'souris';
  });
  expect(screen.getByRole('searchbox')).toHaveProperty('value', 'souris');
  await waitFor(() => expect(router.state.location.search).toBe('?q=souris'));
});

it('a box that was checked before filters', async () => {
  const router = await hydrate((root) => root.querySelector<HTMLElement>('[name="enStock"]')?.click());
  await waitFor(() => expect(router.state.location.search).toBe('?enStock=true'));
});

it('an order that was chosen before sorts', async () => {
  const router = await hydrate((root) => {
    const select = root.querySelector('select');
    if (select) select.value = 'prix';
  });
  await waitFor(() => expect(router.state.location.search).toBe('?tri=prix'));
});

it('nothing happens without an early choice', async () => {
  const router = await hydrate(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(router.state.location.search).toBe('');
});
