import { produitsRoutes } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

const mecaniques = demoProduits.filter(({ nom }) => nom.fr.startsWith('Clavier mécanique')).map(({ id }) => id);

export function describeProduitsSearch(server: () => Server): void {
  const requests = requestsTo(server);
  const search = async (q: string, more = '', tri = '') => {
    const query = `q=${encodeURIComponent(q)}${more}`;
    const { items, total } = await requests.page(produitsRoutes.list, `/api/produits?${query}${tri}&limite=100`);
    const facettes = await requests.read(produitsRoutes.facettes, `/api/produits/facettes?${query}`);
    expect(total).toBe(items.length);
    expect(facettes.total).toBe(total);
    return items.map(({ id }) => id);
  };

  describe('GET /api/produits?q=', () => {
    it.each([
      'clavier mécanique',
      'claviers mécaniques',
      'mécanique clavier',
      'clavié mécanik',
      'clavier mecaniqe',
      'clavier mécanique'.normalize('NFD'),
    ])('finds the mechanical keyboards by "%s", best first', async (q) => {
      const ids = await search(q);
      expect(ids).toEqual(expect.arrayContaining(mecaniques));
      expect(mecaniques).toContain(ids[0]);
      expect(ids.length).toBeLessThan(demoProduits.length / 2);
    });

    it('ignores accents and case', async () => {
      const ids = await search('clavier mécanique');
      expect(ids.length).toBeGreaterThan(0);
      expect(await search('clavier mecanique')).toEqual(ids);
      expect(await search('CLAVIER MÉCANIQUE')).toEqual(ids);
    });

    it.each(['clav', 'clavi', 'clavie', 'clavier mé', 'clavier mécani'])(
      'treats "%s" as the start of words',
      async (q) => {
        expect(await search(q)).toEqual(expect.arrayContaining(mecaniques));
      },
    );

    it('requires all words', async () => {
      const ids = await search('clavier silencieux');
      expect(ids.length).toBeGreaterThan(0);
      expect(await search('clavier')).toEqual(expect.arrayContaining(ids));
      expect(await search('silencieux')).toEqual(expect.arrayContaining(ids));
    });

    it('finds every product by its full name', async () => {
      for (const { id, nom } of demoProduits) {
        expect(await search(nom.fr.slice(0, 100)), nom.fr).toContain(id);
        expect(await search(nom.en.slice(0, 100), '&langue=en'), nom.en).toContain(id);
      }
    });

    it('searches in the language of the texts', async () => {
      const ids = await search('mechanical keyboard', '&langue=en');
      expect(ids).toEqual(expect.arrayContaining(mecaniques));
    });

    it('narrows with the filters', async () => {
      const cheap = new Set(demoProduits.filter(({ prixCentimes }) => prixCentimes <= 10_000).map(({ id }) => id));
      const ids = await search('clavier');
      expect((await search('clavier', '&prixMax=10000')).sort()).toEqual(ids.filter((id) => cheap.has(id)).sort());
    });

    it('sorts by relevance by default', async () => {
      const ids = await search('clavier mécanique');
      expect(await search('clavier mécanique', '', '&tri=pertinence')).toEqual(ids);
      expect((await search('clavier mécanique', '', '&tri=prix')).sort()).toEqual(ids.toSorted());
    });

    it('walks the pages of a search by relevance', async () => {
      const ids = await search('clavier');
      const walked = await requests.walk(produitsRoutes.list, '/api/produits?q=clavier&limite=2');
      expect(walked.map(({ id }) => id)).toEqual(ids);
    });

    it('treats a blank search as no search', async () => {
      expect((await requests.page(produitsRoutes.list, '/api/produits?q=%20%20')).total).toBe(demoProduits.length);
    });

    it.each(['xqzwvk', 'clavier xqzwvk', '🦄'])('answers an empty list to "%s"', async (q) => {
      expect(await search(q)).toEqual([]);
      const { next } = await requests.page(produitsRoutes.list, `/api/produits?q=${encodeURIComponent(q)}`);
      expect(next).toBeNull();
    });

    it.each(["'); drop table produits; --", '%_&|!:*<->()', "l'écran", '\\', '""', 'a:*b'])(
      'takes "%s" as plain words',
      async (q) => {
        await search(q);
      },
    );
  });
}
