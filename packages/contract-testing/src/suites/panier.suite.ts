import { MAX_QUANTITE, panierRoutes } from '@boutique/contracts/panier';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { acting } from './acting.ts';

const onSale = demoProduits.filter(({ stock }) => stock >= 3 && stock < MAX_QUANTITE);
const [first, second] = onSale;
const soldOut = demoProduits.find(({ stock }) => stock === 0);
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

/** The cart of guests and accounts, on the demo data. */
export function describePanier(browsers: Browsers): void {
  if (!first || !second || !soldOut) throw new Error('the demo data has no products for these tests');
  const guest = async () => acting(await browsers.guest());
  const { read, addLigne, setLigne, removeLigne } = panierRoutes;

  describe('the cart', () => {
    it('is empty at first', async () => {
      expect(await (await guest()).does(read)).toEqual({ lignes: [], nombreArticles: 0, totalCentimes: 0 });
    });

    it.each(['guest', 'user'] as const)('of a %s has the added products, in the order of adding', async (who) => {
      const { does } = acting(await browsers[who]());
      await does(addLigne, { body: { produitId: first.id, quantite: 1 } });
      await does(addLigne, { body: { produitId: second.id, quantite: 1 } });
      const panier = await does(addLigne, { body: { produitId: first.id, quantite: 2 } });
      expect(panier.lignes.map(({ produitId, quantite }) => [produitId, quantite])).toEqual([
        [first.id, 3],
        [second.id, 1],
      ]);
      expect(panier.lignes[0]).toMatchObject({
        slug: first.slug,
        nom: first.nom.fr,
        prixCentimes: first.prixCentimes,
        totalCentimes: 3 * first.prixCentimes,
        stock: first.stock,
        disponible: true,
      });
      expect(panier.nombreArticles).toBe(4);
      expect(panier.totalCentimes).toBe(3 * first.prixCentimes + second.prixCentimes);
      expect(await does(read)).toEqual(panier);
    });

    it('sets a quantity, and removes a line; a second removal changes nothing', async () => {
      const { does } = await guest();
      const params = { produitId: first.id };
      expect((await does(setLigne, { params, body: { quantite: 3 } })).nombreArticles).toBe(3);
      expect((await does(setLigne, { params, body: { quantite: 2 } })).nombreArticles).toBe(2);
      expect((await does(removeLigne, { params })).lignes).toEqual([]);
      expect((await does(removeLigne, { params })).lignes).toEqual([]);
    });

    it('answers in the requested language', async () => {
      const { does } = await guest();
      const { lignes } = await does(addLigne, { query: 'langue=en', body: { produitId: first.id, quantite: 1 } });
      expect(lignes[0]?.nom).toBe(first.nom.en);
      expect((await does(read, { query: 'langue=fr' })).lignes[0]?.nom).toBe(first.nom.fr);
    });

    it('refuses more than the stock, and stays as it was', async () => {
      const { does, fails } = await guest();
      await does(addLigne, { body: { produitId: first.id, quantite: 2 } });
      const chemins = await fails(addLigne, 'stock-insuffisant', {
        body: { produitId: first.id, quantite: first.stock },
      });
      expect(chemins).toEqual(['body.quantite']);
      await fails(setLigne, 'stock-insuffisant', {
        params: { produitId: first.id },
        body: { quantite: first.stock + 1 },
      });
      await fails(addLigne, 'stock-insuffisant', { body: { produitId: soldOut.id, quantite: 1 } });
      expect((await does(read)).nombreArticles).toBe(2);
    });

    it('refuses products that are not on sale', async () => {
      const { fails } = await guest();
      await fails(addLigne, 'produit-introuvable', { body: { produitId: UNKNOWN, quantite: 1 } });
      await fails(setLigne, 'produit-introuvable', { params: { produitId: UNKNOWN }, body: { quantite: 1 } });
    });

    it.each<[unknown, string[]]>([
      [{}, ['body.produitId', 'body.quantite']],
      [{ produitId: first.id, quantite: 0 }, ['body.quantite']],
      [{ produitId: first.id, quantite: 1.5 }, ['body.quantite']],
      [{ produitId: first.id, quantite: MAX_QUANTITE + 1 }, ['body.quantite']],
      [{ produitId: first.slug, quantite: 1 }, ['body.produitId']],
      [{ produitId: first.id, quantite: 1, prixCentimes: 1 }, ['body.prixCentimes']],
    ])('refuses %j', async (body, chemins) => {
      expect(await (await guest()).fails(addLigne, 'requete-invalide', { body })).toEqual(chemins);
    });

    it('is separate for each browser', async () => {
      await (await guest()).does(addLigne, { body: { produitId: first.id, quantite: 1 } });
      expect((await (await guest()).does(read)).lignes).toEqual([]);
    });
  });
}
