export const fr = {
  shop: 'Ma Boutique Répartie',
  panier: {
    title: 'Panier',
    empty: 'Votre panier est vide',
    emptyText: 'Ce que vous y mettrez vous attendra ici.',
    seeCatalogue: 'Voir le catalogue',
  },
};

export type Texts = typeof fr;
