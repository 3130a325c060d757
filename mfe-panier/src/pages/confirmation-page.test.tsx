import type { Commande } from '@boutique/contracts/commandes';
import { commandesRoutes } from '@boutique/contracts/commandes';
import { mockProblem } from '@boutique/standalone/mock';
import type { MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderPage } from '../mocks/render-page.tsx';
import { first, mockShops } from '../mocks/visit.ts';

const { server, visit } = mockShops();

function order(shop: MockShop, changes: Partial<Commande> = {}): Commande {
  const commande: Commande = {
    id: newId(),
    numero: 'MBR-7K3QF2',
    statut: 'confirmee',
    expireLe: null,
    lignes: [
      {
        produitId: first.id,
        slug: first.slug,
        nom: first.nom.fr,
        image: null,
        prixCentimes: first.prixCentimes,
        quantite: 1,
        totalCentimes: first.prixCentimes,
      },
    ],
    sousTotalCentimes: first.prixCentimes,
    livraison: 'standard',
    livraisonCentimes: 0,
    livraisonPrevue: { du: '2026-12-01', au: '2026-12-03' },
    totalCentimes: first.prixCentimes,
    paiement: 'a-la-livraison',
    enLigne: null,
    email: 'camille@exemple.fr',
    adresse: { nom: 'Camille', rue: '12 rue des Lilas', codePostal: '75011', ville: 'Paris', pays: 'FR' },
    historique: [],
    creeLe: '2026-11-26T10:00:00.000Z',
    ...changes,
  };
  shop.commandes.push({ acheteur: shop.visiteur?.id ?? null, commande });
  return commande;
}
const open = (shop: MockShop, { id }: { id: string }) => renderPage(`/commande/confirmation/${id}`, shop);

it('shows a guest the order, the next steps, and how to keep it', async () => {
  const { shop } = visit(null);
  const commande = order(shop);
  await open(shop, commande);
  await screen.findByRole('heading', { level: 1, name: 'Merci, votre commande est enregistrée' });
  expect(screen.getByText('MBR-7K3QF2')).toBeDefined();
  expect(document.title).toBe('Commande MBR-7K3QF2 – Ma Boutique Répartie');
  expect(screen.getByText('Confirmée')).toBeDefined();
  const list = within(screen.getByRole('list', { name: 'Articles' }));
  expect(list.getByRole('link', { name: first.nom.fr })).toBeDefined();
  expect(screen.getByText('12 rue des Lilas')).toBeDefined();
  await screen.findByText(/^Elle arrive chez vous : mardi 1.+jeudi 3 décembre\.$/);
  const account = new URL(screen.getByRole<HTMLAnchorElement>('link', { name: 'Créer un compte' }).href);
  expect(account.pathname).toBe('/inscription');
  expect(Object.fromEntries(account.searchParams)).toEqual({
    email: 'camille@exemple.fr',
    retour: `/commande/confirmation/${commande.id}`,
  });
  expect(screen.queryByRole('link', { name: 'Suivre ma commande' })).toBeNull();
});

it('links to the order in the account’s orders', async () => {
  const { shop } = visit('user');
  const commande = order(shop);
  await open(shop, commande);
  const link = await screen.findByRole('link', { name: 'Suivre ma commande' });
  expect(link.getAttribute('href')).toBe(`/compte/commandes/${commande.id}`);
  expect(screen.queryByRole('link', { name: 'Créer un compte' })).toBeNull();
});

it('says until when an order waits for its confirmation', async () => {
  const { shop } = visit(null);
  await open(shop, order(shop, { statut: 'a-confirmer', expireLe: '2026-11-28T10:00:00.000Z' }));
  await screen.findByRole('heading', { level: 1, name: 'Merci, votre commande est reçue' });
  expect(screen.getByText('À confirmer')).toBeDefined();
  expect(screen.getByText(/confirmons avant le 28 novembre 2026 à 11:00/)).toBeDefined();
});

it('leads to the payment of an order that waits for it, and does not ask twice', async () => {
  const { shop } = visit(null);
  const commande = order(shop, {
    statut: 'a-payer',
    expireLe: '2026-11-26T10:30:00.000Z',
    paiement: 'en-ligne',
    enLigne: { statut: 'ouvert', url: 'https://paiement.example/page' },
  });
  await open(shop, commande);
  await screen.findByRole('heading', { level: 1, name: 'Votre commande attend son paiement' });
  const pay = screen.getByRole('link', { name: /^Payer/ });
  expect(pay.getAttribute('href')).toBe('https://paiement.example/page');
  expect(screen.getByText(/réservés jusqu’au 26 novembre 2026 à 11:30/)).toBeDefined();
  cleanup();
  await renderPage(`/commande/confirmation/${commande.id}?paiement=fait`, shop);
  await screen.findByRole('heading', { level: 1, name: 'Nous attendons la confirmation de votre paiement' });
  expect(screen.queryByRole('link', { name: /^Payer/ })).toBeNull();
  Object.assign(commande, { statut: 'confirmee', expireLe: null, enLigne: { statut: 'paye', url: null } });
  await screen.findByRole('heading', { level: 1, name: 'Merci, votre commande est enregistrée' }, { timeout: 4_500 });
  expect(screen.getByText(/^Votre paiement de .+ est reçu\.$/)).toBeDefined();
});

it('says what is given back of a cancelled order', async () => {
  const { shop } = visit(null);
  const enLigne = { statut: 'rembourse' as const, url: null };
  await open(shop, order(shop, { statut: 'annulee', paiement: 'en-ligne', enLigne }));
  await screen.findByText(/est remboursé\. Votre banque/);
});

it('announces no delivery for a cancelled order', async () => {
  const { shop } = visit(null);
  await open(shop, order(shop, { statut: 'annulee' }));
  await screen.findByRole('heading', { level: 1, name: 'Cette commande est annulée' });
  expect(screen.queryByRole('heading', { name: 'Et maintenant ?' })).toBeNull();
});

it.each([
  ['no order of this browser has', '019bbb84-c800-7c41-9b52-6d0e83f4a117'],
  ['no order can have', 'abc'],
])('shows a not-found page at an address that %s', async (_, id) => {
  await open(visit(null).shop, { id });
  await screen.findByRole('heading', { level: 1, name: 'Commande introuvable' });
  expect(screen.getByRole('link', { name: 'Se connecter' }).getAttribute('href')).toContain('/connexion?retour=');
});

it('offers to try again after a failure', async () => {
  const { shop, handlers } = visit(null);
  const commande = order(shop);
  server.use(mockProblem(commandesRoutes.read, 'base-indisponible'));
  await open(shop, commande);
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  server.use(...handlers);
  await userEvent.click(retry);
  await screen.findByText('MBR-7K3QF2');
});
