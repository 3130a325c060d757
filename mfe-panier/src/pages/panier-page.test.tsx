import { mockServer } from '@boutique/contract-testing/mock-server';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { handlers } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

mockServer(handlers);

it('leads from an empty cart to the catalogue', async () => {
  renderPage('/panier');
  await screen.findByRole('heading', { level: 1, name: 'Votre panier est vide' });
  expect(screen.getByRole('link', { name: 'Voir le catalogue' }).getAttribute('href')).toBe('/produits');
});
