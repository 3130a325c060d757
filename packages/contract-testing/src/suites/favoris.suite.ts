import { favorisRoutes } from '@boutique/contracts/favoris';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { acting } from './acting.ts';

const [first, second] = demoProduits;

/** Favourites of guests and accounts, on the demo data. */
export function describeFavoris(browsers: Browsers): void {
  if (!first || !second) throw new Error('the demo data has no products for these tests');
  const { list, add, remove } = favorisRoutes;

  describe('favourites', () => {
    it.each(['guest', 'user'] as const)('of a %s are listed, the newest first', async (who) => {
      const { does } = acting(await browsers[who]());
      expect(await does(list)).toEqual([]);
      await does(add, { params: { produitId: first.id } });
      await does(add, { params: { produitId: second.id } });
      await does(add, { params: { produitId: first.id } });
      expect(await does(list)).toEqual([second.id, first.id]);
      await does(remove, { params: { produitId: second.id } });
      await does(remove, { params: { produitId: second.id } });
      expect(await does(list)).toEqual([first.id]);
    });

    it('refuses unknown products and malformed ids', async () => {
      const { fails } = acting(await browsers.guest());
      await fails(add, 'produit-introuvable', { params: { produitId: '01890000-0000-7000-8000-000000000000' } });
      await fails(add, 'requete-invalide', { params: { produitId: first.slug } });
    });
  });
}
