import { livraisonsRoutes } from '@boutique/contracts/commandes';
import { panierRoutes } from '@boutique/contracts/panier';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockLivraisons } from '@boutique/standalone/mocks/livraisons';
import { formatPrice } from '@boutique/ui/price';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '../mocks/render-page.tsx';
import { first, mockShops, second, third } from '../mocks/visit.ts';

const { server, visit } = mockShops();
afterEach(() => vi.useRealTimers());

const price = (centimes: number) => formatPrice(centimes, 'fr').replaceAll(/\s/g, ' ');
const lineOf = (nom: string) =>
  within(screen.getByRole('heading', { level: 2, name: nom }).closest('li') as HTMLElement);
const findLine = async (nom: string) => {
  await screen.findByRole('heading', { level: 2, name: nom });
  return lineOf(nom);
};
const figure = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;
const quantityOf = (nom: string) => lineOf(nom).getByRole('spinbutton').getAttribute('aria-valuenow');

it('links from an empty cart to the catalogue', async () => {
  await renderPage('/panier', visit(null).shop);
  await screen.findByRole('heading', { level: 1, name: 'Votre panier est vide' });
  expect(screen.getByRole('link', { name: 'Voir le catalogue' }).getAttribute('href')).toBe('/produits');
});

it('shows lines, delivery and total, and the links onward', async () => {
  const { shop } = visit(null, { [first.id]: 2, [third.id]: 1 });
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  expect(line.getByRole('link', { name: first.nom.fr }).getAttribute('href')).toBe(`/produits/${first.slug}`);
  expect(line.getByText(price(2 * first.prixCentimes))).toBeDefined();
  const goods = 2 * first.prixCentimes + third.prixCentimes;
  await screen.findByText('La livraison standard vous est offerte.');
  expect(figure('Sous-total')?.replaceAll(/\s/g, ' ')).toBe(price(goods));
  expect(figure('Livraison standard')).toBe('Offerte');
  expect(screen.getByRole('link', { name: 'Commander' }).getAttribute('href')).toBe('/commande');
  expect(screen.getByRole('link', { name: 'Continuer mes achats' }).getAttribute('href')).toBe('/produits');
});

it('shows the amount missing for free delivery, and the present cost', async () => {
  const { shop } = visit(null, { [third.id]: 1 });
  server.use(
    mock(livraisonsRoutes.list, () =>
      mockLivraisons.map((livraison) => ({ ...livraison, gratuiteDesCentimes: third.prixCentimes + 1_250 })),
    ),
  );
  await renderPage('/panier', shop);
  const hint = await screen.findByText(/pour la livraison standard offerte/);
  expect(hint.textContent?.replaceAll(/\s/g, ' ')).toContain(price(1_250));
  expect(figure('Livraison standard')?.replaceAll(/\s/g, ' ')).toBe(price(490));
});

it('changes a quantity at once, then shows the API’s answer', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  server.use(
    mock(panierRoutes.setLigne, async ({ body }) => {
      await gate;
      shop.panier.set(first.id, body.quantite);
      return { lignes: [], nombreArticles: 0, totalCentimes: 0 };
    }),
  );
  await userEvent.click(line.getByRole('button', { name: 'Augmenter la quantité' }));
  expect(quantityOf(first.nom.fr)).toBe('2');
  expect(screen.getByRole('button', { name: /^Panier, 2 articles/ })).toBeDefined();
  open();
  await screen.findByRole('heading', { name: 'Votre panier est vide' });
});

it('sends the first and the last of many steps in a row', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  const fetch = vi.spyOn(globalThis, 'fetch');
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  server.use(http.put('*/api/panier/lignes/*', () => gate.then(() => undefined)));
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  const plus = line.getByRole('button', { name: 'Augmenter la quantité' });
  for (let click = 0; click < 4; click += 1) await userEvent.click(plus);
  expect(quantityOf(first.nom.fr)).toBe('5');
  open();
  await waitFor(() => expect(shop.panier.get(first.id)).toBe(5));
  expect(quantityOf(first.nom.fr)).toBe('5');
  expect(fetch.mock.calls.filter(([, init]) => init?.method === 'PUT').length).toBe(2);
});

it('sends a typed quantity on leaving the field, limited to the stock', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  shop.stocks.set(first.id, 4);
  await renderPage('/panier', shop);
  const field = (await findLine(first.nom.fr)).getByRole('spinbutton', { name: `Quantité de ${first.nom.fr}` });
  await userEvent.clear(field);
  await userEvent.type(field, '12x{Enter}');
  await waitFor(() => expect(shop.panier.get(first.id)).toBe(4));
  expect(lineOf(first.nom.fr).getByText('C’est tout ce qu’il reste.')).toBeDefined();
  await userEvent.type(field, '{ArrowDown}');
  await waitFor(() => expect(shop.panier.get(first.id)).toBe(3));
});

it('undoes a refused quantity and shows the stock', async () => {
  const { shop } = visit(null, { [first.id]: 2 });
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  shop.stocks.set(first.id, 3);
  await userEvent.click(line.getByRole('button', { name: 'Augmenter la quantité' }));
  await waitFor(() => expect(shop.panier.get(first.id)).toBe(3));
  shop.stocks.set(first.id, 2);
  server.use(mockProblem(panierRoutes.setLigne, 'stock-insuffisant'));
  shop.panier.set(first.id, 2);
  await userEvent.click(line.getByRole('button', { name: 'Diminuer la quantité' }));
  expect((await line.findByRole('alert')).textContent).toBe('Il n’en reste que 2.');
  expect(quantityOf(first.nom.fr)).toBe('2');
});

it('undoes a change when the API does not answer', async () => {
  const { shop } = visit(null, { [first.id]: 2 });
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  server.use(mockProblem(panierRoutes.setLigne, 'base-indisponible'));
  await userEvent.click(line.getByRole('button', { name: 'Diminuer la quantité' }));
  expect((await line.findByRole('alert')).textContent).toContain('n’a pas pu être modifié');
  expect(quantityOf(first.nom.fr)).toBe('2');
});

it('removes a line at once, and restores it on request', async () => {
  const { shop } = visit(null, { [first.id]: 2, [second.id]: 1 });
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  await userEvent.click(line.getByRole('button', { name: `Retirer ${first.nom.fr} du panier` }));
  expect(screen.queryByRole('heading', { name: first.nom.fr })).toBeNull();
  const undo = screen.getByRole('button', { name: `Remettre ${first.nom.fr} dans le panier` });
  expect(document.activeElement).toBe(undo);
  expect(screen.getAllByRole('status').some(({ textContent }) => textContent?.includes('a été retiré'))).toBe(true);
  await waitFor(() => expect(shop.panier.has(first.id)).toBe(false));
  await userEvent.click(undo);
  await findLine(first.nom.fr);
  expect(shop.panier.get(first.id)).toBe(2);
});

it('offers to undo for some seconds, also for the only line', async () => {
  const { shop } = visit(null, { [first.id]: 2 });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await renderPage('/panier', shop);
  fireEvent.click((await findLine(first.nom.fr)).getByRole('button', { name: /^Retirer/ }));
  await screen.findByRole('heading', { level: 1, name: 'Votre panier est vide' });
  const undo = screen.getByRole('button', { name: /^Remettre/ });
  act(() => undo.blur());
  act(() => void vi.advanceTimersByTime(8_000));
  expect(screen.queryByRole('button', { name: /^Remettre/ })).toBeNull();
});

it('restores a line whose removal failed', async () => {
  const { shop } = visit(null, { [first.id]: 2, [second.id]: 1 });
  await renderPage('/panier', shop);
  const line = await findLine(first.nom.fr);
  server.use(mockProblem(panierRoutes.removeLigne, 'base-indisponible'));
  await userEvent.click(line.getByRole('button', { name: /^Retirer/ }));
  expect((await screen.findByRole('alert')).textContent).toContain(`${first.nom.fr} n’a pas pu être retiré`);
  expect(quantityOf(first.nom.fr)).toBe('2');
});

it('refuses an order with unavailable lines, and names the remedy', async () => {
  const { shop } = visit(null, { [first.id]: 2, [second.id]: 3, [third.id]: 1 });
  shop.stocks.set(first.id, 0);
  shop.stocks.set(second.id, 1);
  await renderPage('/panier', shop);
  const gone = await findLine(first.nom.fr);
  expect(gone.getByText('N’est plus disponible. Retirez-le pour commander.')).toBeDefined();
  expect(gone.queryByRole('spinbutton')).toBeNull();
  const order = screen.getByRole('button', { name: 'Commander' });
  expect(order.getAttribute('aria-disabled')).toBe('true');
  const reason = document.getElementById(order.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toContain('2 articles ne sont plus disponibles');
  await userEvent.click(order);
  expect(document.activeElement).toBe(reason);

  await userEvent.click(lineOf(second.nom.fr).getByRole('button', { name: 'En prendre 1' }));
  await userEvent.click(gone.getByRole('button', { name: /^Retirer/ }));
  await screen.findByRole('link', { name: 'Commander' });
  expect(shop.panier.get(second.id)).toBe(1);
});

it('follows changes in another tab', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await renderPage('/panier', shop);
  await findLine(first.nom.fr);
  const tab = new BroadcastChannel('panier');
  tab.postMessage({ langue: 'fr', panier: { lignes: [], nombreArticles: 0, totalCentimes: 0 } });
  await screen.findByRole('heading', { level: 1, name: 'Votre panier est vide' });
  tab.close();
});

it('offers to try again after a failure', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  server.use(mockProblem(panierRoutes.read, 'base-indisponible'));
  await renderPage('/panier', shop);
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  server.use(mock(panierRoutes.read, () => ({ lignes: [], nombreArticles: 0, totalCentimes: 0 })));
  await userEvent.click(retry);
  await screen.findByRole('heading', { name: 'Votre panier est vide' });
});
