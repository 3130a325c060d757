import { mockServer } from '@boutique/standalone/mock-server';
import { MOCK_JETON } from '@boutique/standalone/mocks/compte';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer([]);

function show(search: string) {
  const shop = shopOf('user');
  shop.visiteur.emailVerifie = false;
  server.use(...handlersOf(shop));
  renderPage(`/verification${search}`, { ...shop.visiteur });
  return shop;
}

it('verifies at the press of a button, not before', async () => {
  const shop = show(`?jeton=${MOCK_JETON}`);
  const button = await screen.findByRole('button', { name: 'Vérifier mon adresse' });
  expect(shop.visiteur.emailVerifie).toBe(false);
  await userEvent.click(button);
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre adresse est vérifiée' })).toBeDefined();
  expect(shop.visiteur.emailVerifie).toBe(true);
});

it('says when the link is no longer valid', async () => {
  show('?jeton=autre');
  await userEvent.click(await screen.findByRole('button', { name: 'Vérifier mon adresse' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Ce lien n’est plus valable' })).toBeDefined();
});

it('says when the link is incomplete', async () => {
  show('');
  expect(await screen.findByRole('heading', { level: 1, name: 'Ce lien est incomplet' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Aller à mon compte' }).getAttribute('href')).toBe('/compte');
});
