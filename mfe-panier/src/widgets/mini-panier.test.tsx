import { emit, listen } from '@boutique/contracts/events';
import { panierRoutes } from '@boutique/contracts/panier';
import { useShell } from '@boutique/facade';
import { mockProblem } from '@boutique/standalone/mock';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '../mocks/render-page.tsx';
import { first, mockShops, second, third } from '../mocks/visit.ts';

const { server, visit } = mockShops();
afterEach(() => vi.useRealTimers());

const asked = (fetch: { mock: { calls: Parameters<typeof globalThis.fetch>[] } }) =>
  fetch.mock.calls.filter(([url]) => String(url).startsWith('/api/panier')).length;
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 50)));

it('causes no request for a guest without a cart', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch');
  await renderPage('/', visit(null, { [first.id]: 1 }).shop);
  await screen.findByRole('button', { name: 'Panier vide' });
  await settle();
  expect(asked(fetch)).toBe(0);
  // opening the cart requests it
  await userEvent.click(screen.getByRole('button', { name: 'Panier vide' }));
  await screen.findByRole('button', { name: /^Panier, 1 article, / });
  expect(asked(fetch)).toBe(1);
});

it('shows a returning guest’s count at once from storage, then from the API', async () => {
  localStorage.setItem('panier.articles', '4');
  const { shop } = visit(null, { [first.id]: 2 });
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  server.use(http.get('*/api/panier', () => gate.then(() => undefined)));
  await renderPage('/', shop);
  expect(screen.getByRole('button', { name: 'Panier, 4 articles' })).toBeDefined();
  open();
  await screen.findByRole('button', { name: /^Panier, 2 articles, / });
  expect(localStorage.getItem('panier.articles')).toBe('2');
});

it('shows a signed-in account’s count, and announces it on the page', async () => {
  const told = vi.fn();
  const stop = listen('panier:modifie', told);
  await renderPage('/', visit('user', { [third.id]: 3 }).shop);
  await screen.findByRole('button', { name: /^Panier, 3 articles, / });
  expect(told.mock.calls).toEqual([[{ nombreArticles: 3, totalCentimes: 3 * third.prixCentimes }]]);
  stop();
});

it('deletes the text typed for an order when the account signs out', async () => {
  sessionStorage.setItem('commande.brouillon', '{"email":"camille@exemple.fr"}');
  await renderPage('/', visit('user').shop, { elsewhere: <SignOut /> });
  expect(sessionStorage.length).toBe(1);
  await userEvent.click(screen.getByRole('button', { name: 'Se déconnecter' }));
  expect(sessionStorage.length).toBe(0);
});

it('opens and closes with the keyboard', async () => {
  await renderPage('/', visit('user', { [first.id]: 1, [second.id]: 1 }).shop);
  const button = await screen.findByRole('button', { name: /^Panier, 2 articles/ });
  button.focus();
  await userEvent.keyboard('{Enter}');
  const panel = within(screen.getByRole('region', { name: 'Votre panier' }));
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(document.activeElement).toBe(button);
  await userEvent.tab();
  // the last added comes first
  expect(document.activeElement).toBe(panel.getByRole('link', { name: second.nom.fr }));
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Votre panier' })).toBeNull();
  expect(document.activeElement).toBe(button);
});

it('shows an addition for some seconds, longer under the pointer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await renderPage('/', visit('user', { [first.id]: 1 }).shop);
  await screen.findByRole('button', { name: /^Panier, 1 article, / });
  act(() => emit('panier:ligne-ajoutee', { produitId: first.id, nom: first.nom.fr, quantite: 1 }));
  const panel = within(screen.getByRole('region', { name: 'Ajouté au panier' }));
  act(() => panel.getByRole('link', { name: 'Commander' }).focus());
  act(() => void vi.advanceTimersByTime(10_000));
  expect(screen.getByRole('region', { name: 'Ajouté au panier' })).toBeDefined();
  act(() => panel.getByRole('link', { name: 'Commander' }).blur());
  act(() => void vi.advanceTimersByTime(5_000));
  expect(screen.queryByRole('region')).toBeNull();
});

it('links to cart and checkout, and closes when a link is followed', async () => {
  const router = await renderPage('/', visit('user', { [first.id]: 1 }).shop);
  await userEvent.click(await screen.findByRole('button', { name: /^Panier, 1 article/ }));
  const panel = within(screen.getByRole('region', { name: 'Votre panier' }));
  expect(panel.getByRole('link', { name: 'Commander' }).getAttribute('href')).toBe('/commande');
  await userEvent.click(panel.getByRole('link', { name: 'Voir le panier' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/panier'));
  expect(screen.queryByRole('region', { name: 'Votre panier' })).toBeNull();
});

it('offers to try again when the API does not answer', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  const { handlers } = visit(null, { [first.id]: 1 });
  server.use(mockProblem(panierRoutes.read, 'base-indisponible'));
  await renderPage('/', shop);
  await userEvent.click(screen.getByRole('button', { name: 'Panier vide' }));
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  server.use(...handlers);
  await userEvent.click(retry);
  await screen.findByRole('link', { name: first.nom.fr });
});

function SignOut() {
  const { setSession } = useShell();
  return (
    <button type="button" onClick={() => setSession(null)}>
      Se déconnecter
    </button>
  );
}
