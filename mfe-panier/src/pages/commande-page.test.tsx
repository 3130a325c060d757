import { commandesRoutes } from '@boutique/contracts/commandes';
import { adressesRoutes } from '@boutique/contracts/comptes';
import { codesPostaux, samples } from '@boutique/contracts/typed-samples';
import { mock, mockProblem } from '@boutique/standalone/mock';
import { MOCK_PAYMENT_PAGE } from '@boutique/standalone/mocks/commandes';
import { formatPrice } from '@boutique/ui/price';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, getResponse, HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderPage } from '../mocks/render-page.tsx';
import { first, mockShops, third } from '../mocks/visit.ts';

const { server, visit } = mockShops();
const ADDRESS = {
  nom: 'Camille Dupont',
  rue: '12 rue des Lilas',
  codePostal: '75011',
  ville: 'Paris',
  pays: 'FR',
} as const;
const SUBMIT = 'Commander et payer à la livraison';
const UNKNOWN = 'Nous ne savons pas si votre commande est passée';
const THANKS = 'Merci, votre commande est enregistrée';

const step = (name: string) => within(screen.getByRole('region', { name }));
const type = (label: string, text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value: text } });
const typeAddress = () => {
  type('Nom et prénom', ADDRESS.nom);
  type('Adresse', ADDRESS.rue);
  type('Code postal', ADDRESS.codePostal);
  type('Ville', ADDRESS.ville);
};
const next = async () => userEvent.click(screen.getByRole('button', { name: 'Continuer' }));
const heading = (name: string) => screen.findByRole('heading', { name });

/** Fills in a guest's checkout, up to the summary. */
async function toSummary(shop: Parameters<typeof renderPage>[1]) {
  const router = await renderPage('/commande', shop);
  await heading('Votre commande');
  type('Adresse e-mail', 'camille@exemple.fr');
  typeAddress();
  await next();
  await next();
  await screen.findByRole('button', { name: SUBMIT });
  return router;
}
const submit = async () => userEvent.click(screen.getByRole('button', { name: SUBMIT }));

it('takes a guest from the address to the confirmation', async () => {
  const { shop } = visit(null, { [first.id]: 1, [third.id]: 2 });
  const router = await renderPage('/commande', shop);
  await heading('Votre commande');
  expect(screen.getByRole('link', { name: 'J’ai un compte' }).getAttribute('href')).toBe('/connexion?retour=/commande');
  type('Adresse e-mail', 'camille@exemple.fr');
  typeAddress();
  await next();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Mode de livraison' }));
  await userEvent.click(screen.getByRole('radio', { name: /^Express/ }));
  await next();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Récapitulatif et paiement' }));
  expect(step('Adresse de livraison').getByText(ADDRESS.rue)).toBeDefined();
  expect(step('Récapitulatif et paiement').getByText('Paiement à la livraison')).toBeDefined();
  await submit();
  await heading(THANKS);
  const [order] = shop.commandes;
  const goods = first.prixCentimes + 2 * third.prixCentimes;
  expect(order?.commande).toMatchObject({
    email: 'camille@exemple.fr',
    adresse: ADDRESS,
    livraison: 'express',
    totalCentimes: goods + 990,
  });
  expect(router.state.location.pathname).toBe(`/commande/confirmation/${order?.commande.id}`);
  expect(screen.getByRole('button', { name: 'Panier vide' })).toBeDefined();
  expect(sessionStorage.length).toBe(0);
});

it('shows the price and days of the address’s department', async () => {
  const { shop } = visit(null, { [first.id]: 1, [third.id]: 2 });
  await renderPage('/commande', shop);
  await heading('Votre commande');
  type('Adresse e-mail', 'camille@exemple.fr');
  typeAddress();
  type('Code postal', '97110');
  await next();
  expect(screen.getByRole('radio', { name: /^Standard/ }).closest('label')?.textContent).toContain('14,90');
  await next();
  await submit();
  await heading(THANKS);
  expect(shop.commandes[0]?.commande.livraisonCentimes).toBe(1_490);
});

it('leads on to the provider’s page when the guest pays online', async () => {
  const { shop } = visit(null, { [third.id]: 1 });
  shop.moyens.push({ mode: 'en-ligne', confirmationAuDelaCentimes: null });
  const router = await toSummary(shop);
  await userEvent.click(screen.getByRole('radio', { name: /^Paiement en ligne par carte/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Commander et payer maintenant' }));
  await heading('Votre commande attend son paiement');
  expect(shop.commandes[0]?.commande).toMatchObject({ paiement: 'en-ligne', statut: 'a-payer' });
  expect(router.state.location.pathname).toMatch(/^\/commande\/confirmation\//);
  await waitFor(() => expect(window.location.hash).toBe(MOCK_PAYMENT_PAGE));
});

it('tells a guest that a large order is confirmed first, and an account nothing', async () => {
  const { shop } = visit(null, { [first.id]: 3 });
  await toSummary(shop);
  expect(screen.getByText(/Sans compte et au-dessus de 1.000,00.€/)).toBeDefined();
  await submit();
  await heading('Merci, votre commande est reçue');
});

it('names the fault of each field, and moves the focus to the first', async () => {
  await renderPage('/commande', visit(null, { [first.id]: 1 }).shop);
  await heading('Votre commande');
  type('Code postal', '7501');
  await next();
  const email = screen.getByRole('textbox', { name: 'Adresse e-mail' });
  expect(document.activeElement).toBe(email);
  const errorOf = (label: string) => {
    const field = screen.getByRole('textbox', { name: label });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    return document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
  };
  expect(errorOf('Adresse e-mail')).toBe('Saisissez votre adresse e-mail.');
  expect(errorOf('Ville')).toBe('Saisissez la ville.');
  expect(errorOf('Code postal')).toBe('Un code postal français a 5 chiffres, par exemple 75011.');

  // corrected fields lose their message, the others keep it
  type('Adresse e-mail', 'camille');
  expect(email.getAttribute('aria-invalid')).toBeNull();
  fireEvent.blur(email);
  expect(errorOf('Adresse e-mail')).toContain('incomplète');
});

it('checks a postcode by its country’s rule', async () => {
  await renderPage('/commande', visit(null, { [first.id]: 1 }).shop);
  await heading('Votre commande');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Pays' }), 'Belgique');
  const field = screen.getByRole('textbox', { name: 'Code postal' });
  type('Code postal', '75011');
  fireEvent.blur(field);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  type('Code postal', '1000');
  fireEvent.blur(field);
  expect(field.getAttribute('aria-invalid')).toBeNull();
});

it('checks every field by the API’s rules', async () => {
  await renderPage('/commande', visit(null, { [first.id]: 1 }).shop);
  await heading('Votre commande');
  const leaves = (label: string, typed: string) => {
    // by role it takes ten times as long, for some hundred texts
    const field = screen.getByLabelText(label);
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.blur(field);
    return field.getAttribute('aria-invalid');
  };
  for (const [pays, code, right] of codesPostaux) {
    fireEvent.change(screen.getByLabelText('Pays'), { target: { value: pays } });
    expect([pays, code, leaves('Code postal', code)]).toEqual([pays, code, right ? null : 'true']);
  }
  // an input cannot hold line ends
  const typable = (text: string) => text !== '' && !/[\r\n]/.test(text);
  for (const [label, { right, wrong }] of [
    ['Adresse e-mail', samples.email],
    ['Nom et prénom', samples.line],
    ['Complément d’adresse (facultatif)', samples.optionalLine],
  ] as const) {
    for (const [typed] of right) if (typable(typed)) expect([typed, leaves(label, typed)]).toEqual([typed, null]);
    for (const [typed] of wrong) if (typable(typed)) expect([typed, leaves(label, typed)]).toEqual([typed, 'true']);
  }
});

it('can order with every text that the first step accepts', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await renderPage('/commande', shop);
  await heading('Votre commande');
  type('Adresse e-mail', 'camille@bücher.example');
  typeAddress();
  type('Nom et prénom', ' Ele\u0301onore ');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Pays' }), 'Luxembourg');
  type('Code postal', 'l-1855');
  await next();
  await next();
  await submit();
  await heading(THANKS);
  expect(shop.commandes[0]?.commande).toMatchObject({
    email: 'camille@xn--bcher-kva.example',
    adresse: { nom: 'El\u00e9onore', codePostal: 'l-1855', pays: 'LU' },
  });
});

it('opens an address older than the rules at its faulty fields', async () => {
  const { shop } = visit('user', { [first.id]: 1 });
  const [kept] = addBook(shop);
  shop.adresses.set(shop.visiteur?.id ?? '', [{ ...kept, codePostal: 'A 75', ville: 'Lyon' }]);
  await renderPage('/commande', shop);
  await heading('Votre commande');
  await next();
  const field = screen.getByRole('textbox', { name: 'Code postal' });
  expect(document.activeElement).toBe(field);
  expect(field).toMatchObject({ value: 'A 75', ariaInvalid: 'true' });
  expect(screen.getByRole('textbox', { name: 'Ville' })).toHaveProperty('value', 'Lyon');
  type('Code postal', '69003');
  await next();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Mode de livraison' }));
});

it('tells the browser what each field is for', async () => {
  await renderPage('/commande', visit(null, { [first.id]: 1 }).shop);
  await heading('Votre commande');
  const fields = [...screen.getAllByRole('textbox'), screen.getByRole('combobox', { name: 'Pays' })];
  expect(fields.map((field) => field.getAttribute('autocomplete'))).toEqual([
    'email',
    'shipping name',
    'shipping address-line1',
    'shipping address-line2',
    'shipping postal-code',
    'shipping address-level2',
    'shipping country',
  ]);
});

it('keeps typed text and step through reloads and steps back and forth', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  cleanup();
  await renderPage('/commande', shop);
  await screen.findByRole('button', { name: SUBMIT });
  await userEvent.click(screen.getByRole('button', { name: 'Modifier : Adresse de livraison' }));
  expect(screen.getByRole('textbox', { name: 'Ville' })).toHaveProperty('value', ADDRESS.ville);
  expect(screen.queryByRole('button', { name: SUBMIT })).toBeNull();
});

it('keeps step and typed text when the guest signs up during the checkout', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await renderPage('/commande', shop);
  await heading('Votre commande');
  typeAddress();
  cleanup();
  const signedIn = visit('user', { [first.id]: 1 }).shop;
  await renderPage('/commande', signedIn);
  await heading('Votre commande');
  expect(screen.queryByRole('textbox', { name: 'Adresse e-mail' })).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Nom et prénom' })).toHaveProperty('value', ADDRESS.nom);
});

it('offers a signed-in account its address book, the default address first', async () => {
  const { shop } = visit('user', { [first.id]: 1 });
  const [, other] = addBook(shop);
  await renderPage('/commande', shop);
  await heading('Votre commande');
  expect(screen.getByRole('radio', { name: /12 rue des Lilas/ })).toHaveProperty('checked', true);
  await userEvent.click(screen.getByRole('radio', { name: /3 place du Marché/ }));
  await next();
  await next();
  await submit();
  await heading(THANKS);
  const { id, parDefaut, ...adresse } = other;
  expect(shop.commandes[0]?.commande).toMatchObject({ adresse, email: shop.visiteur?.email });
});

it('saves a new address in the book on request', async () => {
  const { shop } = visit('user', { [first.id]: 1 });
  addBook(shop);
  await renderPage('/commande', shop);
  await heading('Votre commande');
  await userEvent.click(screen.getByRole('radio', { name: 'Une autre adresse' }));
  typeAddress();
  type('Adresse', '1 quai Neuf');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Enregistrer dans mon carnet d’adresses' }));
  server.use(mockProblem(adressesRoutes.create, 'limite-atteinte'));
  await next();
  expect((await screen.findByRole('alert')).textContent).toContain('carnet d’adresses est plein');
  server.use(
    mock(adressesRoutes.create, ({ body }) => {
      const kept = { ...body, id: '019bbb84-c800-7c41-9b52-6d0e83f4a111' };
      shop.adresses.get(shop.visiteur?.id ?? '')?.push(kept);
      return kept;
    }),
  );
  await next();
  await heading('Mode de livraison');
  await waitFor(() => expect(step('Adresse de livraison').getByText('1 quai Neuf')).toBeDefined());
  await userEvent.click(screen.getByRole('button', { name: 'Modifier : Adresse de livraison' }));
  expect(await screen.findByRole('radio', { name: /1 quai Neuf/ })).toHaveProperty('checked', true);
});

it('allows a typed address when the book fails to load', async () => {
  const { shop } = visit('user', { [first.id]: 1 });
  server.use(mockProblem(adressesRoutes.list, 'base-indisponible'));
  await renderPage('/commande', shop);
  await screen.findByText(/Votre carnet d’adresses ne répond pas/);
  expect(screen.getByRole('textbox', { name: 'Ville' })).toBeDefined();
});

it('orders once, despite several clicks', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  server.use(http.post('*/api/commandes', () => delay(50).then(() => undefined)));
  await userEvent.dblClick(screen.getByRole('button', { name: SUBMIT }));
  await heading(THANKS);
  expect(shop.commandes.length).toBe(1);
});

it('orders once after a lost answer, by a retry or a reload', async () => {
  const { shop, handlers } = visit(null, { [first.id]: 1 });
  const keys: (string | null)[] = [];
  await toSummary(shop);
  server.use(
    http.post('*/api/commandes', async ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
      await getResponse(handlers, request.clone());
      return keys.length < 3 ? HttpResponse.error() : undefined;
    }),
  );
  await submit();
  await heading(UNKNOWN);
  await userEvent.click(screen.getByRole('button', { name: 'Vérifier ma commande' }));
  await screen.findByText('Toujours pas de réponse. Réessayez dans un instant.');
  cleanup();
  const router = await renderPage('/commande', shop);
  await heading(UNKNOWN);
  await userEvent.click(screen.getByRole('button', { name: 'Vérifier ma commande' }));
  await heading(THANKS);
  expect(keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[\w-]{16,100}$/);
  expect(shop.commandes.length).toBe(1);
  expect(router.state.location.pathname).toContain(shop.commandes[0]?.commande.id);
});

it('treats a failure of the API in the middle like a lost answer', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  server.use(mockProblem(commandesRoutes.create, 'erreur-interne'));
  await submit();
  await heading(UNKNOWN);
});

it.each([
  ['limite-atteinte', /au plus 10 fois le même produit et 30 articles en tout\. Connectez-vous/],
  ['trop-de-tentatives', /Trop de commandes sans compte .* réessayez dans 1 minute/],
] as const)('says which limit of guests refuses the order: %s', async (code, sentence) => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  server.use(mockProblem(commandesRoutes.create, code));
  await submit();
  await screen.findByText(sentence);
  expect(shop.panier.size).toBe(1);
});

it('waits while the API handles the same order', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  let asked = 0;
  const busy = mockProblem(commandesRoutes.create, 'requete-en-cours');
  server.use(
    http.post('*/api/commandes', async ({ request }) => {
      asked += 1;
      return asked === 1 ? getResponse([busy], request) : undefined;
    }),
  );
  await submit();
  await heading(THANKS);
  expect(asked).toBe(2);
});

it('names lines that ran out, and links to the cart', async () => {
  const { shop } = visit(null, { [first.id]: 2, [third.id]: 1 });
  await toSummary(shop);
  shop.stocks.set(first.id, 1);
  await submit();
  const alert = within(await screen.findByRole('alert'));
  expect(alert.getByText(`Plus disponible dans la quantité choisie : ${first.nom.fr}.`)).toBeDefined();
  expect(alert.getByRole('link', { name: 'Revoir le panier' }).getAttribute('href')).toBe('/panier');
  expect(screen.getByRole('button', { name: SUBMIT }).getAttribute('aria-disabled')).toBe('true');
  expect(shop.commandes).toEqual([]);
});

it('shows a changed total, and asks for a new order', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  const keys: (string | null)[] = [];
  await toSummary(shop);
  server.use(
    http.post('*/api/commandes', ({ request }) => {
      keys.push(request.headers.get('idempotency-key'));
    }),
  );
  shop.panier.set(first.id, 2);
  await submit();
  const alert = await screen.findByRole('alert');
  const total = formatPrice(2 * first.prixCentimes, 'fr');
  expect(alert.textContent).toContain(`il est maintenant de ${total}`);
  await submit();
  await heading(THANKS);
  expect(shop.commandes[0]?.commande.totalCentimes).toBe(2 * first.prixCentimes);
  expect(new Set(keys).size).toBe(2);
});

it('moves the focus to the field that the API has refused', async () => {
  const { shop } = visit(null, { [first.id]: 1 });
  await toSummary(shop);
  server.use(
    http.post('*/api/commandes', async ({ request }) => {
      const body = (await request.clone().json()) as { adresse: object };
      const refused = { ...body, adresse: { ...body.adresse, codePostal: '?' } };
      return getResponse(
        [mock(commandesRoutes.create, () => Promise.reject(new Error('unreachable')))],
        copy(request, refused),
      );
    }),
  );
  await submit();
  const field = await screen.findByRole('textbox', { name: 'Code postal' });
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(document.activeElement).toBe(field);
});

it('offers no order with an empty cart', async () => {
  await renderPage('/commande', visit(null).shop);
  await heading('Votre panier est vide');
  expect(screen.getByRole('link', { name: 'Voir le catalogue' })).toBeDefined();
});

it('offers to try again after a failure', async () => {
  const { shop, handlers } = visit(null, { [first.id]: 1 });
  server.use(
    http.get('*/api/*', ({ request }) =>
      getResponse(
        [mockProblem(commandesRoutes.list, 'base-indisponible')],
        new Request(new URL('/api/commandes', request.url)),
      ),
    ),
  );
  await renderPage('/commande', shop);
  const retry = await screen.findByRole('button', { name: 'Réessayer' });
  server.use(...handlers);
  await act(async () => retry.click());
  await heading('Votre commande');
});

const copy = (request: Request, body: unknown) =>
  new Request(request.url, { method: 'POST', headers: request.headers, body: JSON.stringify(body) });

function addBook({ visiteur, adresses }: Parameters<typeof renderPage>[1]) {
  const book = [
    { ...ADDRESS, id: '019bbb84-c800-7c41-9b52-6d0e83f4a118', parDefaut: true },
    { ...ADDRESS, id: '019bbb84-c800-7c41-9b52-6d0e83f4a119', rue: '3 place du Marché', parDefaut: false },
  ] as const;
  adresses.set(visiteur?.id ?? '', [...book]);
  return book;
}
