import { compteRoutes } from '@boutique/contracts/comptes';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { MOCK_JETON } from '@boutique/standalone/mocks/compte';
import { createMockShop, MOCK_PASSWORD } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer([]);
const EMAIL = 'user@boutique.example';
const NEW = 'cinq tasses de thé brûlant';

/** A shop in which the user has asked for a link. */
function askedShop(shop = createMockShop()) {
  shop.reinitialise = shop.comptes.find(({ compte }) => compte.email === EMAIL)?.compte.id ?? null;
  server.use(...handlersOf(shop));
  return shop;
}
const passwordOf = ({ comptes }: ReturnType<typeof createMockShop>) =>
  comptes.find(({ compte }) => compte.email === EMAIL)?.motDePasse;

describe('asking for a link', () => {
  it.each([EMAIL, 'personne@boutique.example'])('gives %s the same advice, and keeps the form', async (email) => {
    server.use(...handlersOf(createMockShop()));
    renderPage('/mot-de-passe-oublie');
    await userEvent.type(await screen.findByLabelText('Adresse e-mail'), `${email}{Enter}`);
    expect(await screen.findByText(/^Si un compte existe avec cette adresse/)).toBeDefined();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toContain(
      'Regardez dans vos courriers indésirables.',
    );
    expect(screen.getByRole('button', { name: 'Recevoir un lien' })).toBeDefined();
  });

  it('names a wrong address, and a limit', async () => {
    server.use(mockProblem(compteRoutes.requestReset, 'trop-de-tentatives'), ...handlersOf(createMockShop()));
    renderPage('/mot-de-passe-oublie');
    const field = await screen.findByLabelText('Adresse e-mail');
    await userEvent.type(field, 'camille@{Enter}');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await userEvent.type(field, 'exemple.fr{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('Trop de tentatives.');
  });
});

describe('setting the new password', () => {
  it('works once, ends the session, and leads to the sign-in page', async () => {
    const shop = askedShop(shopOf('user'));
    renderPage(`/reinitialisation?jeton=${MOCK_JETON}`, shop.visiteur);
    await userEvent.type(await screen.findByLabelText('Nouveau mot de passe'), `${NEW}{Enter}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Votre mot de passe est changé' })).toBeDefined();
    const main = within(screen.getByRole('main'));
    expect(main.getByRole('link', { name: 'Se connecter' }).getAttribute('href')).toBe('/connexion');
    expect(passwordOf(shop)).toBe(NEW);
    await waitFor(() => expect(shop.visiteur).toBeNull());
  });

  it('refuses a weak password and keeps the form', async () => {
    const shop = askedShop();
    renderPage(`/reinitialisation?jeton=${MOCK_JETON}`);
    await userEvent.type(await screen.findByLabelText('Nouveau mot de passe'), 'motdepasse{Enter}');
    expect(await screen.findByText('Ce mot de passe est trop facile à deviner. Prenez-en un autre.')).toBeDefined();
    expect(passwordOf(shop)).toBe(MOCK_PASSWORD);
  });

  it.each([
    ['?jeton=autre', 'Ce lien n’est plus valable'],
    [`?jeton=${'x'.repeat(101)}`, 'Ce lien n’est plus valable'],
    ['', 'Ce lien est incomplet'],
  ])('offers another link when %j cannot be used', async (search, heading) => {
    askedShop();
    renderPage(`/reinitialisation${search}`);
    if (search) await userEvent.type(await screen.findByLabelText('Nouveau mot de passe'), `${NEW}{Enter}`);
    expect(await screen.findByRole('heading', { level: 1, name: heading })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Demander un autre lien' }).getAttribute('href')).toBe(
      '/mot-de-passe-oublie',
    );
  });
});
