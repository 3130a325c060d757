import type { SliceModule } from '@boutique/contracts/slice';

export const { routes, widgets }: SliceModule = {
  routes: {
    '/': () => import('../pages/accueil-page.tsx'),
    '/produits': () => import('../pages/catalogue-page.tsx'),
    '/produits/:id': () => import('../pages/produit-page.tsx'),
  },
  widgets: {
    RechercheProduits: () => import('../widgets/recherche-produits.tsx'),
  },
};
