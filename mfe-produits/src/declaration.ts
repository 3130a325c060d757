import type { SliceDeclaration } from '@boutique/contracts/slice';

/** For the hearts of the products on a page. */
const HEARTS = ['/api/favoris'];

/** The slice's pages, their first requests, its navigation entries and widgets, as data. */
export const declaration: SliceDeclaration = {
  name: 'produits',
  routes: [
    {
      path: '/',
      page: 'src/pages/accueil-page.tsx',
      requests: [
        '/api/produits?tri=note&limite=8&langue={langue}',
        '/api/produits/facettes{?langue}',
        '/api/produits?tri=nouveaute&limite=8&langue={langue}',
      ],
      personalRequests: HEARTS,
    },
    {
      path: '/produits',
      page: 'src/pages/catalogue-page.tsx',
      requests: [
        '/api/produits{?q,categorie,prixMin,prixMax,enStock,tri,apres,langue}',
        '/api/produits/facettes{?q,categorie,prixMin,prixMax,enStock,langue}',
      ],
      personalRequests: HEARTS,
    },
    {
      path: '/produits/:id',
      page: 'src/pages/produit-page.tsx',
      requests: [
        '/api/produits/{id}{?langue}',
        '/api/livraisons',
        '/api/produits/{id}/avis?limite=5{?apres}',
        '/api/produits/{id}/mon-avis',
      ],
      personalRequests: HEARTS,
    },
    { path: '/administration/produits', page: 'src/pages/administration-produits-page.tsx', requests: [] },
    { path: '/administration/produits/nouveau', page: 'src/pages/produit-edition-page.tsx', requests: [] },
    { path: '/administration/produits/:id', page: 'src/pages/produit-edition-page.tsx', requests: [] },
    { path: '/administration/synonymes', page: 'src/pages/administration-synonymes-page.tsx', requests: [] },
    { path: '/favoris', page: 'src/pages/favoris-page.tsx', requests: ['/api/favoris'] },
  ],
  navigation: [
    { path: '/produits', label: { fr: 'Catalogue', en: 'Catalogue' }, order: 10 },
    { path: '/administration/produits', label: { fr: 'Produits', en: 'Products' }, order: 10, access: 'admin' },
    { path: '/administration/synonymes', label: { fr: 'Synonymes', en: 'Synonyms' }, order: 15, access: 'admin' },
  ],
  widgets: [
    {
      name: 'RechercheProduits',
      module: 'src/widgets/recherche-produits.tsx',
      slot: 'header-search',
    },
  ],
};
