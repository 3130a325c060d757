import type { SliceDeclaration } from '@boutique/contracts/slice';

/** The slice's pages, their first requests, its navigation entries and widgets, as data. */
export const declaration: SliceDeclaration = {
  name: 'utilisateurs',
  routes: [
    { path: '/connexion', page: 'src/pages/connexion-page.tsx', requests: [] },
    { path: '/inscription', page: 'src/pages/inscription-page.tsx', requests: [] },
    { path: '/verification', page: 'src/pages/verification-page.tsx', requests: [] },
    { path: '/mot-de-passe-oublie', page: 'src/pages/mot-de-passe-oublie-page.tsx', requests: [] },
    { path: '/reinitialisation', page: 'src/pages/reinitialisation-page.tsx', requests: [] },
    { path: '/compte', page: 'src/pages/compte-page.tsx', requests: ['/api/compte/adresses'] },
    { path: '/compte/commandes', page: 'src/pages/commandes-page.tsx', requests: ['/api/commandes'] },
    {
      path: '/compte/commandes/:id',
      page: 'src/pages/commande-page.tsx',
      requests: ['/api/commandes/{id}{?langue}'],
    },
    {
      path: '/administration/utilisateurs',
      page: 'src/pages/admin-utilisateurs-page.tsx',
      requests: ['/api/administration/utilisateurs{?q,role,actif}'],
    },
    {
      path: '/administration/commandes',
      page: 'src/pages/admin-commandes-page.tsx',
      requests: ['/api/administration/commandes{?q,statut,mails}'],
    },
    {
      path: '/administration/commandes/:id',
      page: 'src/pages/admin-commande-page.tsx',
      requests: ['/api/commandes/{id}{?langue}', '/api/administration/commandes/{id}/mails'],
    },
    {
      path: '/administration/journal',
      page: 'src/pages/journal-page.tsx',
      requests: ['/api/administration/journal{?objet}'],
    },
    { path: '/utilisateurs', page: 'src/pages/utilisateurs-page.tsx', requests: ['/api/utilisateurs'] },
    { path: '/utilisateurs/:id', page: 'src/pages/utilisateur-page.tsx', requests: ['/api/utilisateurs/{id}'] },
  ],
  navigation: [
    { path: '/utilisateurs', label: { fr: 'Utilisateurs', en: 'Users' }, order: 20, place: 'footer' },
    { path: '/administration/commandes', label: { fr: 'Commandes', en: 'Orders' }, order: 20, access: 'admin' },
    { path: '/administration/utilisateurs', label: { fr: 'Utilisateurs', en: 'Users' }, order: 30, access: 'admin' },
    { path: '/administration/journal', label: { fr: 'Journal', en: 'Audit' }, order: 40, access: 'admin' },
  ],
  widgets: [{ name: 'MenuCompte', module: 'src/widgets/menu-compte.tsx', slot: 'header-actions' }],
};
