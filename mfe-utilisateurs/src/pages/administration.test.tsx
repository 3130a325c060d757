import type { EntreeJournal } from '@boutique/contracts/administration';
import { mockServer } from '@boutique/standalone/mock-server';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { MOCK_PASSWORD, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer([]);

function visit(path: string, prepare: (shop: MockShop) => unknown = () => {}) {
  const shop = shopOf('admin');
  prepare(shop);
  server.use(...handlersOf(shop));
  return { shop, router: renderPage(path, shop.visiteur) };
}

const rowOf = async (name: string) => {
  const heading = await screen.findByRole('rowheader', { name: new RegExp(name) });
  return within(heading.closest('tr') as HTMLElement);
};

describe.each([
  ['/administration/utilisateurs', 'Utilisateurs'],
  ['/administration/commandes', 'Commandes'],
  ['/administration/commandes/019bbb84-c800-7c41-9b52-6d0e83f4a117', 'Commandes'],
  ['/administration/journal', 'Journal'],
])('%s', (path, title) => {
  it('offers guests a sign-in that returns to the page', async () => {
    renderPage(path);
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeDefined();
    const link = within(screen.getByRole('main')).getByRole('link', { name: 'Se connecter' });
    expect(link.getAttribute('href')).toBe(`/connexion?retour=${encodeURIComponent(path)}`);
  });

  it('refuses accounts that are no administrators, without a request to the API', async () => {
    renderPage(path, shopOf('user').visiteur);
    expect(await screen.findByRole('heading', { level: 1, name: 'Réservé à l’administration' })).toBeDefined();
  });

  it('shows nothing before the session has loaded', async () => {
    renderPage(path, 'unknown');
    expect(await screen.findByText('Chargement…')).toBeDefined();
    expect(screen.getByRole('heading', { level: 1, name: title })).toBeDefined();
  });
});

describe('accounts', () => {
  it('lists accounts with role and state; the admin’s own has no buttons', async () => {
    visit('/administration/utilisateurs');
    const own = await rowOf('Admin');
    expect(own.getByText('Votre compte')).toBeDefined();
    expect(own.queryByRole('button')).toBeNull();
    const user = await rowOf('User');
    expect(user.getByText('user@boutique.example')).toBeDefined();
    expect(user.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Nommer administrateur',
      'Désactiver',
    ]);
    expect(screen.getByText('2 comptes')).toBeDefined();
  });

  it('disables and enables an account after a question', async () => {
    const { shop } = visit('/administration/utilisateurs');
    const disable = (await rowOf('User')).getByRole('button', { name: 'Désactiver : User' });
    await userEvent.click(disable);
    expect(screen.getByRole('dialog', { name: 'Désactiver le compte de User ?' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Revenir' }));
    expect(document.activeElement).toBe(disable);
    await userEvent.click(disable);
    await userEvent.click(screen.getByRole('button', { name: 'Désactiver' }));
    expect(await screen.findByText('Le compte de User est changé.')).toBeDefined();
    expect((await rowOf('User')).getByText('Désactivé')).toBeDefined();
    expect((await rowOf('User')).getByRole('button', { name: 'Réactiver : User' })).toBeDefined();
    expect(shop.journal.at(-1)).toMatchObject({ objet: 'utilisateur', details: { actif: { apres: false } } });
  });

  it('changes a role', async () => {
    visit('/administration/utilisateurs');
    await userEvent.click((await rowOf('User')).getByRole('button', { name: 'Nommer administrateur : User' }));
    await userEvent.click(screen.getByRole('button', { name: 'Nommer administrateur' }));
    expect(await (await rowOf('User')).findByText('Administration')).toBeDefined();
  });

  it('refuses to leave the shop without an administrator', async () => {
    const { shop } = visit('/administration/utilisateurs', ({ comptes, visiteur }) => {
      const id = newId();
      if (visiteur) comptes.push({ compte: { ...visiteur, id, nom: 'Second' }, motDePasse: MOCK_PASSWORD });
    });
    const demote = (await rowOf('Second')).getByRole('button', { name: 'Retirer l’administration : Second' });
    shop.visiteur.actif = false;
    await userEvent.click(demote);
    await userEvent.click(screen.getByRole('button', { name: 'Retirer l’administration' }));
    expect((await screen.findByRole('alert')).textContent).toContain('La boutique doit garder un administrateur.');
  });

  it('keeps search and filters in the address', async () => {
    const { router } = visit('/administration/utilisateurs?role=user');
    await rowOf('User');
    expect(screen.queryByRole('rowheader', { name: /Admin/ })).toBeNull();
    expect(screen.getByLabelText<HTMLSelectElement>('Rôle').value).toBe('user');
    await userEvent.type(screen.getByRole('searchbox'), 'personne');
    expect(await screen.findByText('Rien ne correspond à ces filtres')).toBeDefined();
    expect(router.state.location.search).toBe('?role=user&q=personne');
    await userEvent.click(screen.getByRole('button', { name: 'Effacer les filtres' }));
    expect(await rowOf('Admin')).toBeDefined();
    expect(router.state.location.search).toBe('');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });
});

describe('orders', () => {
  it('finds an order by its number and moves it to its next status', async () => {
    const { shop, router } = visit('/administration/commandes', withDemoCommandes);
    expect(await screen.findByText('9 commandes')).toBeDefined();
    await userEvent.type(screen.getByRole('searchbox'), 'mbr-c6');
    expect(await screen.findByText('1 commande')).toBeDefined();
    expect(router.state.location.search).toBe('?q=mbr-c6');
    await userEvent.click((await rowOf('MBR-C6TF2R')).getByRole('button', { name: 'Marquer préparée : MBR-C6TF2R' }));
    expect(await screen.findByText('Commande MBR-C6TF2R : Préparée.')).toBeDefined();
    expect(await (await rowOf('MBR-C6TF2R')).findByRole('button', { name: /Marquer expédiée/ })).toBeDefined();
    expect(shop.journal.at(-1)).toMatchObject({ details: { avant: 'confirmee', apres: 'preparee' } });
  });

  it('filters by status', async () => {
    const { router } = visit('/administration/commandes', withDemoCommandes);
    await userEvent.selectOptions(await screen.findByLabelText('Statut'), 'Annulée');
    expect(await screen.findByText('1 commande')).toBeDefined();
    expect(router.state.location.search).toBe('?statut=annulee');
    expect((await rowOf('MBR-2HNC6M')).queryByRole('button')).toBeNull();
  });

  it('lists all orders for an address with values that the API would refuse', async () => {
    visit(`/administration/commandes?statut=perdue&mails=oui&q=${'x'.repeat(101)}`, withDemoCommandes);
    expect((await screen.findAllByRole('row')).length).toBeGreaterThan(3);
    expect(screen.queryByRole('button', { name: 'Effacer les filtres' })).toBeNull();
  });

  it('shows a mail that could not be sent, and tries it again', async () => {
    const { shop, router } = visit('/administration/commandes', (mocked) => {
      withDemoCommandes(mocked);
      const { id } = mocked.commandes.at(-1)?.commande ?? { id: '' };
      const erreur = '550 no such mailbox';
      const prochainLe = '2026-11-28T10:00:00.000Z';
      mocked.mails.set(id, [{ evenement: 'confirmee', essais: 3, erreur, prochainLe, envoyeLe: null }]);
    });
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'E-mails' }), 'Non parti');
    await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(1));
    expect(router.state.location.search).toBe('?mails=en-echec');
    expect(screen.getByText('E-mail non parti')).toBeDefined();
    await userEvent.click(within(screen.getByRole('rowheader')).getByRole('link'));
    await screen.findByText('550 no such mailbox');
    await userEvent.click(screen.getByRole('button', { name: 'Essayer maintenant' }));
    await screen.findByText('L’envoi est repris.');
    expect(screen.getByText('Parti')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Essayer maintenant' })).toBeNull();
    expect([...shop.mails.values()].flat()[0]).toMatchObject({ erreur: null, essais: 4 });
  });

  it('confirms an order that waits', async () => {
    const { shop, router } = visit('/administration/commandes', withDemoCommandes);
    await userEvent.selectOptions(await screen.findByLabelText('Statut'), 'À confirmer');
    expect(await screen.findByText('1 commande')).toBeDefined();
    expect(router.state.location.search).toBe('?statut=a-confirmer');
    await userEvent.click(await screen.findByRole('link', { name: 'MBR-T6ZB3K' }));
    expect(await screen.findByText(/^À confirmer avant le /)).toBeDefined();
    const next = within(screen.getByRole('region', { name: 'Prochaine étape' }));
    await userEvent.click(next.getByRole('button', { name: 'Confirmer : MBR-T6ZB3K' }));
    expect(await next.findByRole('button', { name: /Marquer préparée/ })).toBeDefined();
    expect(screen.queryByText(/^À confirmer avant le /)).toBeNull();
    expect(shop.journal.at(-1)).toMatchObject({ details: { avant: 'a-confirmer', apres: 'confirmee' } });
  });

  it('cancels after a question', async () => {
    const { shop } = visit('/administration/commandes', withDemoCommandes);
    await userEvent.click((await rowOf('MBR-M9YE4K')).getByRole('button', { name: 'Annuler : MBR-M9YE4K' }));
    expect(screen.getByText(/Ses articles retournent en stock/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Annuler la commande' }));
    expect(await screen.findByText('Commande MBR-M9YE4K : Annulée.')).toBeDefined();
    expect(shop.commandes.find(({ commande }) => commande.numero === 'MBR-M9YE4K')?.commande.statut).toBe('annulee');
  });

  it('shows one order to staff, and moves it to its next status', async () => {
    const { router } = visit('/administration/commandes', withDemoCommandes);
    await userEvent.click(await screen.findByRole('link', { name: 'MBR-C6TF2R' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Commande MBR-C6TF2R' })).toBeDefined();
    expect(router.state.location.pathname).toMatch(/^\/administration\/commandes\//);
    const next = within(screen.getByRole('region', { name: 'Prochaine étape' }));
    await userEvent.click(next.getByRole('button', { name: /Marquer préparée/ }));
    expect(await next.findByRole('button', { name: /Marquer expédiée/ })).toBeDefined();
    expect(screen.getByText('par la boutique', { exact: false })).toBeDefined();
  });

  it('says when another admin was faster, and shows the present state', async () => {
    const { shop } = visit('/administration/commandes', withDemoCommandes);
    const button = (await rowOf('MBR-C6TF2R')).getByRole('button', { name: /Marquer préparée/ });
    const kept = shop.commandes.find(({ commande }) => commande.numero === 'MBR-C6TF2R');
    if (kept) kept.commande.statut = 'expediee';
    await userEvent.click(button);
    expect((await screen.findByRole('alert')).textContent).toContain('a changé entre-temps');
    await waitFor(async () => expect((await rowOf('MBR-C6TF2R')).getByText('Expédiée')).toBeDefined());
  });
});

describe('audit', () => {
  const entry = (objet: EntreeJournal['objet'], action: string, details: object) => ({
    id: newId(),
    le: '2026-05-04T08:30:00.000Z',
    acteur: null,
    action,
    objet,
    objetId: '019bbb84-c800-7c41-9b52-6d0e83f4a117',
    details: { ...details },
  });
  const nom = { fr: 'Clavier', en: 'Keyboard' };

  it.each([
    [entry('commande', 'statut', { avant: 'confirmee', apres: 'preparee' }), 'de « Confirmée » à « Préparée »'],
    [
      entry('utilisateur', 'x', { nom: 'Léa', role: { avant: 'user', apres: 'admin' } }),
      'a donné le rôle « Administration » au compte « Léa »',
    ],
    [entry('utilisateur', 'x', { nom: 'Léa', actif: { apres: false } }), 'a désactivé le compte « Léa »'],
    [entry('utilisateur', 'x', { actif: { apres: true } }), 'a réactivé le compte 019bbb84'],
    [entry('produit', 'produit-cree', { nom }), 'a créé le produit « Clavier »'],
    [
      entry('produit', 'produit-modifie', { prixCentimes: {}, nom: { avant: nom, apres: nom } }),
      'a modifié le produit 019bbb84 (prix, nom)',
    ],
    [entry('produit', 'produit-supprime', { nom }), 'a supprimé le produit « Clavier »'],
    [entry('produit', 'stock-modifie', { stock: { avant: 3, apres: 8 } }), 'produit 019bbb84 : 3 → 8'],
    [entry('avis', 'avis-supprime', { auteur: 'Noé' }), 'a supprimé un avis de Noé'],
    [entry('image', 'image-televersee', {}), 'a ajouté une image'],
    [
      { ...entry('slice', 'traffic', { version: '1.1.0', traffic: 10, reason: 'essai' }), objetId: 'panier' },
      'a donné 10 % du trafic à panier 1.1.0 (essai)',
    ],
    [{ ...entry('slice', 'token-created', { reason: 'ci' }), objetId: 'panier' }, 'a créé le jeton « ci » de panier'],
    [entry('produit', 'autre-chose', {}), 'autre-chose (Produits)'],
  ])('writes %# as a sentence', async (line, expected) => {
    visit('/administration/journal', ({ journal }) => journal.push(line));
    const item = await screen.findByRole('listitem');
    expect(item.textContent).toContain(expected);
    expect(item.textContent).toContain('Un compte supprimé');
  });

  it('says that nothing has happened yet, without filters to clear', async () => {
    visit('/administration/journal', ({ journal }) => journal.splice(0));
    await screen.findByText('Rien pour le moment');
    expect(screen.queryByRole('button', { name: 'Effacer les filtres' })).toBeNull();
  });

  it('filters by subject, and links to the order', async () => {
    const { router } = visit('/administration/journal', ({ journal }) => {
      journal.push(entry('image', 'image-televersee', {}), entry('commande', 'statut', { avant: 'a', apres: 'b' }));
    });
    expect(await screen.findAllByRole('listitem')).toHaveLength(2);
    await userEvent.selectOptions(screen.getByLabelText('Objet'), 'Commandes');
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
    expect(router.state.location.search).toBe('?objet=commande');
    const link = screen.getByRole('link', { name: 'Voir la commande' });
    expect(link.getAttribute('href')).toBe('/administration/commandes/019bbb84-c800-7c41-9b52-6d0e83f4a117');
  });
});
