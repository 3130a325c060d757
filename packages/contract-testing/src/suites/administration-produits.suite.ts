import { type NouveauProduit, administrationRoutes as routes } from '@boutique/contracts/administration';
import { produitsRoutes } from '@boutique/contracts/produits';
import { samples } from '@boutique/contracts/typed-samples';
import { demoCategories } from '@boutique/demo-data/categories';
import { demoProduits } from '@boutique/demo-data/produits';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { fails, succeeds } from './changes.ts';
import { cursorOf, refusesForeignCursors } from './cursors.ts';
import { requestsTo } from './requests.ts';

const LIST = '/api/administration/produits';
const pathOf = (id: string) => `/api/produits/${id}`;
const editPathOf = (id: string) => `${LIST}/${id}`;
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

/** A white WebP of 200 by 200. */
const PICTURE =
  'UklGRoIAAABXRUJQVlA4IHYAAABQDACdASrIAMgAP83m8XO/uDOsoEgD8DmJaW7hdrEbQBPa9FXCDIIaqk122i4QZBDVUmu20XCDIIaqk122i4QZBDVUmu20XCDIIaqk122i4QZBDVUmu20XCDIIaqk122i4QZBDVUmu20WcAAD+/yoAAAAAAAAA';

let last = 0;
/** A new product with a unique slug. It is not on sale, so that the catalogue stays as it is. */
const nouveau = (changes: Partial<NouveauProduit> = {}): NouveauProduit => ({
  slug: `essai-${Date.now().toString(36)}-${++last}`,
  nom: { fr: 'Clavier d’essai', en: 'Trial keyboard' },
  description: { fr: 'Un clavier pour essayer.', en: 'A keyboard to try.' },
  categorie: 'claviers',
  marque: 'Essayeur',
  prixCentimes: 4_990,
  images: [],
  caracteristiques: [{ nom: { fr: 'Liaison', en: 'Connection' }, valeur: { fr: 'USB-C', en: 'USB-C' } }],
  actif: false,
  stock: 5,
  ...changes,
});
const editionOf = ({ stock, ...edition }: NouveauProduit) => edition;

/** The administration of products. Each test deletes what it creates, because other suites use the same shop. */
export function describeAdministrationProduits(browsers: Browsers): void {
  let admin: Server;
  beforeAll(async () => {
    admin = await browsers.admin();
  });
  const requests = requestsTo(() => admin);

  /** Creates a product, and deletes it after `run`. */
  async function withProduit(produit: NouveauProduit, run: (id: string, etag: string) => Promise<void>): Promise<void> {
    const { body, etag } = await succeeds(admin, routes.createProduit, '/api/produits', { body: produit });
    expect(body).toMatchObject(produit);
    try {
      await run(body.id, etag);
    } finally {
      const current = await requests.get(editPathOf(body.id));
      if (current.ok) {
        const headers = { 'if-match': current.headers.get('etag') ?? '' };
        await succeeds(admin, routes.deleteProduit, pathOf(body.id), { headers });
      }
    }
  }
  const update = (id: string, etag: string, produit: NouveauProduit) =>
    succeeds(admin, routes.updateProduit, pathOf(id), { body: editionOf(produit), headers: { 'if-match': etag } });

  describe('administration of products', () => {
    const changes = [
      [routes.listProduits, LIST, undefined],
      [routes.readProduit, editPathOf(UNKNOWN), undefined],
      [routes.createProduit, '/api/produits', nouveau()],
      [routes.updateProduit, pathOf(UNKNOWN), editionOf(nouveau())],
      [routes.deleteProduit, pathOf(UNKNOWN), undefined],
      [routes.moveStock, `${pathOf(UNKNOWN)}/stock`, { variation: 1 }],
    ] as const;

    it.each(changes)('is only for staff: $operationId', async (route, path, body) => {
      const sent = { body, headers: { 'if-match': '"v1"' } };
      await fails(await browsers.guest(), 'non-connecte', route, path, sent);
      await fails(await browsers.user(), 'acces-refuse', route, path, sent);
    });

    it.each(changes.filter(([, path]) => path.includes(UNKNOWN)))(
      'refuses an unknown product: $operationId',
      async (route, path, body) => {
        await fails(admin, 'produit-introuvable', route, path, { body, headers: { 'if-match': '"v1"' } });
      },
    );
  });

  describe('GET /api/administration/produits', () => {
    it('walks all products, the last changed first', async () => {
      const items = await requests.walk(routes.listProduits, `${LIST}?limite=20`);
      expect(items.map(({ id }) => id).sort()).toEqual(demoProduits.map(({ id }) => id).sort());
      expect(items.map(({ modifieLe }) => modifieLe)).toEqual(
        items.map(({ modifieLe }) => modifieLe).sort((a, b) => (a < b ? 1 : -1)),
      );
    });

    it('searches name, slug and brand, ignoring accents and case', async () => {
      const named = (q: string) => requests.walk(routes.listProduits, `${LIST}?q=${encodeURIComponent(q)}&limite=100`);
      const [demo] = demoProduits;
      if (!demo) throw new Error('demoProduits is empty: nothing to search');
      for (const q of [demo.nom.fr, demo.nom.en.toUpperCase(), demo.slug, demo.slug.slice(2, -2)]) {
        expect(
          (await named(q)).map(({ id }) => id),
          q,
        ).toContain(demo.id);
      }
      expect((await named(demo.marque)).map(({ id }) => id).sort()).toEqual(
        demoProduits
          .filter(({ marque }) => marque === demo.marque)
          .map(({ id }) => id)
          .sort(),
      );
      expect(await named('ecanique')).toEqual(await named('ÉCANIQUE'));
      expect(await named('xqzwvk')).toEqual([]);
    });

    it('filters by archived or not', async () => {
      await withProduit(nouveau(), async (id) => {
        const archived = await requests.walk(routes.listProduits, `${LIST}?actif=false`);
        expect(archived.map((produit) => produit.id)).toContain(id);
        expect((await requests.page(routes.listProduits, `${LIST}?actif=true`)).total).toBe(demoProduits.length);
      });
    });

    it('answers in the requested language', async () => {
      const [item] = (await requests.page(routes.listProduits, `${LIST}?langue=en&limite=1`)).items;
      const demo = demoProduits.find(({ id }) => id === item?.id);
      expect(item).toMatchObject({
        nom: demo?.nom.en,
        categorie: { nom: demoCategories.find(({ slug }) => slug === demo?.categorie)?.nom.en },
        image: { alt: demo?.alt.en },
      });
    });

    it('refuses an altered cursor', async () => {
      const path = `${LIST}?limite=5`;
      await refusesForeignCursors(requests, path, await cursorOf(requests, routes.listProduits, path));
    });

    it.each([
      ['tri=prix', 'query.tri'],
      ['limite=101', 'query.limite'],
      ['actif=oui', 'query.actif'],
    ])('refuses %s', async (query, chemin) => {
      expect(await requests.refused('requete-invalide', `${LIST}?${query}`)).toEqual([chemin]);
    });
  });

  describe('GET /api/administration/produits/{id}', () => {
    it('answers by id and by slug, in both languages, with the version', async () => {
      const [demo] = demoProduits;
      const byId = await succeeds(admin, routes.readProduit, editPathOf(demo?.id ?? ''));
      expect(byId.body).toMatchObject({
        slug: demo?.slug,
        nom: demo?.nom,
        description: demo?.description,
        caracteristiques: demo?.caracteristiques,
        actif: true,
      });
      expect(byId.etag).toMatch(/^"[^"]+"$/);
      expect(await succeeds(admin, routes.readProduit, editPathOf(demo?.slug ?? ''))).toEqual(byId);
    });
  });

  describe('POST /api/produits', () => {
    it('creates a product that can be edited at once', async () => {
      await withProduit(nouveau(), async (id, etag) => {
        const read = await succeeds(admin, routes.readProduit, editPathOf(id));
        expect(read.etag).toBe(etag);
      });
    });

    it('shows shoppers only products on sale', async () => {
      const produit = nouveau();
      await withProduit(produit, async (id, etag) => {
        await requests.refused('produit-introuvable', pathOf(id));
        await update(id, etag, { ...produit, actif: true });
        expect(await requests.read(produitsRoutes.read, pathOf(produit.slug))).toMatchObject({
          id,
          nom: produit.nom.fr,
          note: null,
          nombreAvis: 0,
        });
      });
    });

    it('refuses a slug that is taken', async () => {
      const body = nouveau({ slug: demoProduits[0]?.slug ?? '' });
      await fails(admin, 'slug-deja-utilise', routes.createProduit, '/api/produits', { body });
    });

    const invalid: [string, Partial<NouveauProduit> & Record<string, unknown>][] = [
      ['body.slug', { slug: 'Pas_Un_Slug' }],
      ['body.nom.en', { nom: { fr: 'Clavier', en: ' ' } }],
      ['body.prixCentimes', { prixCentimes: -1 }],
      ['body.stock', { stock: 1.5 }],
      ['body.categorie', { categorie: 'categorie-inconnue' }],
      ['body.note', { note: 5 }],
      [
        'body.images.0.fichier',
        {
          images: [
            {
              fichier: `${'0'.repeat(64)}.webp`,
              largeur: 800,
              hauteur: 800,
              alt: { fr: 'Rien', en: 'Nothing' },
              variantes: [],
            },
          ],
        },
      ],
    ];
    it.each(invalid)('refuses a wrong %s', async (chemin, wrong) => {
      const body = { ...nouveau(), ...wrong };
      expect(await fails(admin, 'requete-invalide', routes.createProduit, '/api/produits', { body })).toEqual([chemin]);
    });

    it('refuses every text that breaks its rule, in each language', async () => {
      for (const [typed] of samples.line.wrong) {
        const body = { ...nouveau({ nom: { fr: 'Clavier', en: typed } }), marque: typed };
        const chemins = await fails(admin, 'requete-invalide', routes.createProduit, '/api/produits', { body });
        expect([typed, chemins]).toEqual([typed, ['body.nom.en', 'body.marque']]);
      }
    });
  });

  describe('PUT /api/produits/{id}', () => {
    it('replaces all fields but the stock, and answers the next version', async () => {
      await withProduit(nouveau(), async (id, etag) => {
        const changed = nouveau({ nom: { fr: 'Autre nom', en: 'Another name' }, categorie: 'souris', prixCentimes: 1 });
        const updated = await update(id, etag, changed);
        expect(updated.body).toMatchObject({ ...editionOf(changed), id, stock: 5 });
        expect(updated.etag).not.toBe(etag);
        expect(await succeeds(admin, routes.readProduit, editPathOf(id))).toEqual(updated);
      });
    });

    it('refuses a change based on an older version, or without one', async () => {
      const produit = nouveau();
      await withProduit(produit, async (id, etag) => {
        const changed = editionOf({ ...produit, prixCentimes: 1 });
        const put = [routes.updateProduit, pathOf(id)] as const;
        await fails(admin, 'precondition-requise', ...put, { body: changed });
        await fails(admin, 'precondition-requise', ...put, { body: changed, headers: { 'if-match': '*' } });
        await update(id, etag, { ...produit, prixCentimes: 2 });
        await fails(admin, 'version-perimee', ...put, { body: changed, headers: { 'if-match': etag } });
        await fails(admin, 'version-perimee', ...put, { body: changed, headers: { 'if-match': '"inconnue"' } });
        const { body } = await succeeds(admin, routes.readProduit, editPathOf(id));
        expect(body.prixCentimes).toBe(2);
      });
    });

    it('refuses a slug that is taken', async () => {
      const produit = nouveau();
      await withProduit(produit, async (id, etag) => {
        const body = { ...editionOf(produit), slug: demoProduits[0]?.slug };
        const sent = { body, headers: { 'if-match': etag } };
        await fails(admin, 'slug-deja-utilise', routes.updateProduit, pathOf(id), sent);
      });
    });
  });

  describe('the old slug of a product', () => {
    it('leads to the product, and to no other, until the product takes it back', async () => {
      const [before, after] = [nouveau({ actif: true }), nouveau({ actif: true })];
      await withProduit(before, async (id, etag) => {
        const renamed = await update(id, etag, after);
        const found = await requests.get(`${pathOf(before.slug)}?langue=en`);
        expect([found.status, found.headers.get('content-location')]).toEqual([200, `${pathOf(after.slug)}?langue=en`]);
        expect(await found.json()).toMatchObject({ id, slug: after.slug, nom: after.nom.en });
        expect((await requests.get(pathOf(after.slug))).headers.get('content-location')).toBeNull();
        expect((await succeeds(admin, routes.readProduit, editPathOf(before.slug))).body.id).toBe(id);

        const taken = { body: nouveau({ slug: before.slug }) };
        await fails(admin, 'slug-deja-utilise', routes.createProduit, '/api/produits', taken);
        await withProduit(nouveau(), async (otherId, otherEtag) => {
          const sent = { body: editionOf(nouveau({ slug: before.slug })), headers: { 'if-match': otherEtag } };
          await fails(admin, 'slug-deja-utilise', routes.updateProduit, pathOf(otherId), sent);
        });

        await update(id, renamed.etag, before);
        expect((await requests.get(pathOf(before.slug))).headers.get('content-location')).toBeNull();
        expect((await requests.get(pathOf(after.slug))).headers.get('content-location')).toBe(pathOf(before.slug));
      });
    });
  });

  describe('DELETE /api/produits/{id}', () => {
    it('deletes a product that was never ordered, in the version that was read', async () => {
      const produit = nouveau();
      await withProduit(produit, async (id, etag) => {
        const path = pathOf(id);
        await fails(admin, 'precondition-requise', routes.deleteProduit, path);
        const { etag: next } = await update(id, etag, { ...produit, prixCentimes: 2 });
        await fails(admin, 'version-perimee', routes.deleteProduit, path, { headers: { 'if-match': etag } });
        await succeeds(admin, routes.deleteProduit, path, { headers: { 'if-match': next } });
        await fails(admin, 'produit-introuvable', routes.readProduit, editPathOf(id));
      });
    });
  });

  describe('POST /api/produits/{id}/stock', () => {
    it('adds to the stock and takes from it, without a new version', async () => {
      await withProduit(nouveau(), async (id, etag) => {
        const move = (variation: number) =>
          succeeds(admin, routes.moveStock, `${pathOf(id)}/stock`, { body: { variation } });
        expect((await move(10)).body).toEqual({ stock: 15 });
        expect((await move(-15)).body).toEqual({ stock: 0 });
        const read = await succeeds(admin, routes.readProduit, editPathOf(id));
        expect(read.body.stock).toBe(0);
        expect(read.etag).toBe(etag);
      });
    });

    it('refuses to take more than the stock', async () => {
      await withProduit(nouveau(), async (id) => {
        const sent = { body: { variation: -6 } };
        await fails(admin, 'stock-insuffisant', routes.moveStock, `${pathOf(id)}/stock`, sent);
        expect((await succeeds(admin, routes.readProduit, editPathOf(id))).body.stock).toBe(5);
      });
    });

    it.each([0.5, '1', 1_000_001])('refuses %s', async (variation) => {
      const sent = { body: { variation } };
      const path = `${pathOf(UNKNOWN)}/stock`;
      expect(await fails(admin, 'requete-invalide', routes.moveStock, path, sent)).toEqual(['body.variation']);
    });
  });

  describe('POST /api/images', () => {
    const picture = (type: string) => new Blob([Uint8Array.from(atob(PICTURE), (c) => c.charCodeAt(0))], { type });

    it('accepts a picture that a product can then show', async () => {
      const { body: image } = await succeeds(admin, routes.uploadImage, '/api/images', { body: picture('image/webp') });
      expect(image.variantes.map(({ type }) => type).sort()).toContain('image/avif');
      const { fichier, largeur, hauteur } = image;
      const variantes = image.variantes.map(({ url, ...variante }) => variante);
      const shown = { fichier, largeur, hauteur, alt: { fr: 'Un carré', en: 'A square' }, variantes };
      await withProduit(nouveau({ images: [shown] }), async (id) => {
        const { body } = await succeeds(admin, routes.readProduit, editPathOf(id));
        expect(body.images).toEqual([shown]);
      });
    });

    it('is only for staff', async () => {
      const sent = { body: picture('image/webp') };
      await fails(await browsers.guest(), 'non-connecte', routes.uploadImage, '/api/images', sent);
      await fails(await browsers.user(), 'acces-refuse', routes.uploadImage, '/api/images', sent);
    });

    it.each(['image/gif', 'application/pdf', ''])('refuses the type "%s"', async (type) => {
      await fails(admin, 'type-non-supporte', routes.uploadImage, '/api/images', { body: picture(type) });
    });
  });
}
