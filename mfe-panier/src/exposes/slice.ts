import type { SliceModule } from '@boutique/contracts/slice';
import { loadTexts } from '../texts/use-texts.ts';

export const { routes, widgets, ready }: SliceModule = {
  ready: loadTexts,
  routes: {
    '/panier': () => import('../pages/panier-page.tsx'),
    '/commande': () => import('../pages/commande-page.tsx'),
    '/commande/confirmation/:id': () => import('../pages/confirmation-page.tsx'),
  },
  widgets: {
    MiniPanier: async () => ({ default: (await import('../widgets/panier-widgets.ts')).MiniPanier }),
    AjouterAuPanier: async () => ({ default: (await import('../widgets/panier-widgets.ts')).AjouterAuPanier }),
  },
};
