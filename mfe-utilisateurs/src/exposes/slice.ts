import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/utilisateurs': () => import('../pages/utilisateurs-page.tsx'),
    '/utilisateurs/:id': () => import('../pages/utilisateur-page.tsx'),
  },
  widgets: {},
};
