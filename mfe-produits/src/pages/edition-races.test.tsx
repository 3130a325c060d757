import type { ProduitEdite } from '@boutique/contracts/administration';
import { demoProduits } from '@boutique/demo-data/produits';
import { problemResponse } from '@boutique/standalone/mock-problem';
import { mockServer } from '@boutique/standalone/mock-server';
import { createMockShop } from '@boutique/standalone/mocks/mock-shop';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, http } from 'msw';
import { expect, it } from 'vitest';
import { handlersOf } from '../mocks/handlers.ts';
import { renderPage } from '../mocks/render-page.tsx';

/** While an answer is on its way, no typed text is lost and no request is sent twice. */

const server = mockServer([]);
const [produit] = demoProduits;
if (!produit) throw new Error('demoProduits is empty: nothing to edit');
const editPath = `/administration/produits/${produit.id}`;
const SLOW_MS = 300;

/** Renders the page at this path. Requests that `slow` matches are recorded and get late answers. */
function visit(path: string, slow?: { method: 'post' | 'put'; path: string }) {
  const shop = createMockShop('admin');
  const sent: unknown[] = [];
  server.use(...handlersOf(shop));
  if (slow) {
    server.use(
      http[slow.method](slow.path, async ({ request }) => {
        sent.push(await request.clone().text());
        await delay(SLOW_MS);
        // no result: the next handler answers
        return undefined;
      }),
    );
  }
  return { router: renderPage(path, { session: shop.visiteur }), sent };
}
const textbox = (name: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name });
const save = () => userEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
async function type(name: string, text: string) {
  const field = await textbox(name);
  await userEvent.clear(field);
  await userEvent.type(field, text);
  return field;
}
const alts = () => screen.getAllByRole('textbox', { name: 'Ce que montre l’image (français)' });

it('keeps text typed while a picture is sent', async () => {
  visit(editPath, { method: 'post', path: '*/api/images' });
  await textbox('Marque');
  await userEvent.upload(
    screen.getByLabelText('Ajouter une image'),
    new File(['x'], 'clavier.png', { type: 'image/png' }),
  );
  const marque = await type('Marque', 'Tapée');
  expect(alts()).toHaveLength(1);
  await expect.poll(() => alts().length).toBe(2);
  expect(marque.value).toBe('Tapée');
});

it('keeps text typed during a save, and saves once despite several clicks', async () => {
  const { sent } = visit(editPath, { method: 'put', path: '*/api/produits/:id' });
  await type('Prix TTC (€)', '5,00');
  await save();
  await save();
  const marque = await type('Marque', 'Tapée');
  await screen.findByText('Enregistré.');
  expect(marque.value).toBe('Tapée');
  expect(sent).toHaveLength(1);
});

it('moves the stock once, despite several clicks', async () => {
  const { sent } = visit('/administration/produits', { method: 'post', path: '*/api/produits/:id/stock' });
  const [first] = await screen.findAllByRole('button', { name: /^Stock de/ });
  await userEvent.click(first as HTMLElement);
  await userEvent.type(screen.getByRole('spinbutton'), '7');
  await save();
  await save();
  await expect.poll(() => screen.queryByRole('spinbutton')).toBeNull();
  expect(sent).toEqual(['{"variation":7}']);
});

/** Another editor saves the product with these changes, while its form is open here. */
async function othersSave(change: (produit: ProduitEdite) => Partial<ProduitEdite>): Promise<void> {
  const read = await fetch(`/api/administration/produits/${produit?.id}`);
  const current = (await read.json()) as ProduitEdite;
  const { id, stock, creeLe, modifieLe, ...edition } = current;
  const response = await fetch(`/api/produits/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' },
    body: JSON.stringify({ ...edition, ...change(current) }),
  });
  expect(response.status).toBe(200);
}

it('keeps text typed before the answer with a conflict arrives', async () => {
  visit(editPath);
  await textbox('Marque');
  await othersSave(() => ({ prixCentimes: 100 }));
  const typed = Promise.withResolvers<void>();
  server.use(http.put('*/api/produits/:id', () => typed.promise));
  await type('Prix TTC (€)', '2,00');
  await save();
  await type('Nom (anglais)', 'Typed meanwhile');
  typed.resolve();
  await userEvent.click(await screen.findByRole('radio', { name: /Garder ma version.*2,00/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer ce choix' }));
  await screen.findByText('Enregistré.');
  const saved = (await (await fetch(`/api/administration/produits/${produit?.id}`)).json()) as ProduitEdite;
  expect(saved).toMatchObject({ prixCentimes: 200, nom: { en: 'Typed meanwhile' } });
});

it('says that nothing was saved when the refused field is not in the form', async () => {
  visit(editPath);
  server.use(
    http.put('*/api/produits/:id', ({ request }) =>
      problemResponse(request, 'requete-invalide', 'Image inconnue', [
        { chemin: 'body.images.0.fichier', message: 'Image inconnue' },
      ]),
    ),
  );
  await type('Prix TTC (€)', '2,00');
  await save();
  await screen.findByText(/L’enregistrement a échoué/);
});

it('asks before leaving an open conflict', async () => {
  const { router } = visit(editPath);
  await textbox('Marque');
  await othersSave(() => ({ prixCentimes: 100 }));
  await type('Prix TTC (€)', '2,00');
  await save();
  await screen.findByRole('heading', { name: /Quelqu’un d’autre/ });
  await userEvent.click(screen.getByRole('link', { name: 'Produits' }));
  await screen.findByRole('dialog', { name: /Quitter sans enregistrer/ });
  expect(router.state.location.pathname).toBe(editPath);
});

it('distinguishes versions that differ only in English', async () => {
  visit(editPath);
  await textbox('Marque');
  await othersSave(({ nom }) => ({ nom: { ...nom, en: 'Theirs' } }));
  await type('Nom (anglais)', 'Mine');
  await save();
  await screen.findByRole('radio', { name: /Garder ma version.*Mine/ });
  expect(screen.getByRole('radio', { name: /Prendre la leur.*Theirs/ })).toBeDefined();
});
