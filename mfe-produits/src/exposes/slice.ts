import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/': () => import('../pages/accueil-page.tsx'),
    '/produits': () => import('../pages/catalogue-page.tsx'),
    '/administration/produits': () => import('../pages/administration-produits-page.tsx'),
    '/administration/produits/nouveau': () => import('../pages/produit-edition-page.tsx'),
    '/administration/produits/:id': () => import('../pages/produit-edition-page.tsx'),
    '/administration/synonymes': () => import('../pages/administration-synonymes-page.tsx'),
    '/favoris': () => import('../pages/favoris-page.tsx'),
    '/produits/:id': () => import('../pages/produit-page.tsx'),
  },
  widgets: {
    RechercheProduits: () => import('../widgets/recherche-produits.tsx'),
  },
};
