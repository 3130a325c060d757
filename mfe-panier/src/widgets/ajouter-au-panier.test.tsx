import { panierRoutes } from '@boutique/contracts/panier';
import type { WidgetProps } from '@boutique/contracts/widgets';
import { Widget } from '@boutique/facade';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderPage } from '../mocks/render-page.tsx';
import { first, mockShops } from '../mocks/visit.ts';

const { server, visit } = mockShops();
const nom = first.nom.fr;

type Props = WidgetProps['AjouterAuPanier'];
const show = ({ shop }: ReturnType<typeof visit>, props: Partial<Props> = {}) =>
  renderPage('/', shop, {
    elsewhere: (
      <Widget
        name="AjouterAuPanier"
        props={{ produitId: first.id, nom, stock: first.stock, ...props }}
        fallback={null}
      />
    ),
  });
const addButton = () => screen.findByRole('button', { name: 'Ajouter au panier' });

it('adds the chosen quantity; the mini-cart counts at once, shows and announces it, and takes no focus', async () => {
  const visited = visit(null);
  await show(visited);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  server.use(
    mock(panierRoutes.addLigne, async ({ body }) => {
      await gate;
      expect(body).toEqual({ produitId: first.id, quantite: 2 });
      visited.shop.panier.set(first.id, 2);
      const ligne = { produitId: first.id, slug: first.slug, nom, image: null, stock: first.stock, disponible: true };
      const totalCentimes = 2 * first.prixCentimes;
      const prices = { prixCentimes: first.prixCentimes, quantite: 2, totalCentimes };
      return { lignes: [{ ...ligne, ...prices }], nombreArticles: 2, totalCentimes };
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Augmenter la quantité' }));
  const button = await addButton();
  await userEvent.click(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByRole('button', { name: 'Panier, 2 articles' })).toBeDefined();
  open();
  const shown = within(await screen.findByRole('region', { name: 'Ajouté au panier' }));
  expect(shown.getByRole('link', { name: nom })).toBeDefined();
  expect(screen.getByRole('status').textContent).toBe(`Ajouté au panier : ${nom}, quantité 2`);
  expect(document.activeElement).toBe(button);
  expect(button.textContent).toBe('Ajouté');
});

it('shows the stock, and the number in the cart, when the quantity is too large', async () => {
  const visited = visit(null, { [first.id]: 3 });
  visited.shop.stocks.set(first.id, 4);
  localStorage.setItem('panier.articles', '3');
  await show(visited, { stock: 4 });
  await screen.findByRole('button', { name: /^Panier, 3 articles, / });
  await userEvent.click(await screen.findByRole('button', { name: 'Augmenter la quantité' }));
  await userEvent.click(await addButton());
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Il n’en reste que 4, et votre panier en contient déjà 3.',
  );
  expect(screen.getByRole('button', { name: /^Panier, 3 articles/ })).toBeDefined();
});

it('undoes the count when the API does not answer', async () => {
  await show(visit(null));
  server.use(mockProblem(panierRoutes.addLigne, 'base-indisponible'));
  await userEvent.click(await addButton());
  await screen.findByRole('alert');
  expect(screen.getByRole('button', { name: 'Panier vide' })).toBeDefined();
});

it('says that the cart needs cookies, when the first product is not in the cart that is read back', async () => {
  const visited = visit(null);
  server.use(mock(panierRoutes.read, () => ({ lignes: [], nombreArticles: 0, totalCentimes: 0 })));
  await show(visited);
  await userEvent.click(await addButton());
  expect((await screen.findByRole('alert')).textContent).toMatch(/votre navigateur refuse les cookies/);
  expect(screen.getByRole('button', { name: 'Panier vide' })).toBeDefined();
});

it('offers quantities up to the stock, and at most ten', async () => {
  await show(visit(null), { stock: 3 });
  expect((await screen.findByRole('spinbutton')).getAttribute('aria-valuemax')).toBe('3');
});

it('marks a sold-out product and does not add it', async () => {
  await show(visit(null), { stock: 0 });
  const button = await screen.findByRole('button', { name: 'Épuisé' });
  expect(button).toHaveProperty('disabled', true);
  const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toBe('Ce produit est épuisé pour le moment.');
});

it('is one button with the product’s name on a card', async () => {
  const visited = visit(null);
  await show(visited, { compact: true });
  const button = await screen.findByRole('button', { name: `Ajouter ${nom} au panier` });
  expect(screen.queryByRole('spinbutton')).toBeNull();
  await userEvent.click(button);
  await waitFor(() => expect(visited.shop.panier.get(first.id)).toBe(1));
});
