import { produitsRoutes } from '@boutique/contracts/produits';
import { demoCategories } from '@boutique/demo-data/categories';
import { demoProduits } from '@boutique/demo-data/produits';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer(handlersOf(createMockShop()));

it('links to every category, with its number of products', async () => {
  renderPage('/');
  await screen.findByRole('heading', { level: 1, name: 'Le bon matériel, choisi avec soin.' });
  const categories = within(screen.getByRole('region', { name: 'Parcourir par catégorie' }));
  for (const { slug, nom } of demoCategories) {
    const link = await categories.findByRole('link', { name: new RegExp(`^${nom.fr}`) });
    expect(link.getAttribute('href')).toBe(`/produits?categorie=${slug}`);
    const nombre = demoProduits.filter(({ categorie }) => categorie === slug).length;
    expect(link.textContent).toContain(`${nombre} produit`);
  }
});

it('shows the newest and the best rated products', async () => {
  renderPage('/');
  for (const [title, href] of [
    ['Nouveautés', '/produits?tri=nouveaute'],
    ['Les mieux notés', '/produits?tri=note'],
  ] as const) {
    const rail = within(await screen.findByRole('region', { name: title }));
    expect(await rail.findAllByRole('article')).toHaveLength(8);
    expect(rail.getByRole('link', { name: 'Tout voir' }).getAttribute('href')).toBe(href);
  }
  const newest = demoProduits.toSorted((a, b) => b.creeLe.localeCompare(a.creeLe))[0];
  const first = within(screen.getByRole('region', { name: 'Nouveautés' })).getAllByRole('article')[0];
  expect(first?.textContent).toContain(newest?.nom.fr);
});

it('keeps its texts when the data fails, and tries again', async () => {
  server.use(mockProblem(produitsRoutes.facettes, 'base-indisponible'));
  renderPage('/');
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  expect(screen.getByRole('heading', { level: 1 })).toBeDefined();
  server.resetHandlers();
  await userEvent.click(retry);
  expect(await screen.findByRole('region', { name: 'Parcourir par catégorie' })).toBeDefined();
});
