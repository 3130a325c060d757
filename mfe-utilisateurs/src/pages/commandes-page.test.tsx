import { commandesRoutes } from '@boutique/contracts/commandes';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer([]);

function visit(path: string) {
  const shop = shopOf('user');
  withDemoCommandes(shop);
  server.use(...handlersOf(shop));
  return { shop, router: renderPage(path, shop.visiteur) };
}

async function visitCommande(statut: string) {
  const shop = shopOf('user');
  withDemoCommandes(shop);
  const kept = shop.commandes.find(
    ({ acheteur, commande }) => acheteur === shop.visiteur.id && commande.statut === statut,
  );
  if (!kept) throw new Error(`User has no demo order that is ${statut}`);
  server.use(...handlersOf(shop));
  renderPage(`/compte/commandes/${kept.commande.id}`, shop.visiteur);
  await screen.findByRole('heading', { level: 1, name: `Commande ${kept.commande.numero}` });
  return { shop, commande: kept.commande };
}

it('lists the account’s orders, the newest first, each with its status', async () => {
  const { router } = visit('/compte/commandes');
  const table = await screen.findByRole('table', { name: 'Vos commandes' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
    'CommandeMBR-W5GA8H',
    'CommandeMBR-X3JP7A',
    'CommandeMBR-2HNC6M',
    'CommandeMBR-7K3QF2',
  ]);
  expect(rows.map((row) => within(row).getAllByRole('cell')[1]?.textContent)).toEqual([
    'StatutConfirmée',
    'StatutExpédiée',
    'StatutAnnulée',
    'StatutLivrée',
  ]);
  expect(screen.getByText('4 commandes')).toBeDefined();
  await userEvent.click(screen.getByRole('link', { name: 'MBR-X3JP7A' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Commande MBR-X3JP7A' })).toBeDefined();
  expect(router.state.location.pathname).toMatch(/^\/compte\/commandes\/[0-9a-f-]{36}$/);
});

it('shows the rest on request', async () => {
  const shop = shopOf('user');
  withDemoCommandes(shop);
  server.use(
    mock(commandesRoutes.list, ({ query }) => {
      const items = shop.commandes.map(({ commande }) => ({ ...commande, nombreArticles: 1 }));
      const page = query.apres ? items.slice(4) : items.slice(0, 4);
      return { items: page, total: items.length, next: query.apres ? null : 'suite' };
    }),
  );
  renderPage('/compte/commandes', shop.visiteur);
  await userEvent.click(await screen.findByRole('button', { name: 'Afficher plus de commandes' }));
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(10));
  expect(screen.queryByRole('button', { name: 'Afficher plus de commandes' })).toBeNull();
});

it('says that there are no orders yet', async () => {
  const shop = shopOf('user');
  server.use(...handlersOf(shop));
  renderPage('/compte/commandes', shop.visiteur);
  expect(await screen.findByText('Aucune commande pour le moment')).toBeDefined();
});

it('offers to try again after a failure', async () => {
  const shop = shopOf('user');
  server.use(...handlersOf(shop));
  server.use(mockProblem(commandesRoutes.list, 'base-indisponible'));
  renderPage('/compte/commandes', shop.visiteur);
  expect(await screen.findByText('Les commandes ne répondent pas')).toBeDefined();
  server.use(...handlersOf(shop));
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByText('Aucune commande pour le moment')).toBeDefined();
});

it('offers guests a sign-in that returns to the page', async () => {
  server.use(...handlersOf(createMockShop()));
  renderPage('/compte/commandes/019bbb84-c800-7c41-9b52-6d0e83f4a117');
  const [link] = await screen.findAllByRole('link', { name: 'Se connecter' });
  expect(link?.getAttribute('href')).toContain('retour=%2Fcompte%2Fcommandes%2F019bbb84');
});

it('shows lines, totals, address and history of an order', async () => {
  const { commande } = await visitCommande('expediee');
  const lignes = within(screen.getByRole('region', { name: 'Articles' }));
  expect(lignes.getAllByRole('listitem')).toHaveLength(commande.lignes.length);
  expect(lignes.getAllByRole('link')[0]?.getAttribute('href')).toBe(`/produits/${commande.lignes[0]?.slug}`);
  const steps = within(screen.getByRole('region', { name: 'Suivi' })).getAllByRole('listitem');
  expect(steps.map((step) => step.firstChild?.textContent)).toEqual(['Confirmée', 'Préparée', 'Expédiée', 'Livrée']);
  expect(steps[2]?.getAttribute('aria-current')).toBe('step');
  expect(steps[3]?.textContent).toContain('à venir');
  expect(within(screen.getByRole('region', { name: 'Livraison' })).getByText('12 rue des Lilas')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Annuler la commande' })).toBeNull();
  expect(document.title).toBe(`Commande ${commande.numero} – Ma Boutique Répartie`);
});

it('cancels an order after a question', async () => {
  const { commande } = await visitCommande('confirmee');
  const opener = screen.getByRole('button', { name: 'Annuler la commande' });
  await userEvent.click(opener);
  await userEvent.click(screen.getByRole('button', { name: 'La garder' }));
  expect(document.activeElement).toBe(opener);
  expect(commande.statut).toBe('confirmee');
  await userEvent.click(opener);
  await userEvent.click(screen.getByRole('button', { name: 'Oui, annuler la commande' }));
  expect(await screen.findByText('La commande est annulée.')).toBeDefined();
  expect(commande.statut).toBe('annulee');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Annuler la commande' })).toBeNull();
});

it('says when it is too late to cancel, and shows the order’s status', async () => {
  const { commande } = await visitCommande('confirmee');
  commande.statut = 'preparee';
  await userEvent.click(screen.getByRole('button', { name: 'Annuler la commande' }));
  await userEvent.click(screen.getByRole('button', { name: 'Oui, annuler la commande' }));
  expect((await screen.findByRole('alert')).textContent).toContain('déjà en préparation');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Annuler la commande' })).toBeNull());
});

it('says that there is no such order', async () => {
  visit('/compte/commandes/quelconque');
  expect(await screen.findByRole('heading', { level: 1, name: 'Cette commande est introuvable' })).toBeDefined();
});
