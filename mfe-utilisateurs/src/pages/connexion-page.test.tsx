import { sessionRoutes } from '@boutique/contracts/comptes';
import { problemOf } from '@boutique/contracts/problems';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop, MOCK_PASSWORD } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer(handlersOf(createMockShop()));

async function signIn(email: string, motDePasse: string) {
  await userEvent.type(await screen.findByLabelText('Adresse e-mail'), email);
  await userEvent.type(screen.getByLabelText('Mot de passe'), `${motDePasse}{Enter}`);
}

it('signs in and opens the wanted page', async () => {
  const router = renderPage('/connexion?retour=/favoris?x=1');
  await signIn('USER@boutique.example', MOCK_PASSWORD);
  expect(await screen.findByRole('button', { name: 'Compte de User' })).toBeDefined();
  await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe('/favoris?x=1'));
});

it.each(['/connexion', '/connexion?retour=//ailleurs.example', '/inscription'])(
  'redirects a signed-in account from %s to its page',
  async (path) => {
    const router = renderPage(path, shopOf('user').visiteur);
    await waitFor(() => expect(router.state.location.pathname).toBe('/compte'));
  },
);

it('names every empty or wrong field, and moves the focus to the first', async () => {
  renderPage('/connexion');
  const email = await screen.findByLabelText('Adresse e-mail');
  await userEvent.type(email, 'camille@{Enter}');
  expect(screen.getByText('Cette adresse n’est pas complète. Exemple : camille@exemple.fr').id).toBe(
    email.getAttribute('aria-describedby'),
  );
  expect(email.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('Mot de passe').getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(email);
  await userEvent.type(email, 'exemple.fr');
  expect(email.getAttribute('aria-invalid')).toBeNull();
});

it('does not reveal which of e-mail address and password is wrong', async () => {
  renderPage('/connexion');
  await signIn('user@boutique.example', 'autre chose');
  expect((await screen.findByRole('alert')).textContent).toContain(
    'L’adresse e-mail ou le mot de passe est incorrect.',
  );
});

it.each([
  ['45', 'Réessayez dans 45 secondes.'],
  ['130', 'Réessayez dans 3 minutes.'],
])('after too many attempts with Retry-After: %s it says %s', async (seconds, expected) => {
  server.use(
    http.post('*/api/session', () =>
      HttpResponse.json(problemOf('trop-de-tentatives', '', '/api/session'), {
        status: 429,
        headers: { 'retry-after': seconds },
      }),
    ),
  );
  renderPage('/connexion');
  await signIn('user@boutique.example', 'autre chose');
  // Intl puts a no-break space before the unit
  const alert = await screen.findByRole('alert');
  expect(alert.textContent?.replace(/\s/gu, ' ')).toContain(expected);
  const byMail = within(alert).getByRole('link', { name: 'Entrez sans attendre, par un lien envoyé par e-mail' });
  expect(byMail.getAttribute('href')).toBe('/mot-de-passe-oublie');
});

it('says when the shop does not answer, and keeps the typed text', async () => {
  server.use(mockProblem(sessionRoutes.create, 'base-indisponible'));
  renderPage('/connexion');
  await signIn('user@boutique.example', MOCK_PASSWORD);
  expect((await screen.findByRole('alert')).textContent).toContain('la boutique ne répond pas');
  expect(screen.getByLabelText<HTMLInputElement>('Adresse e-mail').value).toBe('user@boutique.example');
});

it('shows the password on request, and lets password managers fill in the current one', async () => {
  renderPage('/connexion');
  const field = await screen.findByLabelText<HTMLInputElement>('Mot de passe');
  expect([field.type, field.autocomplete]).toEqual(['password', 'current-password']);
  await userEvent.click(screen.getByRole('button', { name: 'Afficher le mot de passe' }));
  expect(field.type).toBe('text');
  await userEvent.click(screen.getByRole('button', { name: 'Masquer le mot de passe' }));
  expect(field.type).toBe('password');
});

it('keeps the way back when the guest goes to sign up', async () => {
  renderPage('/connexion?retour=/panier');
  const link = await screen.findByRole('link', { name: 'Créer un compte' });
  expect(link.getAttribute('href')).toBe('/inscription?retour=%2Fpanier');
});
