import type { SliceDeclaration } from '@boutique/contracts/slice';

/** The slice's pages, their first requests, its navigation entries and widgets, as data. */
export const declaration: SliceDeclaration = {
  name: 'panier',
  routes: [
    { path: '/panier', page: 'src/pages/panier-page.tsx', requests: ['/api/panier{?langue}', '/api/livraisons'] },
    {
      path: '/commande',
      page: 'src/pages/commande-page.tsx',
      requests: ['/api/panier{?langue}', '/api/livraisons', '/api/moyens-paiement', '/api/compte/adresses'],
    },
    {
      path: '/commande/confirmation/:id',
      page: 'src/pages/confirmation-page.tsx',
      requests: ['/api/commandes/{id}{?langue,acces}'],
    },
  ],
  navigation: [],
  widgets: [
    {
      name: 'MiniPanier',
      module: 'src/widgets/panier-widgets.ts',
      slot: 'header-actions',
      requests: ['/api/panier{?langue}'],
    },
    { name: 'AjouterAuPanier', module: 'src/widgets/panier-widgets.ts' },
  ],
};
