import { planDuSiteRoutes as routes } from '@boutique/contracts/plan-du-site';
import { demoCategories } from '@boutique/demo-data/categories';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

/** The pages of the demo shop, for search engines. Only for the real API, because no page reads them. */
export function describePlanDuSite(server: () => Server): void {
  const requests = requestsTo(server);

  describe('GET /api/plan-du-site', () => {
    it('names every page once: home, catalogue, categories, then products, the last changed first', async () => {
      const plan = await requests.read(routes.read, '/api/plan-du-site');
      expect(plan.map(({ chemin }) => chemin)).toEqual([
        '/',
        '/produits',
        ...demoCategories.map(({ slug }) => `/produits?categorie=${slug}`),
        ...demoProduits.toReversed().map(({ slug }) => `/produits/${slug}`),
      ]);
      const byPath = new Map(plan.map(({ chemin, modifieLe }) => [chemin, modifieLe]));
      for (const { slug, creeLe } of demoProduits) expect(byPath.get(`/produits/${slug}`)).toBe(creeLe);
      expect(byPath.get('/')).toBe(demoProduits.at(-1)?.creeLe);
    });
  });
}
