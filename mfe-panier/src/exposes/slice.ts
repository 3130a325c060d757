import type { SliceModule } from '@boutique/contracts/slice';

export const { routes, widgets }: SliceModule = {
  routes: { '/panier': () => import('../pages/panier-page.tsx') },
  widgets: {},
};
