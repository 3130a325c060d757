import type { Texts } from './fr.ts';

export const en: Texts = {
  shop: 'Ma Boutique Répartie',
  panier: {
    title: 'Cart',
    empty: 'Your cart is empty',
    emptyText: 'What you put into it will wait for you here.',
    seeCatalogue: 'See the catalogue',
  },
};
