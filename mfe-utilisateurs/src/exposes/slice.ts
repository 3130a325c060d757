import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/connexion': () => import('../pages/connexion-page.tsx'),
    '/inscription': () => import('../pages/inscription-page.tsx'),
    '/verification': () => import('../pages/verification-page.tsx'),
    '/mot-de-passe-oublie': () => import('../pages/mot-de-passe-oublie-page.tsx'),
    '/reinitialisation': () => import('../pages/reinitialisation-page.tsx'),
    '/compte': () => import('../pages/compte-page.tsx'),
    '/compte/commandes': () => import('../pages/commandes-page.tsx'),
    '/compte/commandes/:id': () => import('../pages/commande-page.tsx'),
    '/administration/utilisateurs': () => import('../pages/admin-utilisateurs-page.tsx'),
    '/administration/commandes': () => import('../pages/admin-commandes-page.tsx'),
    '/administration/commandes/:id': () => import('../pages/admin-commande-page.tsx'),
    '/administration/journal': () => import('../pages/journal-page.tsx'),
    '/utilisateurs': () => import('../pages/utilisateurs-page.tsx'),
    '/utilisateurs/:id': () => import('../pages/utilisateur-page.tsx'),
  },
  widgets: {
    MenuCompte: () => import('../widgets/menu-compte.tsx'),
  },
};
