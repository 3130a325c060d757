import { type Utilisateur, utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { paginate } from '@boutique/standalone/paging';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer(handlersOf(createMockShop()));

/** Accounts for two pages of the default size. */
const many = Array.from({ length: 30 }, (_, index): Utilisateur => {
  const number = String(index).padStart(2, '0');
  return { id: `01890000-0000-7000-8000-0000000000${number}`, nom: `Membre ${number}`, role: 'user' };
});
/** The page's own status: the account's menu has another one. */
const inPage = () => within(screen.getByRole('main'));
const manyUtilisateurs = mock(utilisateursRoutes.list, ({ query }) => paginate(many, { ...query, scope: '' }));

it('shows every public profile with its role, and their number', async () => {
  renderPage('/utilisateurs');
  const cards = await screen.findAllByRole('listitem');
  expect(cards).toHaveLength(demoUtilisateurs.length);
  for (const { id, nom } of demoUtilisateurs) {
    expect(screen.getByRole('link', { name: nom }).getAttribute('href')).toBe(`/utilisateurs/${id}`);
  }
  expect(within(cards[0] as HTMLElement).getByText('Administration')).toBeDefined();
  expect(inPage().getByRole('status').textContent).toBe('2 profils publics');
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(document.title).toBe('Utilisateurs – Ma Boutique Répartie');
});

it('says that it is loading', async () => {
  renderPage('/utilisateurs');
  expect((await screen.findByRole('region', { name: 'Profils publics' })).getAttribute('aria-busy')).toBe('true');
  await screen.findAllByRole('listitem');
  expect(screen.getByRole('region').getAttribute('aria-busy')).toBe('false');
});

it('shows the rest on request', async () => {
  server.use(manyUtilisateurs);
  renderPage('/utilisateurs');
  expect(await screen.findAllByRole('listitem')).toHaveLength(24);
  expect(inPage().getByRole('status').textContent).toBe('24 profils publics sur 30');
  await userEvent.click(screen.getByRole('button', { name: 'Afficher plus de profils' }));
  await screen.findByRole('link', { name: 'Membre 29' });
  expect(screen.getAllByRole('listitem')).toHaveLength(30);
  expect(inPage().getByRole('status').textContent).toBe('30 profils publics');
  expect(screen.queryByRole('button')).toBeNull();
});

it('keeps the loaded profiles when the rest fails, and tries again', async () => {
  server.use(manyUtilisateurs);
  renderPage('/utilisateurs');
  const more = await screen.findByRole('button', { name: 'Afficher plus de profils' });
  server.use(mockProblem(utilisateursRoutes.list, 'base-indisponible'));
  await userEvent.click(more);
  const retry = await screen.findByRole('button', { name: /n’a pas pu être chargée/ }, { timeout: 2_000 });
  expect(screen.getAllByRole('listitem')).toHaveLength(24);
  server.use(manyUtilisateurs);
  await userEvent.click(retry);
  await screen.findByRole('link', { name: 'Membre 29' });
});

it('says that there are no profiles', async () => {
  server.use(mock(utilisateursRoutes.list, () => ({ items: [], total: 0, next: null })));
  renderPage('/utilisateurs');
  expect(await screen.findByRole('heading', { name: 'Aucun profil public pour le moment' })).toBeDefined();
});

it('offers to try again after a failure', async () => {
  server.use(mockProblem(utilisateursRoutes.list, 'base-indisponible'));
  renderPage('/utilisateurs');
  const alert = await screen.findByRole('alert', {}, { timeout: 2_000 });
  expect(alert.textContent).toContain('Les profils ne répondent pas');
  server.resetHandlers();
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByRole('link', { name: 'Admin' })).toBeDefined();
});

it('does not blame the connection when the server is down', async () => {
  server.use(http.get('*/api/utilisateurs', () => HttpResponse.error()));
  renderPage('/utilisateurs');
  expect(await screen.findByText('Les profils ne répondent pas', {}, { timeout: 2_000 })).toBeDefined();
});

it('says when the browser is offline, and loads by itself when it is online again', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  server.use(http.get('*/api/utilisateurs', () => HttpResponse.error()));
  renderPage('/utilisateurs');
  expect(await screen.findByText('Vous êtes hors ligne', {}, { timeout: 2_000 })).toBeDefined();
  server.resetHandlers();
  window.dispatchEvent(new Event('offline'));
  online.mockReturnValue(true);
  window.dispatchEvent(new Event('online'));
  expect(await screen.findByRole('link', { name: 'Admin' })).toBeDefined();
});
