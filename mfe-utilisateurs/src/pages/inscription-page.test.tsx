import { samples } from '@boutique/contracts/typed-samples';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { fireEvent, screen, waitFor } from '@testing-library/react';
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

it('creates an account, signs in and opens the wanted page', async () => {
  const router = renderPage('/inscription?retour=/panier&email=camille@exemple.fr');
  await signUp('Camille Durand', '', 'une phrase à retenir');
  expect(await screen.findByRole('button', { name: 'Compte de Camille Durand' })).toBeDefined();
  await waitFor(() => expect(router.state.location.pathname).toBe('/panier'));
});

it('shows the rule of the password from the start', async () => {
  renderPage('/inscription');
  const field = await screen.findByLabelText<HTMLInputElement>('Mot de passe');
  expect(field.autocomplete).toBe('new-password');
  const hint = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(hint?.textContent).toContain('8 caractères au moins');
});

it('counts the missing characters', async () => {
  renderPage('/inscription');
  await signUp('Camille', 'camille@exemple.fr', 'court');
  expect(await screen.findByText('Encore 3 caractères : il en faut 8 au moins.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Mot de passe'));
});

it('offers a sign-in when the address has an account', async () => {
  renderPage('/inscription?retour=/panier');
  await signUp('Camille', 'user@boutique.example', 'une phrase à retenir');
  const link = await screen.findByRole('link', { name: 'Se connecter avec cette adresse' });
  expect(link.getAttribute('href')).toBe('/connexion?retour=%2Fpanier&email=user%40boutique.example');
  expect(document.activeElement).toBe(screen.getByLabelText('Adresse e-mail'));
});

it('shows the API’s refusal at its field', async () => {
  renderPage('/inscription');
  await signUp('Camille', 'camille@exemple.fr', 'motdepasse');
  expect(await screen.findByText('Ce mot de passe est trop facile à deviner. Prenez-en un autre.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Mot de passe')));
});

/** The texts that an input can hold: browsers remove line ends. */
const typable = <Sample extends readonly [string, string]>(all: readonly Sample[]) =>
  all.filter(([typed]) => !/[\r\n]/.test(typed));

const LABELS = { nom: 'Nom', email: 'Adresse e-mail', motDePasse: 'Mot de passe' } as const;
const right = { nom: 'Camille', email: 'camille@exemple.fr', motDePasse: 'une phrase à retenir' };

it.each([
  ['nom', samples.line],
  ['email', samples.email],
  ['motDePasse', samples.newPassword],
] as const)('checks the field %s by the API’s rule', async (name, { right: kept, wrong }) => {
  renderPage('/inscription');
  const field = await screen.findByLabelText<HTMLInputElement>(LABELS[name]);
  const leaves = (typed: string) => {
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.blur(field);
    return field.getAttribute('aria-invalid');
  };
  // changed in between, because a field that stays empty fires no change
  for (const [typed] of typable(wrong)) {
    leaves(right[name]);
    if (typed !== '') expect([typed, leaves(typed)]).toEqual([typed, 'true']);
  }
  for (const [typed] of typable(kept)) expect([typed, leaves(typed)]).toEqual([typed, null]);
});

it('shows a fault on leaving the field, not while typing, and removes it at once', async () => {
  renderPage('/inscription');
  const email = await screen.findByLabelText('Adresse e-mail');
  await userEvent.click(email);
  await userEvent.tab();
  // the field was left, but no text was typed yet
  expect(email.getAttribute('aria-invalid')).toBeNull();
  await userEvent.type(email, 'camille@');
  expect(email.getAttribute('aria-invalid')).toBeNull();
  await userEvent.tab();
  expect(email.getAttribute('aria-invalid')).toBe('true');
  await userEvent.type(email, 'e');
  expect(email.getAttribute('aria-invalid')).toBeNull();
});

it('sends every text that the rules allow, in any Unicode form, and the API normalizes it', async () => {
  const shop = createMockShop();
  server.use(...handlersOf(shop));
  renderPage('/inscription');
  fireEvent.change(await screen.findByLabelText('Nom'), { target: { value: '  Ele\u0301onore ' } });
  fireEvent.change(screen.getByLabelText('Adresse e-mail'), { target: { value: 'e@bücher.example' } });
  await userEvent.type(screen.getByLabelText('Mot de passe'), `${right.motDePasse}{Enter}`);
  await screen.findByRole('button', { name: 'Compte de Eléonore' });
  expect(shop.visiteur).toMatchObject({ nom: 'Eléonore', email: 'e@xn--bcher-kva.example' });
});
