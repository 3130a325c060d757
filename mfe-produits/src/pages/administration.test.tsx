import type { ProduitEdite } from '@boutique/contracts/administration';
import { samples } from '@boutique/contracts/typed-samples';
import { demoProduits } from '@boutique/demo-data/produits';

import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';

import { fireEvent, screen, within } from '@testing-library/react';

import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer([]);
const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to administrate');

/** Renders the page at this path for that role. */
function visit(path: string, role: 'admin' | 'user' | null) {
  const shop = createMockShop(role);
  server.use(...handlersOf(shop));
  return renderPage(path, { session: shop.visiteur });
}
const editPath = `/administration/produits/${produit.id}`;
const price = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Prix TTC (€)' });
const save = () => userEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));

it('is for staff: guests sign in and come back, other accounts see a refusal', async () => {
  visit('/administration/produits?q=clavier', null);
  expect((await screen.findByRole('link', { name: 'Se connecter' })).getAttribute('href')).toBe(
    '/connexion?retour=%2Fadministration%2Fproduits%3Fq%3Dclavier',
  );
});

it('shows a refusal to an account without access', async () => {
  visit(editPath, 'user');
  await screen.findByText('Votre compte n’a pas accès à cette page.');
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('lists, searches, and moves the stock up or down', async () => {
  const router = visit('/administration/produits', 'admin');
  await userEvent.type(await screen.findByRole('searchbox'), `${produit.slug}{Enter}`);
  await screen.findByText('1 produit');
  expect(router.state.location.search).toBe(`?q=${produit.slug}`);
  await userEvent.click(screen.getByRole('button', { name: /^Stock de/ }));
  await userEvent.type(screen.getByRole('spinbutton'), '7');
  await save();
  expect((await screen.findByRole('button', { name: /^Stock de/ })).textContent).not.toBe(String(produit.stock));
});

it('saves an exact price, and the next change with the new version', async () => {
  visit(editPath, 'admin');
  const field = await price();
  for (const [typed, kept] of [
    ['1 234,5', '1234,50'],
    ['0.29', '0,29'],
  ] as const) {
    await userEvent.clear(field);
    await userEvent.type(field, typed);
    await save();
    await screen.findByText('Enregistré.');
    expect(field.value).toBe(kept);
  }
});

it('names missing fields, and moves the focus there', async () => {
  visit('/administration/produits/nouveau', 'admin');
  await screen.findByRole('heading', { level: 1, name: 'Nouveau produit' });
  await userEvent.type(screen.getByRole('textbox', { name: 'Nom (français)' }), 'Écran d’essai');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Adresse de la page' }).value).toBe('ecran-d-essai');
  await save();
  const missing = screen.getByRole('textbox', { name: 'Nom (anglais)' });
  expect(document.activeElement).toBe(missing);
  expect(document.getElementById(missing.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Ce champ est nécessaire.',
  );
});

it('checks texts, prices and stocks by the API’s rules', async () => {
  visit('/administration/produits/nouveau', 'admin');
  await screen.findByRole('heading', { level: 1, name: 'Nouveau produit' });
  const leaves = (label: string, typed: string) => {
    const field = screen.getByRole('textbox', { name: label });
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.blur(field);
    return field.getAttribute('aria-invalid');
  };
  // an input cannot hold line ends, and an empty one fires no change
  const wrong = samples.line.wrong.filter(([text]) => text !== '' && !/[\r\n]/.test(text));
  for (const label of ['Nom (anglais)', 'Marque']) {
    for (const [typed] of wrong) expect([label, typed, leaves(label, typed)]).toEqual([label, typed, 'true']);
    expect(leaves(label, 'Clavier')).toBeNull();
  }
  expect(leaves('Description (français)', 'Un\ndeux')).toBeNull();
  expect(leaves('Description (français)', 'Un\u202edeux')).toBe('true');
  expect([leaves('Prix TTC (€)', '1 000 000,01'), leaves('Prix TTC (€)', '1 000 000')]).toEqual(['true', null]);
  expect([leaves('Stock de départ', '1000001'), leaves('Stock de départ', '1000000')]).toEqual(['true', null]);
});

it('refuses to move more stock than the API allows, at the field', async () => {
  visit('/administration/produits', 'admin');
  const [first] = await screen.findAllByRole('button', { name: /^Stock de/ });
  await userEvent.click(first as HTMLElement);
  const field = screen.getByRole('spinbutton');
  for (const variation of ['1000001', '-1000001', '0', '1.5']) {
    fireEvent.change(field, { target: { value: variation } });
    await save();
    expect([variation, field.getAttribute('aria-invalid')]).toEqual([variation, 'true']);
    expect(document.activeElement).toBe(field);
  }
  fireEvent.change(field, { target: { value: '-999999' } });
  await save();
  expect(await screen.findByText('Le stock ne suffit pas pour cette sortie.')).toBeDefined();
});

it('shows both versions side by side after another editor’s save, and loses no text', async () => {
  const shop = createMockShop('admin');
  const handlers = handlersOf(shop);
  server.use(...handlers);
  renderPage(editPath, { session: shop.visiteur });
  const field = await price();
  // another editor, with the same version
  const read = await fetch(`/api/administration/produits/${produit.id}`);
  const { id, stock, creeLe, modifieLe, ...theirs } = (await read.json()) as ProduitEdite;
  await fetch(`/api/produits/${produit.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' },
    body: JSON.stringify({ ...theirs, prixCentimes: 100, marque: 'Autre' }),
  });
  await userEvent.clear(field);
  await userEvent.type(field, '2,00');
  await userEvent.clear(screen.getByRole('textbox', { name: 'Nom (français)' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Nom (français)' }), 'Le mien');
  await save();
  await screen.findByRole('heading', { name: 'Quelqu’un d’autre a modifié ce produit' });
  expect(screen.getByText(/Repris de l’autre version.*Marque/)).toBeDefined();
  const choice = within(screen.getByRole('group', { name: 'Prix TTC (€)' }));
  expect(screen.queryByRole('group', { name: 'Nom' })).toBeNull();
  await userEvent.click(choice.getByRole('radio', { name: /Garder ma version.*2,00/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer ce choix' }));
  await screen.findByText('Enregistré.');
  const saved = await (await fetch(`/api/administration/produits/${produit.id}`)).json();
  expect(saved).toMatchObject({ prixCentimes: 200, marque: 'Autre', nom: { fr: 'Le mien' } });
});

it('asks before typed text is lost', async () => {
  const router = visit(editPath, 'admin');
  await userEvent.type(await price(), '1');
  await userEvent.click(screen.getByRole('link', { name: 'Produits' }));
  const question = within(await screen.findByRole('dialog', { name: /Quitter sans enregistrer/ }));
  await userEvent.click(question.getByRole('button', { name: 'Rester sur la page' }));
  expect(router.state.location.pathname).toBe(editPath);
  await userEvent.click(screen.getByRole('link', { name: 'Produits' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Quitter' }));
  expect(router.state.location.pathname).toBe('/administration/produits');
});

it('sends a picture, and refuses other files before sending', async () => {
  visit(editPath, 'admin');
  const input = await screen.findByLabelText('Ajouter une image');
  await userEvent.upload(input, new File(['x'], 'notes.pdf', { type: 'application/pdf' }), { applyAccept: false });
  expect((await screen.findByRole('alert')).textContent).toContain('JPEG, PNG, WebP ou AVIF');
  await userEvent.upload(input, new File(['x'], 'clavier.png', { type: 'image/png' }));
  const alts = await screen.findAllByRole('textbox', { name: 'Ce que montre l’image (français)' });
  expect(alts.length).toBe(2);
});

it('deletes after asking', async () => {
  const router = visit(editPath, 'admin');
  await price();
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer' }));
  const question = within(await screen.findByRole('dialog', { name: /Supprimer ce produit/ }));
  await userEvent.click(question.getByRole('button', { name: 'Supprimer' }));
  await screen.findByRole('heading', { level: 1, name: 'Produits' });
  expect(router.state.location.pathname).toBe('/administration/produits');
});

it('shows a not-found page for a missing product', async () => {
  visit('/administration/produits/01890000-0000-7000-8000-000000000000', 'admin');
  await screen.findByRole('heading', { name: /n’existe pas/ });
});

it('writes a group of synonyms, and names the term that another group has', async () => {
  visit('/administration/synonymes', 'admin');
  await userEvent.click(await screen.findByRole('button', { name: 'Nouveau groupe' }));
  const termes = screen.getByRole('textbox', { name: 'Termes, un par ligne' });
  await userEvent.type(termes, 'kwazibo');
  await save();
  await screen.findByText('De 2 à 12 termes sont attendus, un par ligne.');
  await userEvent.type(termes, '{Enter}Moniteurs');
  await save();
  await screen.findByText(/Moniteurs.* est déjà dans un autre groupe/);
  await userEvent.clear(termes);
  await userEvent.type(termes, 'kwazibo{Enter}souris');
  await save();
  await screen.findByText('kwazibo, souris');

  await userEvent.click(screen.getByRole('button', { name: /Modifier le groupe de .*kwazibo/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer' }));
  await vi.waitFor(() => expect(screen.queryByText('kwazibo, souris')).toBeNull());
});
