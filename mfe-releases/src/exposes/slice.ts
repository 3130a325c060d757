import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/administration/releases': () => import('../pages/releases-page.tsx'),
    '/administration/releases/:slice': () => import('../pages/slice-page.tsx'),
    '/administration/releases/:slice/history': () => import('../pages/history-page.tsx'),
    '/administration/releases/:slice/tokens': () => import('../pages/tokens-page.tsx'),
  },
  widgets: {},
};
