import { sessionRoutes } from '@boutique/contracts/comptes';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer(handlersOf(createMockShop()));

const open = async (nom = 'User') => {
  const button = await screen.findByRole('button', { name: `Compte de ${nom}` });
  await userEvent.click(button);
  return button;
};

it('links a guest to the sign-in, which returns to the open page', async () => {
  renderPage('/ailleurs?q=a#b');
  const link = await screen.findByRole('link', { name: 'Se connecter' });
  expect(link.getAttribute('href')).toBe('/connexion?retour=%2Failleurs%3Fq%3Da%23b');
});

it('does not nest ways back on the sign-in pages', async () => {
  renderPage('/inscription?retour=/panier');
  const [link] = await screen.findAllByRole('link', { name: 'Se connecter' });
  expect(link?.getAttribute('href')).toBe('/connexion?retour=%2Fpanier');
});

it('keeps its place while the session loads', async () => {
  renderPage('/ailleurs', 'unknown');
  expect(await screen.findByText('Chargement de votre compte…')).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});

it('opens links to the account, and closes on Escape with the focus back on its button', async () => {
  renderPage('/ailleurs', shopOf('user').visiteur);
  const button = await open();
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Mon compte', '/compte'],
    ['Mes commandes', '/compte/commandes'],
    ['Favoris', '/favoris'],
  ]);
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe('Mon compte');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('link')).toBeNull();
  expect(document.activeElement).toBe(button);
});

it('closes at a click elsewhere, when the focus leaves, and when a link is followed', async () => {
  const router = renderPage('/ailleurs', shopOf('user').visiteur);
  await open();
  await userEvent.click(screen.getByText('Page d’une autre slice'));
  expect(screen.queryByRole('link')).toBeNull();
  await open();
  await userEvent.click(screen.getByRole('link', { name: 'Favoris' }));
  expect(router.state.location.pathname).toBe('/favoris');
  expect(screen.queryByRole('link')).toBeNull();
});

it('shows staff a link to the administration', async () => {
  renderPage('/ailleurs', shopOf('admin').visiteur);
  await open('Admin');
  expect(screen.getByRole('link', { name: 'Administration' }).getAttribute('href')).toBe('/administration/produits');
});

it('signs out on the present page, says so, and keeps the focus', async () => {
  const router = renderPage('/ailleurs', shopOf('user').visiteur);
  await open();
  await userEvent.click(screen.getByRole('button', { name: 'Se déconnecter' }));
  const link = await screen.findByRole('link', { name: 'Se connecter' });
  await waitFor(() => expect(document.activeElement).toBe(link));
  expect(screen.getByText('Vous êtes déconnecté.')).toBeDefined();
  expect(router.state.location.pathname).toBe('/ailleurs');
});

it('stays signed in, and says so, when signing out fails', async () => {
  server.use(mockProblem(sessionRoutes.delete, 'base-indisponible'));
  renderPage('/ailleurs', shopOf('user').visiteur);
  await open();
  await userEvent.click(screen.getByRole('button', { name: 'Se déconnecter' }));
  expect((await screen.findByRole('alert')).textContent).toBe('La déconnexion n’a pas abouti. Réessayez.');
  expect(screen.getByRole('button', { name: 'Compte de User' })).toBeDefined();
});
