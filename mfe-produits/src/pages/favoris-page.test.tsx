import { favorisRoutes } from '@boutique/contracts/favoris';
import { demoProduits } from '@boutique/demo-data/produits';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer([]);
const [first, second] = demoProduits;
if (!first || !second) throw new Error('demoProduits is too short');

const visit = (path: string, role: 'user' | null = null) => {
  const shop = withDemoCommandes(createMockShop(role));
  server.use(...handlersOf(shop));
  return { shop, router: renderPage(path, { session: shop.visiteur }) };
};
const heart = (nom: string) =>
  screen.findAllByRole('button', { name: `${nom}, favori` }).then(([button]) => button as HTMLElement);

it('the heart adds a favourite at once, and the page of favourites has it', async () => {
  const { shop, router } = visit(`/produits/${first.slug}`);
  const button = await heart(first.nom.fr);
  expect(button.getAttribute('aria-pressed')).toBe('false');
  await userEvent.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  await waitFor(() => expect([...shop.favoris]).toEqual([first.id]));
  await router.navigate('/favoris');
  await screen.findByRole('heading', { level: 1, name: 'Favoris' });
  await screen.findByRole('heading', { level: 3, name: first.nom.fr });
});

it('undoes the heart when the API refuses, and says so', async () => {
  visit(`/produits/${first.slug}`);
  server.use(mockProblem(favorisRoutes.add, 'limite-atteinte'));
  const button = await heart(first.nom.fr);
  await userEvent.click(button);
  expect((await screen.findAllByRole('alert'))[0]?.textContent).toBe('Le favori n’a pas pu être enregistré.');
  expect(button.getAttribute('aria-pressed')).toBe('false');
});

it('a guest without favourites causes no request for them', async () => {
  const asked = vi.fn();
  visit(`/produits/${first.slug}`);
  server.use(
    mock(favorisRoutes.list, () => {
      asked();
      return [];
    }),
  );
  await heart(first.nom.fr);
  await screen.findByRole('region', { name: 'Dans la même catégorie' });
  expect(asked).not.toHaveBeenCalled();
});

it('an empty list links to the catalogue', async () => {
  visit('/favoris');
  await screen.findByRole('heading', { level: 1, name: 'Aucun favori pour l’instant' });
  expect(screen.getByRole('link', { name: 'Voir le catalogue' }).getAttribute('href')).toBe('/produits');
});

it('a product’s page shows the other products opened lately', async () => {
  const { router } = visit(`/produits/${first.slug}`);
  await screen.findByRole('heading', { level: 1, name: first.nom.fr });
  await router.navigate(`/produits/${second.slug}`);
  const seen = within(await screen.findByRole('region', { name: 'Vus récemment' }));
  expect((await seen.findAllByRole('heading', { level: 3 })).map(({ textContent }) => textContent)).toEqual([
    first.nom.fr,
  ]);
});

it('says when a product would arrive, and the cost of delivery', async () => {
  visit(`/produits/${first.slug}`);
  const delivery = within(await screen.findByRole('list', { name: 'Livraison' }));
  expect(await delivery.findByText(/Livraison standard, (?:gratuite|4,90)/)).toBeDefined();
  expect(delivery.getByText(/Livraison express, 9,90/)).toBeDefined();
});

it('a buyer publishes and deletes a review by keyboard; missing fields are named', async () => {
  const { shop } = visit('/favoris', 'user');
  const bought = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur?.id && commande.statut === 'livree',
  )?.commande.lignes[0];
  const { router } = visitAs(shop, `/produits/${bought?.slug}`);
  expect(router.state.location.pathname).toContain(bought?.slug);
  await userEvent.click(await screen.findByRole('button', { name: 'Publier mon avis' }));
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: '1 sur 5' }));
  await userEvent.keyboard(' {ArrowRight}{ArrowRight}{ArrowRight}');
  await userEvent.tab();
  await userEvent.keyboard('Très bien');
  await userEvent.tab();
  await userEvent.keyboard('Je m’en sers tous les jours.');
  await userEvent.click(screen.getByRole('button', { name: 'Publier mon avis' }));
  await screen.findByText('Merci, votre avis est publié.');
  await screen.findByRole('heading', { name: 'Très bien' });
  await userEvent.click(screen.getByRole('button', { name: 'Retirer mon avis' }));
  await screen.findByRole('button', { name: 'Publier mon avis' });
  expect(screen.queryByRole('heading', { name: 'Très bien' })).toBeNull();
});

const visitAs = (shop: ReturnType<typeof createMockShop>, path: string) => {
  document.body.replaceChildren();
  server.use(...handlersOf(shop));
  return { router: renderPage(path, { session: shop.visiteur }) };
};
