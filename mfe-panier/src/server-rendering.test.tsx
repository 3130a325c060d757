// @vitest-environment node
import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { describeServerRendering } from '@boutique/standalone/testing/describe-server-rendering';
import { type Before, hydrateInBrowser, renderOnServer } from '@boutique/standalone/testing/render-on-server.tsx';
import { delay, http } from 'msw';
import { expect, it } from 'vitest';
import { declaration } from './declaration.ts';
import * as slice from './exposes/slice.ts';
import { handlersOf } from './mocks/handlers.ts';
import { shopOfSearch } from './mocks/shop-of-search.ts';
import { first } from './mocks/visit.ts';

const guest = shopOfSearch('');
const user = shopOfSearch('?role=user');
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
    { path: '/commande', shop: guest, h1: checkout },
    { path: '/commande', shop: user, h1: checkout },
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
    { widget: mini, shop: guest, html: { fr: 'Panier vide', en: 'Empty cart' } },
    {
      widget: mini,
      shop: guest,
      html: { fr: 'Panier vide', en: 'Empty cart' },
      before: { localStorage: { 'panier.articles': '4' } },
    },
    { widget: mini, shop: user, html: { fr: 'Panier vide', en: 'Empty cart' } },
    { widget: mini, shop: guest, path: '/panier', html: { fr: 'Panier, 6 articles', en: 'Cart, 6 items' } },
    { widget: add, shop: guest, forms: ['addLignePanier'], html: { fr: 'Ajouter au panier', en: 'Add to cart' } },
    { widget: add, shop: user, html: { fr: 'Ajouter au panier', en: 'Add to cart' } },
    {
      widget: { ...add, props: { ...add.props, compact: true } },
      html: { fr: 'Ajouter Ardoise au panier', en: 'Add Ardoise to cart' },
    },
    { widget: { ...add, props: { ...add.props, stock: 0 } }, html: { fr: 'Épuisé', en: 'Sold out' } },
  ],
});

/** What the page shows once it is hydrated in a browser with this storage. */
async function hydrated(view: { path: string; widget?: typeof mini }, before: Before): Promise<string> {
  // the widget's own request has no answer yet
  const handlers = view.widget ? [http.get('*', () => delay('infinite'))] : handlersOf(guest);
  const rendered = await renderOnServer({ slice, declaration, locale: 'fr', session: null, handlers, ...view });
  let html = '';
  await hydrateInBrowser(rendered, before, (root) => {
    html = root.innerHTML;
  });
  return html;
}

it('shows what the browser has stored as soon as the page is hydrated', async () => {
  expect(await hydrated({ path: '/', widget: mini }, { localStorage: { 'panier.articles': '4' } })).toContain(
    'Panier, 4 articles',
  );
  const typed = { sessionStorage: { 'commande.brouillon': JSON.stringify(draft) } };
  expect(await hydrated({ path: '/commande' }, typed)).toContain('value="camille@exemple.fr"');
  const sent = { sessionStorage: { 'commande.intention': JSON.stringify(intent) } };
  expect(await hydrated({ path: '/commande' }, sent)).toContain('Nous ne savons pas si votre commande est passée');
});

it('sets a quantity that was typed before the page was hydrated', async () => {
  const shop = shopOfSearch('');
  const [produitId = ''] = shop.panier.keys();
  const rendered = await renderOnServer({
    slice,
    declaration,
    path: '/panier',
    locale: 'fr',
    session: null,
    handlers: handlersOf(shop),
  });
  await hydrateInBrowser(rendered, {
    visit: (root) => {
      const field = root.querySelector<HTMLInputElement>('[name=quantite]');
      if (field) field.value = '4';
    },
  });
  expect(shop.panier.get(produitId)).toBe(4);
});
