import type { SliceModule } from '@boutique/contracts/slice';

export const { routes, widgets }: SliceModule = {
  routes: {
    '/utilisateurs': () => import('../pages/utilisateurs-page.tsx'),
    '/utilisateurs/:id': () => import('../pages/utilisateur-page.tsx'),
  },
  widgets: {},
};
