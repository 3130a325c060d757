import { produitsRoutes } from '@boutique/contracts/produits';
import { Outlet } from '@boutique/facade';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import RechercheProduits from './recherche-produits.tsx';

const server = mockServer(handlersOf(createMockShop()));

function renderWithWidget(path: string) {
  return renderPage(path, {
    frame: (
      <>
        <RechercheProduits />
        <Outlet />
      </>
    ),
  });
}

async function renderWidget(path = '/produits/clavier-mecanique-ardoise-75') {
  const router = renderWithWidget(path);
  const field = await screen.findByRole('combobox', { name: 'Rechercher un produit' });
  return { router, field };
}

async function renderOnCatalogue(address: string) {
  const router = renderWithWidget(address);
  const field = await screen.findByRole('searchbox', { name: 'Rechercher dans le catalogue' });
  return { router, field };
}

const options = () => screen.findAllByRole('option');

it('suggests products with their price, and all results last', async () => {
  const { field } = await renderWidget();
  await userEvent.type(field, 'clavier');
  expect(await options()).toHaveLength(7);
  expect(field.getAttribute('aria-expanded')).toBe('true');
  expect((await options())[0]?.textContent).toMatch(/€/);
  expect((await options()).at(-1)?.textContent).toMatch(/^Voir les \d+ résultats$/);
  expect(screen.getAllByRole('status').some(({ textContent }) => textContent === '6 suggestions')).toBe(true);
});

it('selects suggestions by arrow keys and opens one by Enter', async () => {
  const { router, field } = await renderWidget();
  await userEvent.type(field, 'souris');
  const [first, second] = await options();
  await userEvent.keyboard('{ArrowDown}');
  expect(field.getAttribute('aria-activedescendant')).toBe(first?.id);
  expect(first?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{ArrowDown}');
  expect(field.getAttribute('aria-activedescendant')).toBe(second?.id);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(field.getAttribute('aria-activedescendant')).toBeNull();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe(first?.getAttribute('href')));
  expect(screen.queryByRole('listbox')).toBeNull();
});

it('searches the catalogue by Enter without a selection', async () => {
  const { router, field } = await renderWidget();
  await userEvent.type(field, 'casque audio{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/produits'));
  expect(router.state.location.search).toBe('?q=casque+audio');
  expect(await screen.findByRole('searchbox')).toHaveProperty('value', 'casque audio');
  expect(screen.queryByRole('combobox', { name: 'Rechercher un produit' })).toBeNull();
});

it('Escape closes the suggestions, then clears the field', async () => {
  const { field } = await renderWidget();
  await userEvent.type(field, 'écran');
  await options();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(field).toHaveProperty('value', 'écran');
  await userEvent.keyboard('{Escape}');
  expect(field).toHaveProperty('value', '');
});

it('closes when the focus leaves', async () => {
  const { field } = await renderWidget();
  await userEvent.type(field, 'ssd');
  await options();
  await userEvent.tab();
  await userEvent.tab();
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
});

it('"/" moves the focus to the search, but not from inside a field', async () => {
  const { field } = await renderWidget();
  await userEvent.keyboard('/');
  expect(document.activeElement).toBe(field);
  expect(field).toHaveProperty('value', '');
  await userEvent.keyboard('1/2');
  expect(field).toHaveProperty('value', '1/2');
});

it('says that no product matches', async () => {
  const { field } = await renderWidget();
  await userEvent.type(field, 'xyzxyz');
  expect((await screen.findAllByText('Aucun produit pour « xyzxyz »')).length).toBeGreaterThan(0);
  expect(screen.queryByRole('listbox')).toBeNull();

  await userEvent.clear(field);
  await userEvent.type(field, 'souris');
  expect(screen.queryByText('Aucun produit pour « souris »'), 'said before it was asked').toBeNull();
  expect(await options()).toHaveLength(7);
});

it('offers the nearest search that finds products', async () => {
  const { router, field } = await renderWidget('/');
  await userEvent.type(field, 'souris xqzwvk');
  const offer = await screen.findByRole('option', { name: /^Essayez «\u00a0souris\u00a0»/ });
  expect(screen.getByRole('status').textContent).toMatch(/^Aucun produit pour «\u00a0souris xqzwvk\u00a0»\. Essayez/);
  await userEvent.keyboard('{ArrowDown}');
  expect(offer.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.search).toBe('?q=souris'));
});

it('still searches when suggestions fail', async () => {
  const { router, field } = await renderWidget('/');
  server.use(mockProblem(produitsRoutes.list, 'base-indisponible'));
  await userEvent.type(field, 'clavier');
  const message = await screen.findAllByText(/Entrée lance la recherche/);
  expect(message.length).toBeGreaterThan(0);
  server.resetHandlers();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.search).toBe('?q=clavier'));
});

it('filters the catalogue while typing, in the address and without filling the history', async () => {
  const { router, field } = await renderOnCatalogue('/produits?categorie=claviers&tri=prix&pages=2');
  await userEvent.type(field, 'ardoise');
  await waitFor(() => expect(router.state.location.search).toBe('?categorie=claviers&q=ardoise&tri=prix'));
  expect(router.state.historyAction).toBe('REPLACE');
  expect(await screen.findByRole('link', { name: 'Clavier mécanique Ardoise 75' })).toBeDefined();
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(screen.getAllByRole('searchbox')).toEqual([field]);

  await userEvent.click(screen.getByRole('button', { name: 'Effacer la recherche' }));
  await waitFor(() => expect(router.state.location.search).toBe('?categorie=claviers&tri=prix'));
});

it('searches the catalogue at once with Enter', async () => {
  const { router, field } = await renderOnCatalogue('/produits');
  await userEvent.type(field, 'souris{Enter}');
  expect(router.state.location.search).toBe('?q=souris');
});

it('shows the catalogue’s search from the address, also after a change elsewhere', async () => {
  const { router, field } = await renderOnCatalogue('/produits?q=souris');
  expect(field).toHaveProperty('value', 'souris');
  await act(() => router.navigate('/produits'));
  expect(field).toHaveProperty('value', '');
  await userEvent.keyboard('/');
  expect(document.activeElement).toBe(field);
});

it('does not cancel a page that is loading, after earlier typing', async () => {
  const { router, field } = await renderOnCatalogue('/produits');
  const slow = Promise.withResolvers<void>();
  router.patchRoutes(null, [{ path: '/lente', loader: () => slow.promise, element: <p>Enfin</p> }]);
  await userEvent.type(field, 'souris');
  void router.navigate('/lente');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(router.state.navigation.location?.pathname).toBe('/lente');
  slow.resolve();
  expect(await screen.findByText('Enfin')).toBeDefined();
});
