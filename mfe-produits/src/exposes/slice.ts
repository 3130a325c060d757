import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/': () => import('../pages/accueil-page.tsx'),
    '/produits': () => import('../pages/catalogue-page.tsx'),
    '/favoris': () => import('../pages/favoris-page.tsx'),
    '/produits/:id': () => import('../pages/produit-page.tsx'),
  },
  widgets: {
    RechercheProduits: () => import('../widgets/recherche-produits.tsx'),
  },
};
