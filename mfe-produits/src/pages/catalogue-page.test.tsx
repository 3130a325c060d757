import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { fr } from '../texts/fr.ts';

const { catalogue: texts } = fr;
const server = mockServer(handlersOf(createMockShop()));
const claviers = demoProduits.filter(({ categorie }) => categorie === 'claviers');

// `hidden` skips checking the visibility of each, which takes seconds for a long list in jsdom
const cards = () => screen.findAllByRole('article', { hidden: true });
const filters = () => within(screen.getByRole('complementary', { name: 'Filtres' }));
const count = (n: number) => waitFor(() => expect(screen.getByRole('status').textContent).toBe(`${n} produits`));

it('shows the first page of products and their number', async () => {
  renderPage('/produits');
  expect(await cards()).toHaveLength(24);
  await count(demoProduits.length);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(document.title).toBe('Catalogue – Ma Boutique Répartie');
});

it('says that there are more products than were counted, and leaves choices without a number open', async () => {
  server.use(
    mock(produitsRoutes.facettes, () => ({
      total: 1_001,
      categories: [
        { slug: 'claviers', nom: 'Claviers', nombre: 1_001, vignette: null },
        { slug: 'souris', nom: 'Souris', nombre: null, vignette: null },
      ],
      prix: [{ min: 0, max: 5_000, nombre: null }],
      disponibilite: { enStock: null, rupture: null },
      proposition: null,
    })),
  );
  renderPage('/produits');
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('plus de 1\u202f000 produits'));
  expect(filters().getByRole('link', { name: 'Claviers 1\u202f000+' })).toBeTruthy();
  expect(filters().getByRole('link', { name: 'Souris' })).toBeTruthy();
  expect(filters().getByRole('link', { name: /^Moins de 50\s€$/ })).toBeTruthy();
  expect(filters().getByRole('checkbox', { name: 'En stock uniquement' })).toBeTruthy();
});

it('offers the nearest search for one without a hit, under the same filters', async () => {
  const router = renderPage('/produits?q=souris%20xqzwvk&enStock=true');
  await screen.findByRole('heading', { name: /Aucun produit pour .*souris xqzwvk/ });
  const offer = await screen.findByRole('link', { name: /^Essayez .*souris.*\(\d+\sproduits\)$/ });
  await userEvent.click(offer);
  await count(Number(/\d+/.exec(offer.textContent ?? '')?.[0]));
  expect(router.state.location.search).toBe('?enStock=true&q=souris');
});

it('filters by category, and removes that filter', async () => {
  const router = renderPage('/produits');
  await userEvent.click(await screen.findByRole('link', { name: `Claviers ${claviers.length}` }));
  await screen.findByRole('heading', { level: 1, name: 'Claviers' });
  expect(router.state.location.search).toBe('?categorie=claviers');
  await count(claviers.length);
  await waitFor(async () => expect(await cards()).toHaveLength(claviers.length));
  await userEvent.click(screen.getByRole('link', { name: texts.remove('Claviers') }));
  await count(demoProduits.length);
  expect(router.state.location.search).toBe('');
});

it('filters by price band and stock together', async () => {
  const fit = demoProduits.filter(({ prixCentimes, stock }) => prixCentimes < 5_000 && stock > 0);
  const router = renderPage('/produits');
  await screen.findByRole('link', { name: /^Moins de 50\s€/ });
  await userEvent.click(filters().getByRole('link', { name: /^Moins de 50\s€/ }));
  await userEvent.click(filters().getByRole('checkbox', { name: /En stock uniquement/ }));
  await waitFor(() => expect(router.state.location.search).toBe('?enStock=true&prixMax=4999'));
  await count(fit.length);
  await waitFor(() => expect(filters().getByRole('checkbox')).toHaveProperty('checked', true));
  await userEvent.click(screen.getByRole('link', { name: 'Tout effacer' }));
  await count(demoProduits.length);
});

it('sorts by price', async () => {
  const router = renderPage('/produits?categorie=claviers');
  await cards();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Trier par' }), 'Prix croissant');
  const cheapest = claviers.toSorted((a, b) => a.prixCentimes - b.prixCentimes)[0];
  await waitFor(async () => expect((await cards())[0]?.textContent).toContain(cheapest?.nom.fr));
  expect(router.state.location.search).toBe('?categorie=claviers&tri=prix');
});

it('shows more, and restores the list’s length from the address', async () => {
  const router = renderPage('/produits');
  await userEvent.click(await screen.findByRole('link', { name: 'Afficher plus de produits' }));
  await waitFor(async () => expect(await cards()).toHaveLength(48));
  expect(router.state.location.search).toBe('?pages=2');
  expect(screen.getByText(`48 sur ${demoProduits.length} produits affichés`)).toBeDefined();

  await userEvent.click(screen.getByRole('link', { name: 'Claviers 8' }));
  await waitFor(async () => expect(await cards()).toHaveLength(claviers.length));
  await router.navigate(-1);
  await waitFor(async () => expect(await cards()).toHaveLength(48));
});

it('loads all pages in the address', async () => {
  renderPage('/produits?pages=3');
  await waitFor(async () => expect(await cards()).toHaveLength(demoProduits.length));
  expect(screen.queryByRole('link', { name: 'Afficher plus de produits' })).toBeNull();
});

it('keeps the loaded pages when the next one fails, and offers to retry', async () => {
  renderPage('/produits');
  const more = await screen.findByRole('link', { name: 'Afficher plus de produits' });
  server.use(mockProblem(produitsRoutes.list, 'base-indisponible'));
  await userEvent.click(more);
  const retry = await screen.findByRole('link', { name: /n’a pas pu être chargée/ });
  expect(await cards()).toHaveLength(24);
  server.resetHandlers();
  await userEvent.click(retry);
  await waitFor(async () => expect(await cards()).toHaveLength(48));
});

it('says that no product matches, and offers to drop search or filters', async () => {
  const router = renderPage('/produits?q=xyzxyz&categorie=claviers');
  await screen.findByRole('heading', { name: texts.emptySearch('xyzxyz') });
  expect(screen.getByRole('link', { name: 'Retirer les filtres' }).getAttribute('href')).toBe('/produits?q=xyzxyz');
  await userEvent.click(screen.getByRole('link', { name: 'Effacer la recherche' }));
  await waitFor(async () => expect(await cards()).toHaveLength(claviers.length));
  expect(router.state.location.search).toBe('?categorie=claviers');
});

it('offers to try again after a failure', async () => {
  server.use(mockProblem(produitsRoutes.list, 'base-indisponible'));
  renderPage('/produits');
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  expect(screen.getByRole('alert').textContent).toContain('Le catalogue ne répond pas');
  server.resetHandlers();
  await userEvent.click(retry);
  expect(await cards()).toHaveLength(24);
});

it('keeps the old results visible while new ones load', async () => {
  renderPage('/produits');
  await cards();
  const slow = Promise.withResolvers<never>();
  server.use(mock(produitsRoutes.list, () => slow.promise));
  await userEvent.click(screen.getByRole('link', { name: /^Claviers/ }));
  const list = (await cards())[0]?.closest('ul');
  await waitFor(() => expect(list?.getAttribute('aria-busy')).toBe('true'));
  expect(await cards()).toHaveLength(24);
});
