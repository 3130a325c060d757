import type { Langue } from '@boutique/contracts/common';
import { type Produit, produitsRoutes, Tri } from '@boutique/contracts/produits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { cursorOf, refusesCursorAt, refusesForeignCursors } from './cursors.ts';
import { requestsTo } from './requests.ts';

const route = produitsRoutes.list;

/** The step of each sort from one product to the next, which is never below zero. */
const steps: Record<Exclude<Tri, 'pertinence'>, (a: Produit, b: Produit, langue: Langue) => number> = {
  prix: (a, b) => b.prixCentimes - a.prixCentimes,
  '-prix': (a, b) => a.prixCentimes - b.prixCentimes,
  nom: (a, b, langue) => b.nom.localeCompare(a.nom, langue),
  nouveaute: (a, b) => Date.parse(a.creeLe) - Date.parse(b.creeLe),
  note: (a, b) => (a.note ?? -1) - (b.note ?? -1),
};
const sorts = Object.entries(steps) as [keyof typeof steps, (typeof steps)[keyof typeof steps]][];

const idsOf = (produits: readonly { id: string }[]) => produits.map(({ id }) => id).sort();

export function describeProduitsList(server: () => Server): void {
  const requests = requestsTo(server);

  describe('GET /api/produits', () => {
    it('answers 24 products, the total and the next page', async () => {
      const { items, total, next } = await requests.page(route, '/api/produits');
      expect(items).toHaveLength(24);
      expect(total).toBe(demoProduits.length);
      expect(next).toMatch(/^\/api\/produits\?apres=/);
    });

    it.each(['fr', 'en'] as const)('answers every field of every product, langue=%s', async (langue) => {
      const items = await requests.walk(route, `/api/produits?limite=100&langue=${langue}`);
      const expected = demoProduits.map((demo) => toProduit(demo, langue));
      const byId = new Map(items.map((produit) => [produit.id, produit]));
      for (const produit of expected) expect(byId.get(produit.id)).toEqual(produit);
    });

    it.each(sorts)('walks all pages in order, tri=%s', async (tri, step) => {
      for (const langue of ['fr', 'en'] as const) {
        const items = await requests.walk(route, `/api/produits?tri=${tri}&limite=7&langue=${langue}`);
        expect(idsOf(items)).toEqual(idsOf(demoProduits));
        for (const [index, produit] of items.slice(1).entries()) {
          const before = items[index] as Produit;
          expect(step(before, produit, langue), `${before.slug} before ${produit.slug}`).toBeGreaterThanOrEqual(0);
        }
      }
    });

    it('sorts by newness by default, and supports every sort', async () => {
      const { items } = await requests.page(route, '/api/produits');
      expect((await requests.page(route, '/api/produits?tri=nouveaute')).items).toEqual(items);
      for (const tri of Tri.options) {
        expect((await requests.page(route, `/api/produits?tri=${tri}`)).total).toBe(demoProduits.length);
      }
    });

    it('keeps the filters in the link to the next page', async () => {
      const filters = '?categorie=claviers&enStock=true&tri=-prix&limite=2&langue=en';
      const items = await requests.walk(route, `/api/produits${filters}`);
      expect(idsOf(items)).toEqual(
        idsOf(demoProduits.filter(({ categorie, stock }) => categorie === 'claviers' && stock > 0)),
      );
    });

    const bound = demoProduits[0]?.prixCentimes ?? 0;
    it.each<[string, (produit: (typeof demoProduits)[number]) => boolean]>([
      ['categorie=souris', ({ categorie }) => categorie === 'souris'],
      [`prixMin=${bound}`, ({ prixCentimes }) => prixCentimes >= bound],
      [`prixMax=${bound}`, ({ prixCentimes }) => prixCentimes <= bound],
      [`prixMin=${bound}&prixMax=${bound}`, ({ prixCentimes }) => prixCentimes === bound],
      ['enStock=true', ({ stock }) => stock > 0],
      ['enStock=false', ({ stock }) => stock === 0],
      [
        'categorie=accessoires&prixMax=10000&enStock=true',
        ({ categorie, prixCentimes, stock }) => categorie === 'accessoires' && prixCentimes <= 10_000 && stock > 0,
      ],
      ['categorie=inconnue', () => false],
    ])('filters by %s', async (query, passes) => {
      const items = await requests.walk(route, `/api/produits?limite=10&${query}`);
      expect(idsOf(items)).toEqual(idsOf(demoProduits.filter(passes)));
    });

    describe('ids', () => {
      const wanted = demoProduits.filter((_, index) => index % 5 === 0).map(({ id }) => id);
      const UNKNOWN = '01890000-0000-7000-8000-000000000000';

      it('answers only the existing ones of these, in the order of the list', async () => {
        const items = await requests.walk(
          route,
          `/api/produits?ids=${[...wanted, UNKNOWN].join(',')}&limite=5&tri=prix`,
        );
        expect(idsOf(items)).toEqual(wanted.toSorted());
        expect(items.map(({ prixCentimes }) => prixCentimes)).toEqual(
          items.map(({ prixCentimes }) => prixCentimes).sort((a, b) => a - b),
        );
        expect((await requests.page(route, `/api/produits?ids=${UNKNOWN}`)).items).toEqual([]);
      });

      it('accepts one id, also when it is repeated', async () => {
        const [id = ''] = wanted;
        expect(idsOf((await requests.page(route, `/api/produits?ids=${id}`)).items)).toEqual([id]);
        expect(idsOf((await requests.page(route, `/api/produits?ids=${id},${id}`)).items)).toEqual([id]);
      });

      it('combines with the other filters', async () => {
        const items = await requests.walk(route, `/api/produits?ids=${wanted.join(',')}&enStock=true&prixMax=20000`);
        expect(idsOf(items)).toEqual(
          demoProduits
            .filter(({ id, stock, prixCentimes }) => wanted.includes(id) && stock > 0 && prixCentimes <= 20_000)
            .map(({ id }) => id)
            .sort(),
        );
      });

      it('belongs to the filters of a cursor', async () => {
        const path = `/api/produits?ids=${wanted.join(',')}&limite=2`;
        const cursor = await cursorOf(requests, route, path);
        await refusesCursorAt(requests, cursor, `/api/produits?ids=${wanted.slice(1).join(',')}&limite=2`);
      });

      it.each([
        ['none', '', 'query.ids.0'],
        ['a malformed id', `${UNKNOWN},clavier`, 'query.ids.1'],
        ['more than 50', Array<string>(51).fill(UNKNOWN).join(','), 'query.ids'],
      ])('refuses %s', async (_, ids, chemin) => {
        expect(await requests.refused('requete-invalide', `/api/produits?ids=${ids}`)).toEqual([chemin]);
      });
    });

    it.each([
      ['couleur=rouge', 'query.couleur'],
      ['limite=0', 'query.limite'],
      ['limite=101', 'query.limite'],
      ['limite=abc', 'query.limite'],
      ['limite=1e1', 'query.limite'],
      ['limite=', 'query.limite'],
      ['prixMin=-1', 'query.prixMin'],
      ['prixMin=2000&prixMax=1000', 'query.prixMin'],
      ['tri=bizarre', 'query.tri'],
      ['enStock=oui', 'query.enStock'],
      ['langue=de', 'query.langue'],
      ['categorie=Pas_Un_Slug', 'query.categorie'],
      [`q=${'a'.repeat(101)}`, 'query.q'],
      ['tri=prix&tri=nom', 'query.tri'],
      ['limite=5&limite=5', 'query.limite'],
    ])('refuses %s', async (query, chemin) => {
      expect(await requests.refused('requete-invalide', `/api/produits?${query}`)).toEqual([chemin]);
    });

    it('names all refused fields together', async () => {
      const chemins = await requests.refused('requete-invalide', '/api/produits?limite=0&tri=bizarre&couleur=rouge');
      expect(chemins.sort()).toEqual(['query.couleur', 'query.limite', 'query.tri']);
    });

    it('refuses an altered cursor and one of another list', async () => {
      const path = '/api/produits?categorie=claviers&limite=3';
      const cursor = await cursorOf(requests, route, path);
      await refusesForeignCursors(requests, path, cursor);
      await refusesCursorAt(requests, cursor, '/api/produits?limite=3');
      await refusesCursorAt(requests, cursor, '/api/produits?categorie=souris&limite=3');
      await refusesCursorAt(requests, cursor, `${path}&tri=prix`);
      await refusesCursorAt(requests, cursor, `${path}&enStock=true`);
      await refusesCursorAt(requests, cursor, `${path}&langue=en`);
    });
  });
}
