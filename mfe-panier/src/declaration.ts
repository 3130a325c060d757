import type { SliceDeclaration } from '@boutique/contracts/slice';

/** What this slice offers, as data: pages, their first requests, navigation entries and widgets. */
export const declaration: SliceDeclaration = {
  name: 'panier',
  routes: [{ path: '/panier', page: 'src/pages/panier-page.tsx', requests: ['/api/panier{?langue}'] }],
  navigation: [],
  widgets: [],
};
