import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mockShops } from '../mocks/visit.ts';

const { visit } = mockShops();
beforeEach(() => {
  vi.resetModules();
  document.documentElement.lang = 'en';
});
afterEach(() => {
  document.documentElement.lang = 'fr';
});

it('speaks English on an English page', async () => {
  const { renderPage } = await import('../mocks/render-page.tsx');
  const { first } = await import('../mocks/visit.ts');
  await renderPage('/panier', visit(null, { [first.id]: 2 }).shop);
  await screen.findByRole('heading', { level: 1, name: 'Your cart' });
  expect(screen.getByRole('link', { name: first.nom.en })).toBeDefined();
  expect(screen.getByRole('button', { name: /^Cart, 2 items, €/ })).toBeDefined();
});
