import type { SliceDeclaration } from '@boutique/contracts/slice';

/** What this slice offers, as data: pages, their first requests, navigation entries and widgets. */
export const declaration: SliceDeclaration = {
  name: 'releases',
  routes: [
    { path: '/administration/releases', page: 'src/pages/releases-page.tsx', requests: ['/api/deployments'] },
    {
      path: '/administration/releases/:slice',
      page: 'src/pages/slice-page.tsx',
      requests: ['/api/frontends/{slice}', '/api/frontends/{slice}/statistics{?period}'],
    },
    {
      path: '/administration/releases/:slice/history',
      page: 'src/pages/history-page.tsx',
      requests: ['/api/frontends/{slice}/history{?action,version}'],
    },
    {
      path: '/administration/releases/:slice/tokens',
      page: 'src/pages/tokens-page.tsx',
      requests: ['/api/frontends/{slice}/tokens'],
    },
  ],
  navigation: [
    { path: '/administration/releases', label: { fr: 'Versions', en: 'Releases' }, order: 50, access: 'admin' },
  ],
  widgets: [],
};
