import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer(handlersOf(createMockShop()));
const [admin] = demoUtilisateurs;
if (!admin) throw new Error('demoUtilisateurs is empty: no account to show');

it('shows a public profile, without private data', async () => {
  renderPage(`/utilisateurs/${admin.id}`);
  expect(await screen.findByRole('heading', { level: 1, name: admin.nom })).toBeDefined();
  expect(screen.getAllByText('Administration').length).toBeGreaterThan(0);
  expect(document.body.textContent).not.toContain('@');
  expect(document.title).toBe(`${admin.nom} – Ma Boutique Répartie`);
});

it('appears at once with the directory’s data, and links back', async () => {
  const router = renderPage('/utilisateurs');
  await userEvent.click(await screen.findByRole('link', { name: admin.nom }));
  expect(await screen.findByRole('heading', { level: 1, name: admin.nom })).toBeDefined();
  expect(router.state.location.pathname).toBe(`/utilisateurs/${admin.id}`);
  await userEvent.click(screen.getByRole('link', { name: 'Tous les utilisateurs' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Utilisateurs' })).toBeDefined();
});

it.each([
  ['no account has', '/utilisateurs/01890000-0000-7000-8000-000000000000'],
  ['no account can have', '/utilisateurs/admin'],
])('shows a not-found page at an address that %s', async (_, path) => {
  renderPage(path);
  const heading = await screen.findByRole('heading', { level: 1 });
  expect(heading.textContent).toBe('Ce profil n’existe pas ou n’est pas public');
  expect(screen.getByRole('link', { name: 'Tous les utilisateurs' }).getAttribute('href')).toBe('/utilisateurs');
});

it('offers to try again after a failure', async () => {
  server.use(mockProblem(utilisateursRoutes.read, 'base-indisponible'));
  renderPage(`/utilisateurs/${admin.id}`);
  const retry = await screen.findByRole('button', { name: 'Réessayer' }, { timeout: 2_000 });
  server.resetHandlers();
  await userEvent.click(retry);
  expect(await screen.findByRole('heading', { level: 1, name: admin.nom })).toBeDefined();
});
