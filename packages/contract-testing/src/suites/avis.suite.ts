import { avisRoutes as routes } from '@boutique/contracts/avis';
import { produitsRoutes } from '@boutique/contracts/produits';
import { samples } from '@boutique/contracts/typed-samples';
import { demoAvis } from '@boutique/demo-data/avis';
import { demoProduits } from '@boutique/demo-data/produits';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { cursorOf, refusesCursorAt, refusesForeignCursors } from './cursors.ts';
import { requestsTo } from './requests.ts';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';
const nouvel = { note: 4, titre: 'Bien', texte: 'Je m’en sers tous les jours.', langue: 'fr' as const };

/** Reviews, on the demo data. `buyerOf` gives the browser of an account that has ordered the product. */
export function describeAvis(browsers: Browsers, buyerOf: (produitId: string) => Promise<Server>): void {
  const [most, second] = demoProduits.toSorted((a, b) => b.nombreAvis - a.nombreAvis);
  const none = demoProduits.find(({ nombreAvis }) => nombreAvis === 0);
  if (!most || !second || !none) throw new Error('demoProduits has no product with reviews, or none without');
  const listOf = (idOrSlug: string) => `/api/produits/${idOrSlug}/avis`;
  const ownOf = (idOrSlug: string) => `/api/produits/${idOrSlug}/mon-avis`;
  const LIST = listOf(most.id);

  let guest: Server;
  let user: Server;
  beforeAll(async () => {
    guest = await browsers.guest();
    user = await browsers.user();
  });
  const requests = requestsTo(() => guest);

  describe('GET /api/produits/{id}/avis', () => {
    it('walks the reviews of a product, the newest first', async () => {
      const expected = demoAvis
        .filter(({ produitId }) => produitId === most.id)
        .map(({ produitId, ...avis }) => avis)
        .reverse();
      expect(await requests.walk(routes.list, `${LIST}?limite=5`)).toEqual(expected);
      expect(await requests.walk(routes.list, listOf(most.slug))).toEqual(expected);
    });

    it('has the number and mean of reviews that the product states', async () => {
      for (const { id } of demoProduits) {
        const { note, nombreAvis } = await requests.read(produitsRoutes.read, `/api/produits/${id}`);
        const notes = (await requests.walk(routes.list, `${listOf(id)}?limite=100`)).map((avis) => avis.note);
        expect(nombreAvis).toBe(notes.length);
        const mean = notes.reduce((sum, each) => sum + each, 0) / notes.length;
        expect(note).toBe(notes.length === 0 ? null : Math.round(mean * 10) / 10);
      }
    });

    it('answers an empty list for a product without reviews', async () => {
      const { items, total } = await requests.page(routes.list, listOf(none.id));
      expect([items, total]).toEqual([[], 0]);
    });

    it('refuses an altered cursor and one of another product', async () => {
      const path = `${LIST}?limite=2`;
      const cursor = await cursorOf(requests, routes.list, path);
      await refusesForeignCursors(requests, path, cursor);
      await refusesCursorAt(requests, cursor, `${listOf(second.id)}?limite=2`);
    });

    it('refuses an unknown product', async () => {
      await requests.refused('produit-introuvable', listOf(UNKNOWN));
      await requests.refused('produit-introuvable', listOf('ce-produit-n-existe-pas'));
    });

    it.each([
      ['limite=0', 'query.limite'],
      ['langue=fr', 'query.langue'],
    ])('refuses %s', async (query, chemin) => {
      expect(await requests.refused('requete-invalide', `${LIST}?${query}`)).toEqual([chemin]);
    });
  });

  describe('rating a product', () => {
    it('is only for accounts', async () => {
      await fails(guest, 'non-connecte', routes.readOwn, ownOf(most.id));
      await fails(guest, 'non-connecte', routes.create, LIST, { body: nouvel });
      await fails(guest, 'non-connecte', routes.delete, `/api/avis/${UNKNOWN}`);
    });

    it('is only for buyers of the product', async () => {
      const { body } = await succeeds(user, routes.readOwn, ownOf(most.slug));
      expect(body).toEqual({ achete: false, avis: null });
      await fails(user, 'achat-requis', routes.create, LIST, { body: nouvel });
    });

    it('is possible once, and shows at once, until it is deleted', async () => {
      const buyer = await buyerOf(none.id);
      const own = requestsTo(() => buyer);
      const before = await own.read(produitsRoutes.read, `/api/produits/${none.id}`);
      expect(before).toMatchObject({ note: null, nombreAvis: 0 });
      expect((await succeeds(buyer, routes.readOwn, ownOf(none.id))).body).toEqual({ achete: true, avis: null });

      const { body: avis } = await succeeds(buyer, routes.create, listOf(none.slug), { body: nouvel });
      expect(avis).toMatchObject(nouvel);
      await fails(buyer, 'avis-deja-donne', routes.create, listOf(none.id), { body: nouvel });
      expect((await succeeds(buyer, routes.readOwn, ownOf(none.id))).body).toEqual({ achete: true, avis });
      expect(await own.walk(routes.list, listOf(none.id))).toEqual([avis]);
      expect(await own.read(produitsRoutes.read, `/api/produits/${none.id}`)).toEqual({
        ...before,
        note: 4,
        nombreAvis: 1,
      });

      await succeeds(buyer, routes.delete, `/api/avis/${avis.id}`);
      await fails(buyer, 'avis-introuvable', routes.delete, `/api/avis/${avis.id}`);
      expect(await own.read(produitsRoutes.read, `/api/produits/${none.id}`)).toEqual(before);
    });

    it.each([
      ['body.note', { note: 6 }],
      ['body.note', { note: 4.5 }],
      ['body.titre', { titre: '  ' }],
      ['body.texte', { texte: 'a'.repeat(2_001) }],
      ['body.langue', { langue: 'de' }],
      ['body.auteur', { auteur: 'Quelqu’un d’autre' }],
    ])('refuses a wrong %s', async (chemin, wrong) => {
      const body = { ...nouvel, ...wrong };
      expect(await fails(user, 'requete-invalide', routes.create, LIST, { body })).toEqual([chemin]);
    });

    it.each([
      ['titre', samples.line.wrong],
      ['texte', samples.lines.wrong],
    ] as const)('refuses every %s that breaks its rule', async (name, wrong) => {
      for (const [typed] of wrong) {
        const body = { ...nouvel, [name]: typed };
        const chemins = await fails(user, 'requete-invalide', routes.create, LIST, { body });
        expect([typed, chemins]).toEqual([typed, [`body.${name}`]]);
      }
    });

    it('refuses an unknown product', async () => {
      await fails(user, 'produit-introuvable', routes.create, listOf(UNKNOWN), { body: nouvel });
      await fails(user, 'produit-introuvable', routes.readOwn, ownOf(UNKNOWN));
    });
  });

  describe('DELETE /api/avis/{id}', () => {
    it('refuses to delete reviews of others', async () => {
      const [first] = (await requests.page(routes.list, LIST)).items;
      await fails(user, 'avis-introuvable', routes.delete, `/api/avis/${first?.id}`);
      expect((await requests.page(routes.list, LIST)).items[0]).toEqual(first);
    });

    it('refuses an unknown review', async () => {
      await fails(await browsers.admin(), 'avis-introuvable', routes.delete, `/api/avis/${UNKNOWN}`);
    });
  });
}
