import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

export function describeProduitRead(server: () => Server): void {
  const requests = requestsTo(server);
  const [demo] = demoProduits;
  if (!demo) throw new Error('demoProduits is empty: nothing to read');
  const path = `/api/produits/${demo.slug}`;

  describe('GET /api/produits/{id}', () => {
    it('reads by id and by slug', async () => {
      const expected = toProduit(demo, 'fr');
      expect(await requests.read(produitsRoutes.read, `/api/produits/${demo.id}`)).toEqual(expected);
      expect(await requests.read(produitsRoutes.read, path)).toEqual(expected);
    });

    it('answers in the language of the query, else of the browser, else in French', async () => {
      const english = toProduit(demo, 'en');
      expect(await requests.read(produitsRoutes.read, `${path}?langue=en`)).toEqual(english);
      expect(await requests.read(produitsRoutes.read, path, { 'accept-language': 'en-GB,en;q=0.9' })).toEqual(english);
      expect(
        await requests.read(produitsRoutes.read, `${path}?langue=fr`, { 'accept-language': 'en-GB,en;q=0.9' }),
      ).toEqual(toProduit(demo, 'fr'));
      expect(await requests.read(produitsRoutes.read, path, { 'accept-language': 'de' })).toEqual(
        toProduit(demo, 'fr'),
      );
    });

    it('revalidates, per language', async () => {
      await requests.revalidates(`${path}?langue=fr`);
      const french = await requests.get(`${path}?langue=fr`);
      const english = await requests.get(`${path}?langue=en`);
      expect(english.headers.get('etag')).not.toBe(french.headers.get('etag'));
    });

    it('refuses an unknown product', async () => {
      await requests.refused('produit-introuvable', '/api/produits/ce-produit-n-existe-pas');
      await requests.refused('produit-introuvable', '/api/produits/01890000-0000-7000-8000-000000000000');
    });

    it.each([
      ['/api/produits/Pas_Un_Slug', 'params.id'],
      [`/api/produits/${'a'.repeat(81)}`, 'params.id'],
      [`${path}?langue=de`, 'query.langue'],
      [`${path}?tri=prix`, 'query.tri'],
      [`${path}?langue=fr&langue=en`, 'query.langue'],
    ])('refuses %s', async (refused, chemin) => {
      expect(await requests.refused('requete-invalide', refused)).toEqual([chemin]);
    });
  });
}
