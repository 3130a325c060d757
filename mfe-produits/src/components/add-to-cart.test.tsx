// @vitest-environment jsdom
import type { Produit } from '@boutique/contracts/produits';
import { createMemoryRouter, RouterProvider } from '@boutique/facade';
import { SliceApp } from '@boutique/standalone/slice-app.tsx';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import * as slice from '../exposes/slice.ts';
import { AddToCart } from './add-to-cart.tsx';

await slice.ready?.('fr');
afterEach(cleanup);

const produit = { id: '019bbb84-c800-7c41-9b52-6d0e83f4a117', nom: 'Clavier', stock: 3 } as Produit;

const failing = (): Promise<never> => Promise.reject(new Error('the network is gone'));
const waiting = () => new Promise<never>(() => {});

it.each([
  ['do not come', failing],
  ['have not come yet', waiting],
])('while the cart’s scripts %s, a form adds the product', async (_, load) => {
  // React logs the failure that the widget's boundary catches
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  const widgets = { AjouterAuPanier: load };
  const page = (
    <>
      <AddToCart produit={produit} />
      <AddToCart produit={produit} compact />
      <AddToCart produit={{ ...produit, nom: 'Souris', stock: 0 }} compact />
    </>
  );
  await act(async () =>
    render(
      <SliceApp slice={{ ...slice, widgets }}>
        <RouterProvider
          router={createMemoryRouter([{ path: '*', element: page }], { initialEntries: ['/produits/k1'] })}
        />
      </SliceApp>,
    ),
  );
  const short = await screen.findByRole('button', { name: 'Ajouter Clavier au panier' });
  const long = screen.getByRole('button', { name: 'Ajouter au panier' });
  for (const button of [short, long]) {
    const form = button.closest('form');
    expect(form?.getAttribute('action')).toBe('/formulaires/addLignePanier?page=%2Fproduits%2Fk1');
    expect(Object.fromEntries(new FormData(form ?? undefined))).toEqual({
      produitId: produit.id,
      quantite: '1',
      retour: '/panier',
    });
  }
  expect(screen.getByRole('button', { name: 'Ajouter Souris au panier' })).toHaveProperty('disabled', true);
  errors.mockRestore();
});
