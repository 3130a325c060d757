import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer(handlersOf(createMockShop()));
const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to show');
const path = `/produits/${produit.slug}`;
const heading = { level: 1, name: produit.nom.fr };

it.each([
  ['slug', path],
  ['id', `/produits/${produit.id}`],
])('shows a product by its %s', async (_, address) => {
  renderPage(address);
  expect(await screen.findByRole('heading', heading)).toBeDefined();
  expect(document.title).toBe(`${produit.nom.fr} – Ma Boutique Répartie`);
  expect(document.body.textContent).toContain(produit.description.fr);
  for (const { nom, valeur } of produit.caracteristiques) {
    expect(screen.getByText(nom.fr).nextElementSibling?.textContent).toBe(valeur.fr);
  }
});

it('shows it under its slug, whatever its address was', async () => {
  const router = renderPage(`/produits/${produit.id}`);
  await screen.findByRole('heading', heading);
  await waitFor(() => expect(router.state.location.pathname).toBe(path));
  expect(await screen.findByRole('heading', heading)).toBeDefined();
});

it('links back to the category', async () => {
  renderPage(path);
  await screen.findByRole('heading', heading);
  const breadcrumb = within(screen.getByRole('navigation', { name: 'Fil d’Ariane' }));
  expect(breadcrumb.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/',
    '/produits',
    `/produits?categorie=${produit.categorie}`,
  ]);
});

it('cannot be bought while no slice offers the cart, and says so', async () => {
  renderPage(path);
  const button = await screen.findByRole('button', { name: 'Ajouter au panier' });
  expect(button).toHaveProperty('disabled', true);
  const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toBe('L’achat en ligne n’est pas disponible pour le moment.');
});

it('shows other products of its category, not itself', async () => {
  renderPage(path);
  const related = within(await screen.findByRole('region', { name: 'Dans la même catégorie' }));
  const links = (await related.findAllByRole('heading', { level: 3 })).map((title) => title.textContent);
  expect(links.length).toBeGreaterThan(2);
  expect(links).not.toContain(produit.nom.fr);
  for (const nom of links) {
    expect(demoProduits.find((other) => other.nom.fr === nom)?.categorie).toBe(produit.categorie);
  }
});

it('appears at once with the catalogue’s data', async () => {
  renderPage(`/produits?categorie=${produit.categorie}`);
  const link = await screen.findByRole('link', { name: produit.nom.fr });
  server.use(mock(produitsRoutes.read, () => Promise.withResolvers<never>().promise));
  await userEvent.click(link);
  expect(await screen.findByRole('heading', heading)).toBeDefined();
});

it.each([
  ['no product has', '/produits/clavier-qui-n-existe-pas'],
  ['no product can have', '/produits/Pas_un_Slug'],
])('at an address that %s, shows a not-found page with a link to the catalogue', async (_, address) => {
  renderPage(address);
  const title = 'Ce produit n’existe pas ou n’est plus vendu';
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Voir le catalogue' }).getAttribute('href')).toBe('/produits');
});

it('offers to try again after a failure', async () => {
  server.use(mockProblem(produitsRoutes.read, 'base-indisponible'));
  renderPage(path);
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  server.resetHandlers();
  await userEvent.click(retry);
  expect(await screen.findByRole('heading', heading)).toBeDefined();
});
