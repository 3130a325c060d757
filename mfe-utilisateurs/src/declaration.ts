import type { SliceDeclaration } from '@boutique/contracts/slice';

/** What this slice offers, as data: pages, their first requests, navigation entries and widgets. */
export const declaration: SliceDeclaration = {
  name: 'utilisateurs',
  routes: [
    { path: '/utilisateurs', page: 'src/pages/utilisateurs-page.tsx', requests: ['/api/utilisateurs'] },
    { path: '/utilisateurs/:id', page: 'src/pages/utilisateur-page.tsx', requests: ['/api/utilisateurs/{id}'] },
  ],
  navigation: [{ path: '/utilisateurs', label: { fr: 'Utilisateurs', en: 'Users' }, order: 20 }],
  widgets: [],
};
