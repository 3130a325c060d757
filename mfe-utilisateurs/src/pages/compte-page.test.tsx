import { adressesRoutes, compteRoutes } from '@boutique/contracts/comptes';
import { codesPostaux, samples } from '@boutique/contracts/typed-samples';
import { mockProblem } from '@boutique/standalone/mock';
import { mockServer } from '@boutique/standalone/mock-server';
import { MOCK_PASSWORD } from '@boutique/standalone/mocks/mock-shop';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';
import { shopOf } from '../mocks/visiteurs.ts';

const server = mockServer([]);

async function show(role: 'admin' | 'user' = 'user') {
  const shop = shopOf(role);
  shop.visiteur.emailVerifie = false;
  server.use(...handlersOf(shop));
  const router = renderPage('/compte', shop.visiteur);
  await screen.findByText(/pas encore d’adresse/);
  return { shop, router };
}

const section = (name: string) => within(screen.getByRole('region', { name }));

it('offers guests a sign-in that returns to the page', async () => {
  renderPage('/compte');
  expect(await screen.findByRole('heading', { level: 1, name: 'Mon compte' })).toBeDefined();
  const link = within(screen.getByRole('main')).getByRole('link', { name: 'Se connecter' });
  expect(link.getAttribute('href')).toBe('/connexion?retour=%2Fcompte');
});

it('shows no account’s data before the session has loaded', async () => {
  renderPage('/compte', 'unknown');
  expect(await screen.findByText('Chargement…')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Mon compte' })).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('saves name and visibility, and the header shows them at once', async () => {
  const { shop } = await show();
  const profile = section('Profil');
  await userEvent.clear(profile.getByLabelText('Nom'));
  await userEvent.click(profile.getByRole('button', { name: 'Enregistrer le profil' }));
  expect(profile.getByText('Indiquez un nom.')).toBeDefined();
  await userEvent.type(profile.getByLabelText('Nom'), 'Camille Durand');
  await userEvent.click(profile.getByRole('checkbox'));
  await userEvent.click(profile.getByRole('button', { name: 'Enregistrer le profil' }));
  expect(await profile.findByText('Votre profil est enregistré.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Compte de Camille Durand' })).toBeDefined();
  expect(shop.visiteur.profilPublic).toBe(false);
});

it('sends the verification link again', async () => {
  await show();
  const email = section('Adresse e-mail');
  expect(email.getByText('À vérifier')).toBeDefined();
  await userEvent.click(email.getByRole('button', { name: 'Renvoyer le lien' }));
  expect(await email.findByText(/Le lien est parti/)).toBeDefined();
});

it('changes the password, given the current one', async () => {
  const { shop } = await show();
  const password = section('Mot de passe');
  const current = password.getByLabelText<HTMLInputElement>('Mot de passe actuel');
  await userEvent.type(current, 'pas le bon');
  await userEvent.type(password.getByLabelText('Nouveau mot de passe'), 'une phrase à retenir{Enter}');
  expect(await password.findByText('Ce n’est pas votre mot de passe actuel.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(current));
  await userEvent.clear(current);
  await userEvent.type(current, `${MOCK_PASSWORD}{Enter}`);
  expect(await password.findByText('Votre mot de passe est changé.')).toBeDefined();
  expect(current.value).toBe('');
  expect(shop.comptes.find(({ compte }) => compte.id === shop.visiteur.id)?.motDePasse).toBe('une phrase à retenir');
});

it('keeps an address book: adds, changes, chooses, deletes', async () => {
  await show();
  const book = section('Adresses de livraison');
  const add = book.getByRole('button', { name: 'Ajouter une adresse' });
  await userEvent.click(add);
  const write = async (rue: string, ville: string) => {
    const dialog = within(screen.getByRole('dialog'));
    for (const [label, text] of [
      ['Nom et prénom', 'Camille Durand'],
      ['Numéro et rue', rue],
      ['Code postal', '75011'],
      ['Ville', ville],
    ] as const) {
      await userEvent.clear(dialog.getByLabelText(label));
      await userEvent.type(dialog.getByLabelText(label), text);
    }
    await userEvent.click(dialog.getByRole('button', { name: 'Enregistrer l’adresse' }));
  };
  await write('12 rue des Lilas', 'Paris');
  expect(await book.findByText('L’adresse est enregistrée.')).toBeDefined();
  expect(document.activeElement).toBe(add);
  expect(book.getByText('Par défaut')).toBeDefined();

  await userEvent.click(add);
  await write('3 place du Marché', 'Lyon');
  await userEvent.click(await book.findByRole('button', { name: 'Choisir par défaut : Camille Durand, Lyon' }));
  await waitFor(() => expect(book.getAllByRole('listitem')[0]?.textContent).toContain('Lyon'));

  await userEvent.click(book.getByRole('button', { name: 'Modifier : Camille Durand, Lyon' }));
  await write('4 place du Marché', 'Lyon');
  expect(await book.findByText('4 place du Marché')).toBeDefined();

  await userEvent.click(book.getByRole('button', { name: 'Supprimer : Camille Durand, Lyon' }));
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer' }));
  expect(await book.findByText('L’adresse est supprimée.')).toBeDefined();
  expect(document.activeElement?.textContent).toBe('Adresses de livraison');
  expect(book.getAllByRole('listitem')).toHaveLength(1);
});

it('checks a postcode by its country’s rule, and says when the book is full', async () => {
  await show();
  server.use(mockProblem(adressesRoutes.create, 'limite-atteinte'));
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter une adresse' }));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Nom et prénom'), 'Camille');
  await userEvent.type(dialog.getByLabelText('Numéro et rue'), '1 rue');
  await userEvent.type(dialog.getByLabelText('Ville'), 'Genève');
  await userEvent.selectOptions(dialog.getByLabelText('Pays'), 'Suisse');
  await userEvent.type(dialog.getByLabelText('Code postal'), '75011{Enter}');
  expect(dialog.getByText('En Suisse, un code postal a quatre chiffres, comme 1204.')).toBeDefined();
  expect(document.activeElement).toBe(dialog.getByLabelText('Code postal'));
  await userEvent.clear(dialog.getByLabelText('Code postal'));
  await userEvent.type(dialog.getByLabelText('Code postal'), '1204{Enter}');
  expect((await dialog.findByRole('alert')).textContent).toContain('20 adresses au plus');
});

it('checks the fields of an address by the API’s rules', async () => {
  await show();
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter une adresse' }));
  const dialog = within(screen.getByRole('dialog'));
  const leaves = (label: string, typed: string) => {
    const field = dialog.getByLabelText(label);
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.blur(field);
    return field.getAttribute('aria-invalid');
  };
  for (const [pays, code, right] of codesPostaux) {
    fireEvent.change(dialog.getByLabelText('Pays'), { target: { value: pays } });
    expect([pays, code, leaves('Code postal', code)]).toEqual([pays, code, right ? null : 'true']);
  }
  for (const label of ['Nom et prénom', 'Numéro et rue', 'Complément (facultatif)', 'Ville']) {
    const { wrong } = label.startsWith('Complément') ? samples.optionalLine : samples.line;
    // an input cannot hold line ends, and an empty one fires no change
    for (const [typed] of wrong.filter(([text]) => text !== '' && !/[\r\n]/.test(text))) {
      expect([label, typed, leaves(label, typed)]).toEqual([label, typed, 'true']);
    }
    expect(leaves(label, '12 rue des Lilas')).toBeNull();
  }
});

it('checks the postcode again after a change of the country', async () => {
  await show();
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter une adresse' }));
  const dialog = within(screen.getByRole('dialog'));
  const code = dialog.getByLabelText('Code postal');
  await userEvent.type(code, '1000');
  await userEvent.tab();
  expect(dialog.getByText('En France, un code postal a cinq chiffres, comme 75011.')).toBeDefined();
  await userEvent.selectOptions(dialog.getByLabelText('Pays'), 'Belgique');
  expect(code.getAttribute('aria-invalid')).toBeNull();
  await userEvent.selectOptions(dialog.getByLabelText('Pays'), 'Monaco');
  await userEvent.tab();
  expect(dialog.getByText('À Monaco, un code postal commence par 980, comme 98000.')).toBeDefined();
});

it('opens an address older than the rules at its faulty fields, before it becomes the default', async () => {
  const shop = shopOf('user');
  server.use(...handlersOf(shop));
  const adresse = { nom: 'Camille', rue: '1 rue', codePostal: '75011', ville: 'Paris', pays: 'FR' } as const;
  shop.adresses.set(shop.visiteur.id, [
    { ...adresse, id: '019bbb84-c800-7c41-9b52-6d0e83f4a118', parDefaut: true },
    { ...adresse, id: '019bbb84-c800-7c41-9b52-6d0e83f4a119', codePostal: 'A 75', ville: 'Lyon', parDefaut: false },
  ]);
  renderPage('/compte', shop.visiteur);
  await userEvent.click(await screen.findByRole('button', { name: 'Choisir par défaut : Camille, Lyon' }));
  const dialog = within(screen.getByRole('dialog'));
  const code = dialog.getByLabelText<HTMLInputElement>('Code postal');
  expect(code.value).toBe('A 75');
  expect(code.getAttribute('aria-invalid')).toBe('true');
});

it('saves all of the account’s data as a file', async () => {
  await show();
  const createObjectURL = vi.fn((_blob: Blob) => 'blob:data');
  // jsdom has neither method
  Object.assign(URL, { createObjectURL, revokeObjectURL: () => {} });
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  await userEvent.click(screen.getByRole('button', { name: 'Télécharger mes données' }));
  expect(await screen.findByText('Vos données sont téléchargées.')).toBeDefined();
  expect(names).toEqual(['ma-boutique-repartie-mes-donnees.json']);
  const saved = await createObjectURL.mock.calls[0]?.[0].text();
  expect(JSON.parse(saved ?? '')).toMatchObject({ compte: { email: 'user@boutique.example' } });
});

it('signs out everywhere', async () => {
  const { router } = await show();
  await userEvent.click(screen.getByRole('button', { name: 'Se déconnecter partout' }));
  expect(await screen.findByRole('link', { name: 'Se connecter' })).toBeDefined();
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
});

it('deletes the account only after its e-mail address is typed', async () => {
  const { shop, router } = await show();
  const opener = screen.getByRole('button', { name: 'Supprimer mon compte' });
  await userEvent.click(opener);
  const dialog = within(screen.getByRole('dialog', { name: 'Supprimer votre compte ?' }));
  expect(dialog.getByText(/Sont gardés, sans votre nom : les commandes/)).toBeDefined();
  const field = dialog.getByLabelText('Pour confirmer, tapez user@boutique.example');
  await userEvent.type(field, 'autre@boutique.example{Enter}');
  expect(dialog.getByText('Ce n’est pas l’adresse de ce compte.')).toBeDefined();
  expect(shop.comptes).toHaveLength(2);
  await userEvent.clear(field);
  await userEvent.type(field, 'User@boutique.example{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  expect(shop.comptes).toHaveLength(1);
  expect(screen.getByRole('link', { name: 'Se connecter' })).toBeDefined();
});

it('does not delete the last administrator', async () => {
  await show('admin');
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer mon compte' }));
  await userEvent.type(screen.getByLabelText(/Pour confirmer/), 'admin@boutique.example{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Vous êtes le seul administrateur.');
});

it('keeps the typed text when saving fails', async () => {
  await show();
  server.use(mockProblem(compteRoutes.update, 'base-indisponible'));
  const profile = section('Profil');
  await userEvent.type(profile.getByLabelText('Nom'), ' Durand{Enter}');
  expect((await profile.findByRole('alert')).textContent).toContain('Rien n’a été enregistré');
  expect(profile.getByLabelText<HTMLInputElement>('Nom').value).toBe('User Durand');
});

it('says when the session has ended', async () => {
  const shop = shopOf('user');
  server.use(...handlersOf(shop));
  const { visiteur } = shop;
  Object.assign(shop, { visiteur: null });
  renderPage('/compte', visiteur);
  expect(await screen.findByText(/Votre session a pris fin/)).toBeDefined();
  const [link] = screen.getAllByRole('link', { name: 'Se connecter' });
  expect(link?.getAttribute('href')).toBe('/connexion?retour=%2Fcompte');
});
