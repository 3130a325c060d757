// @vitest-environment node
import type { Submitted } from '@boutique/contracts/forms';
import { problemOf } from '@boutique/contracts/problems';
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { describeServerRendering } from '@boutique/standalone/testing/describe-server-rendering';
import { type Before, hydrateInBrowser, renderOnServer } from '@boutique/standalone/testing/render-on-server.tsx';
import { delay, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';
import { shopOfSearch } from './mocks/shop-of-search.ts';
import { first } from './mocks/visit.ts';

const guest = shopOfSearch('');
const user = shopOfSearch('?role=user');
const online = shopOfSearch('?paiement=en-ligne');
const soldOut = shopOfSearch('?panier=epuise');
const empty = createMockShop();

/** A shop with an order of this visitor, and the order's page. */
function confirmation(role: 'user' | null): { path: string; shop: MockShop } {
  const shop = withDemoCommandes(createMockShop('user'));
  const order = shop.commandes.find(({ acheteur }) => acheteur === shop.visiteur?.id);
  if (!order) throw new Error('The demo orders have none of the demo user');
  if (role === null) {
    order.acheteur = null;
    shop.visiteur = null;
  }
  return { path: `/commande/confirmation/${order.commande.id}`, shop };
}

const cart = { fr: 'Votre panier', en: 'Your cart' };
const emptyCart = { fr: 'Votre panier est vide', en: 'Your cart is empty' };
const checkout = { fr: 'Votre commande', en: 'Your order' };
const thanks = { fr: 'Merci, votre commande est enregistrée', en: 'Thank you, your order is in' };
const draft = { email: 'camille@exemple.fr', step: 3, livraison: 'express', adresse: { nom: 'Camille' } };
const intent = { cle: 'a'.repeat(32), commande: {}, sent: true };
const line = ['setLignePanier', 'removeLignePanier'];
const mini = { name: 'MiniPanier', props: {} } as const;
const add = { name: 'AjouterAuPanier', props: { produitId: first.id, nom: 'Ardoise', stock: 3 } } as const;

const typed = {
  email: 'camille@exemple.fr',
  'adresse.nom': 'Camille',
  'adresse.rue': '12 rue des Lilas',
  'adresse.complement': '',
  'adresse.codePostal': '1',
  'adresse.ville': 'Lyon',
  'adresse.pays': 'FR',
  livraison: 'express',
  'Idempotency-Key': 'commande-1760000000000',
  totalCentimes: '1234',
};
/** After a refused or unanswered post. */
const after = (
  operation: Submitted['operation'],
  values: Record<string, string>,
  [code, ...faults]: [Parameters<typeof problemOf>[0], ...string[]],
): Submitted => ({
  operation,
  values,
  problem: problemOf(
    code,
    '',
    '',
    faults.map((chemin) => ({ chemin, message: '' })),
  ),
});
const wrongCode = after('createCommande', typed, ['requete-invalide', 'body.adresse.codePostal']);
const lostAnswer = after('createCommande', typed, ['service-indisponible']);
const [firstInCart = ''] = guest.panier.keys();

describeServerRendering({
  slice,
  declaration,
  handlersOf,
  pages: [
    { path: '/panier', shop: guest, h1: cart, forms: [...line, ...line, ...line] },
    { path: '/panier', shop: user, h1: cart },
    // one line is sold out, of another one fewer are left
    {
      path: '/panier',
      shop: soldOut,
      h1: cart,
      forms: ['removeLignePanier', ...line, 'setLignePanier', ...line],
    },
    { path: '/panier', shop: empty, h1: emptyCart, before: { localStorage: { 'panier.articles': '4' } } },
    {
      path: '/panier',
      shop: guest,
      h1: cart,
      submitted: {
        ...after('setLignePanier', { produitId: firstInCart, quantite: '99' }, ['stock-insuffisant']),
        shows: '<span>Il n’en reste que ',
      },
    },
    {
      path: '/commande',
      shop: guest,
      h1: checkout,
      submitted: { ...wrongCode, shows: 'Un code postal français a 5 chiffres' },
    },
    {
      path: '/commande',
      shop: user,
      h1: checkout,
      submitted: { ...wrongCode, shows: 'La commande n’a pas été acceptée.' },
    },
    { path: '/commande', shop: guest, h1: checkout, forms: ['createCommande'] },
    { path: '/commande', shop: user, h1: checkout, forms: ['createCommande'] },
    { path: '/commande', shop: online, h1: checkout, forms: ['createCommande'] },
    { path: '/commande', shop: empty, h1: emptyCart },
    {
      path: '/commande',
      shop: guest,
      h1: checkout,
      before: {
        sessionStorage: { 'commande.brouillon': JSON.stringify(draft), 'commande.intention': JSON.stringify(intent) },
      },
    },
    { ...confirmation(null), h1: thanks },
    { ...confirmation('user'), h1: thanks },
  ],
  widgets: [
    { widget: mini, shop: guest, html: { fr: 'Panier, 6 articles', en: 'Cart, 6 items' } },
    { widget: mini, shop: user, html: { fr: 'Panier, 6 articles', en: 'Cart, 6 items' } },
    {
      widget: mini,
      shop: empty,
      html: { fr: 'Panier vide', en: 'Empty cart' },
      before: { localStorage: { 'panier.articles': '4' } },
    },
    { widget: add, shop: guest, forms: ['addLignePanier'], html: { fr: 'Ajouter au panier', en: 'Add to cart' } },
    {
      widget: add,
      shop: guest,
      html: { fr: 'Ajouter au panier', en: 'Add to cart' },
      submitted: {
        ...after('addLignePanier', { produitId: first.id, quantite: '2' }, ['stock-insuffisant']),
        shows: 'value="2"',
      },
    },
    { widget: add, shop: user, html: { fr: 'Ajouter au panier', en: 'Add to cart' } },
    {
      widget: { ...add, props: { ...add.props, compact: true } },
      html: { fr: 'Ajouter Ardoise au panier', en: 'Add Ardoise to cart' },
    },
    { widget: { ...add, props: { ...add.props, stock: 0 } }, html: { fr: 'Épuisé', en: 'Sold out' } },
  ],
});

const pageOf = (shop: MockShop, view: { path: string; widget?: typeof mini; submitted?: Submitted }) =>
  renderOnServer({ slice, declaration, locale: 'fr', session: shop.visiteur, handlers: handlersOf(shop), ...view });

/** What the page shows once it is hydrated. */
async function hydrated(rendered: Awaited<ReturnType<typeof pageOf>>, before: Before): Promise<string> {
  let html = '';
  await hydrateInBrowser(rendered, before, (root) => {
    html = root.innerHTML;
  });
  return html;
}

/** Types into a field of the server's HTML. */
const type = (root: HTMLElement, name: string, text: string) => {
  const field = root.querySelector<HTMLInputElement>(`[name="${name}"]`);
  if (!field) throw new Error(`The page has no field ${name}`);
  field.value = text;
};
const steps = (html: string) => [...html.matchAll(/data-state="(\w+)"/g)].map(([, state]) => state);

it('shows what the browser has stored as soon as the page is hydrated', async () => {
  const widget = await pageOf(empty, { path: '/', widget: mini });
  // a browser without a cookie: the gateway made no request, and the widget's own has no answer yet
  const waiting = { ...widget, seed: new Map(), handlers: [http.get('*', () => delay('infinite'))] };
  expect(await hydrated(waiting, { localStorage: { 'panier.articles': '4' } })).toContain('Panier, 4 articles');
  const page = await pageOf(guest, { path: '/commande' });
  const typed = { sessionStorage: { 'commande.brouillon': JSON.stringify(draft) } };
  expect(await hydrated(page, typed)).toContain('value="camille@exemple.fr"');
  const sent = { sessionStorage: { 'commande.intention': JSON.stringify(intent) } };
  expect(await hydrated(page, sent)).toContain('Nous ne savons pas si votre commande est passée');
});

it('sets a quantity that was typed before the page was hydrated', async () => {
  const shop = shopOfSearch('');
  const [produitId = ''] = shop.panier.keys();
  await hydrateInBrowser(await pageOf(shop, { path: '/panier' }), { visit: (root) => type(root, 'quantite', '4') });
  expect(shop.panier.get(produitId)).toBe(4);
});

it('opens every step of the checkout for a browser without scripts, and one at a time with them', async () => {
  const page = await pageOf(guest, { path: '/commande' });
  expect(steps(page.html)).toEqual(['open', 'open', 'open']);
  expect(page.html).not.toContain('Continuer<');
  const html = await hydrated(page, {});
  expect(steps(html)).toEqual(['open', 'later', 'later']);
  expect(html).toContain('Continuer<');
});

it('sends the address that is chosen in the book, and the total of the chosen delivery', async () => {
  const { html } = await pageOf(user, { path: '/commande' });
  const [home, work] = user.adresses.get(user.visiteur?.id ?? '') ?? [];
  expect(html).toContain(`name="adresse.ville[carnet=${home?.id}]" value="Paris"`);
  expect(html).toContain(`name="adresse.ville[carnet=${work?.id}]" value="Genève"`);
  const [, standard] = html.match(/name="totalCentimes\[livraison=standard\]" value="(\d+)"/) ?? [];
  const [, express] = html.match(/name="totalCentimes\[livraison=express\]" value="(\d+)"/) ?? [];
  expect(Number(express) - Number(standard)).toBe(990);
  expect(html).toContain(`name="totalCentimes" value="${standard}"`);
});

it('has a button for each way to pay, of which the stylesheet shows one', async () => {
  const { html } = await pageOf(online, { path: '/commande' });
  expect(html.match(/type="radio"[^>]*name="paiement"|name="paiement"[^>]*type="radio"/g)).toHaveLength(2);
  expect(html).toContain('<span data-paiement="a-la-livraison">Commander et payer à la livraison</span>');
  expect(html).toContain('<span data-paiement="en-ligne">Commander et payer maintenant</span>');
  expect((await pageOf(guest, { path: '/commande' })).html).toContain('name="paiement" value="a-la-livraison"');
});

it('keeps all steps open, and what was typed, for a visitor who began before the page was hydrated', async () => {
  const shop = shopOfSearch('');
  const page = await pageOf(shop, { path: '/commande' });
  const visit = (root: HTMLElement) => {
    const fields = { nom: 'Camille', rue: '12 rue des Lilas', codePostal: '1000', ville: 'Bruxelles', pays: 'BE' };
    type(root, 'email', 'camille@exemple.fr');
    for (const [name, text] of Object.entries(fields)) type(root, `adresse.${name}`, text);
    root.querySelector<HTMLInputElement>('[value=express]')?.click();
  };
  const errors = await hydrateInBrowser(page, { visit }, async (root) => {
    expect(steps(root.innerHTML)).toEqual(['open', 'open', 'open']);
    root.querySelector('form')?.requestSubmit();
    await vi.waitFor(() => expect(shop.commandes.length).toBe(1));
  });
  expect(errors).toEqual([]);
  expect(shop.commandes[0]?.commande).toMatchObject({
    email: 'camille@exemple.fr',
    adresse: { nom: 'Camille', ville: 'Bruxelles', pays: 'BE' },
    livraison: 'express',
  });
});

it('opens the refused field of an order that was posted without scripts, and keeps the rest', async () => {
  const page = await pageOf(guest, { path: '/commande', submitted: wrongCode });
  expect(page.html).toMatch(/value="1"[^>]*name="adresse.codePostal"|name="adresse.codePostal"[^>]*value="1"/);
  expect(page.html).toMatch(/<input[^>]*(?:value="express"[^>]*checked=""|checked=""[^>]*value="express")/);
  // the next attempt is another one
  expect(page.html).toContain(`name="Idempotency-Key" value="commande-${page.now}"`);
  const older = { sessionStorage: { 'commande.brouillon': JSON.stringify({ ...draft, email: 'autre@exemple.fr' }) } };
  const html = await hydrated(page, older);
  expect(steps(html)).toEqual(['open', 'later', 'later']);
  expect(html).toMatch(/aria-invalid="true"[^>]*name="adresse.codePostal"/);
  expect(html).toContain('value="camille@exemple.fr"');
});

it('places an order once whose answer was lost without scripts', async () => {
  const shop = shopOfSearch('');
  const page = await pageOf(shop, { path: '/commande', submitted: lostAnswer });
  expect(page.html).toContain('elle ne passera qu’une seule fois');
  // without scripts, the same form sends the same order
  expect(page.html).toContain('name="Idempotency-Key" value="commande-1760000000000"');
  const sent: unknown[] = [];
  const handlers = [
    http.post('*/api/commandes', async ({ request }) => {
      sent.push(request.headers.get('Idempotency-Key'), await request.clone().json());
    }),
    ...page.handlers,
  ];
  const errors = await hydrateInBrowser({ ...page, handlers }, {}, async (root) => {
    expect(root.textContent).toContain('Nous ne savons pas si votre commande est passée');
    root.querySelector('button')?.click();
    await vi.waitFor(() => expect(sent.length).toBe(2));
  });
  expect(errors).toEqual([]);
  expect(sent).toEqual([
    'commande-1760000000000',
    {
      email: 'camille@exemple.fr',
      adresse: { nom: 'Camille', rue: '12 rue des Lilas', codePostal: '1', ville: 'Lyon', pays: 'FR' },
      livraison: 'express',
      paiement: 'a-la-livraison',
      totalCentimes: 1234,
    },
  ]);
});
