import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer([]);

async function signUp(nom: string, email: string, motDePasse: string) {
  server.use(...handlersOf(createMockShop()));
  await userEvent.type(await screen.findByLabelText('Nom'), nom);
  if (email) await userEvent.type(screen.getByLabelText('Adresse e-mail'), email);
  await userEvent.type(screen.getByLabelText('Mot de passe'), `${motDePasse}{Enter}`);
}

it('creates an account, signs in and goes on', async () => {
  const router = renderPage('/inscription?retour=/panier&email=camille@exemple.fr');
  await signUp('Camille Durand', '', 'une phrase à retenir');
  expect(await screen.findByRole('button', { name: 'Compte de Camille Durand' })).toBeDefined();
  await waitFor(() => expect(router.state.location.pathname).toBe('/panier'));
});

it('says the rule of the password beforehand', async () => {
  renderPage('/inscription');
  const field = await screen.findByLabelText<HTMLInputElement>('Mot de passe');
  expect(field.autocomplete).toBe('new-password');
  const hint = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(hint?.textContent).toContain('8 caractères au moins');
});

it('counts the characters that are missing', async () => {
  renderPage('/inscription');
  await signUp('Camille', 'camille@exemple.fr', 'court');
  expect(await screen.findByText('Encore 3 caractères : il en faut 8 au moins.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Mot de passe'));
});

it('offers to sign in with an address that has an account', async () => {
  renderPage('/inscription?retour=/panier');
  await signUp('Camille', 'user@boutique.example', 'une phrase à retenir');
  const link = await screen.findByRole('link', { name: 'Se connecter avec cette adresse' });
  expect(link.getAttribute('href')).toBe('/connexion?retour=%2Fpanier&email=user%40boutique.example');
  expect(document.activeElement).toBe(screen.getByLabelText('Adresse e-mail'));
});

it('shows at its field what the API refuses', async () => {
  renderPage('/inscription');
  await signUp('Camille', 'camille@exemple.fr', 'motdepasse');
  expect(await screen.findByText('Ce mot de passe est trop facile à deviner. Prenez-en un autre.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Mot de passe')));
});
