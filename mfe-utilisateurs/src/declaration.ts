import type { SliceDeclaration } from '@boutique/contracts/slice';

/** What this slice offers, as data: pages, their first requests, navigation entries and widgets. */
export const declaration: SliceDeclaration = {
  name: 'utilisateurs',
  routes: [
    { path: '/connexion', page: 'src/pages/connexion-page.tsx', requests: [] },
    { path: '/inscription', page: 'src/pages/inscription-page.tsx', requests: [] },
    { path: '/verification', page: 'src/pages/verification-page.tsx', requests: [] },
    { path: '/compte', page: 'src/pages/compte-page.tsx', requests: ['/api/compte/adresses'] },
    { path: '/compte/commandes', page: 'src/pages/commandes-page.tsx', requests: ['/api/commandes'] },
    {
      path: '/compte/commandes/:id',
      page: 'src/pages/commande-page.tsx',
      requests: ['/api/commandes/{id}{?langue}'],
    },
    { path: '/utilisateurs', page: 'src/pages/utilisateurs-page.tsx', requests: ['/api/utilisateurs'] },
    { path: '/utilisateurs/:id', page: 'src/pages/utilisateur-page.tsx', requests: ['/api/utilisateurs/{id}'] },
  ],
  navigation: [],
  widgets: [{ name: 'MenuCompte', module: 'src/widgets/menu-compte.tsx', slot: 'header-actions' }],
};
