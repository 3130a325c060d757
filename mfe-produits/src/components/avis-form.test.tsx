import { avisRoutes } from '@boutique/contracts/avis';
import { samples } from '@boutique/contracts/typed-samples';
import { demoProduits } from '@boutique/demo-data/produits';
import { problemResponse } from '@boutique/standalone/mock-problem';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

const server = mockServer([]);
const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to review');
const avis = {
  id: '01890000-0000-7000-8000-0000000000aa',
  auteur: 'User',
  note: 4,
  titre: 'Bien',
  texte: 'Je m’en sers tous les jours.',
  langue: 'fr',
  creeLe: '2026-01-01T00:00:00.000Z',
};

/** Renders the form for a buyer of the product, and records each request to publish. */
async function visit() {
  const shop = createMockShop('user');
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/produits/:id/mon-avis', () =>
      HttpResponse.json({ achete: true, avis: sent.length > 0 ? avis : null }),
    ),
    http.post('*/api/produits/:id/avis', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(avis, { status: 201 });
    }),
    ...handlersOf(shop),
  );
  renderPage(`/produits/${produit?.slug}`, { session: shop.visiteur });
  const form = within(await screen.findByRole('form', { name: 'Donner mon avis' }));
  return { form, sent, send: () => userEvent.click(form.getByRole('button', { name: 'Publier mon avis' })) };
}

it('names missing fields, and moves the focus to the first', async () => {
  const { form, sent, send } = await visit();
  await send();
  const [star] = form.getAllByRole('radio');
  expect(document.activeElement).toBe(star);
  for (const label of ['Titre', 'Votre avis']) {
    expect(form.getByRole('textbox', { name: label }).getAttribute('aria-invalid')).toBe('true');
  }
  expect(form.getAllByText('Ce champ est nécessaire.')).toHaveLength(3);
  await userEvent.click(form.getByRole('radio', { name: '4 sur 5' }));
  await send();
  expect(document.activeElement).toBe(form.getByRole('textbox', { name: 'Titre' }));
  expect(sent).toEqual([]);
});

it('checks title and text by the API’s rules', async () => {
  const { form } = await visit();
  const leaves = (label: string, typed: string) => {
    const field = form.getByRole('textbox', { name: label });
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.blur(field);
    return field.getAttribute('aria-invalid');
  };
  for (const [label, { wrong }] of [
    ['Titre', samples.line],
    ['Votre avis', samples.lines],
  ] as const) {
    // an input cannot hold line ends, and an empty one fires no change
    for (const [typed] of wrong.filter(([text]) => text !== '' && !/[\r\n]/.test(text))) {
      expect([label, typed, leaves(label, typed)]).toEqual([label, typed, 'true']);
    }
  }
  expect(leaves('Votre avis', 'Un\n\ndeux')).toBeNull();
});

it('publishes the typed review once', async () => {
  const { form, sent, send } = await visit();
  await userEvent.click(form.getByRole('radio', { name: '4 sur 5' }));
  await userEvent.type(form.getByRole('textbox', { name: 'Titre' }), 'Bien');
  await userEvent.type(form.getByRole('textbox', { name: 'Votre avis' }), 'Un{Enter}deux');
  await send();
  expect(await screen.findByText('Merci, votre avis est publié.')).toBeDefined();
  expect(sent).toEqual([{ note: 4, titre: 'Bien', texte: 'Un\ndeux', langue: 'fr' }]);
});

it('shows the API’s refusal at its field, and keeps the typed text', async () => {
  const { form, send } = await visit();
  server.use(
    http.post(`*${avisRoutes.create.path.replace('{id}', ':id')}`, ({ request }) =>
      problemResponse(request, 'requete-invalide', 'Titre refusé', [{ chemin: 'body.titre', message: 'refusé' }]),
    ),
  );
  await userEvent.click(form.getByRole('radio', { name: '4 sur 5' }));
  await userEvent.type(form.getByRole('textbox', { name: 'Titre' }), 'Bien');
  await userEvent.type(form.getByRole('textbox', { name: 'Votre avis' }), 'Très bien');
  await send();
  expect(await form.findByText('Cette valeur n’est pas acceptée.')).toBeDefined();
  const titre = form.getByRole<HTMLInputElement>('textbox', { name: 'Titre' });
  expect([titre.value, titre.getAttribute('aria-invalid'), document.activeElement]).toEqual(['Bien', 'true', titre]);
});
