import { type Entete, entetesRoutes as routes } from '@boutique/contracts/entetes';
import { demoCategories } from '@boutique/demo-data/categories';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Browsers, Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

const ofType = ({ jsonLd }: Entete, type: string) => jsonLd.find((each) => each['@type'] === type);

/** The heads of the catalogue's pages, for search engines, on the demo data. */
export function describeEntetes(browsers: Browsers): void {
  let guest: Server;
  beforeAll(async () => {
    guest = await browsers.guest();
  });
  const requests = requestsTo(() => guest);
  const rated = demoProduits.find(({ note, stock }) => note !== null && stock > 0);
  const soldOut = demoProduits.find(({ stock }) => stock === 0);
  const unrated = demoProduits.find(({ note }) => note === null);
  if (!rated || !soldOut || !unrated) throw new Error('demoProduits lacks a product that is sold out, or one unrated');

  describe('GET /api/entetes/produits/{id}', () => {
    it.each(['fr', 'en'] as const)('describes every product, langue=%s', async (langue) => {
      for (const demo of demoProduits) {
        const produit = toProduit(demo, langue);
        const entete = await requests.read(routes.produit, `/api/entetes/produits/${demo.slug}?langue=${langue}`);
        expect(entete.titre).toBe(`${produit.nom} – Ma Boutique Répartie`);
        expect(entete.canonique).toBe(`/produits/${demo.slug}`);
        expect(entete.image).toBe(produit.images[0]?.url ?? null);
        expect(entete.description.length).toBeLessThanOrEqual(160);
        const beginning = entete.description.replace(/…$/, '');
        expect(produit.description.startsWith(beginning), entete.description).toBe(true);
        expect(produit.description.slice(beginning.length)).toMatch(/^$|^[\s.,;:!?–-]/);
      }
    });

    it('describes the product for schema.org', async () => {
      const produit = toProduit(rated, 'fr');
      const entete = await requests.read(routes.produit, `/api/entetes/produits/${rated.id}?langue=fr`);
      expect(ofType(entete, 'Product')).toMatchObject({
        '@context': 'https://schema.org',
        name: produit.nom,
        description: produit.description,
        sku: expect.any(String),
        brand: { '@type': 'Brand', name: produit.marque },
        image: produit.images.map(({ url }) => `{origine}${url}`),
        offers: {
          '@type': 'Offer',
          url: `{origine}/produits/${produit.slug}`,
          price: `${Math.floor(produit.prixCentimes / 100)}.${String(produit.prixCentimes % 100).padStart(2, '0')}`,
          priceCurrency: 'EUR',
          availability: 'https://schema.org/InStock',
        },
        aggregateRating: { '@type': 'AggregateRating', ratingValue: produit.note, reviewCount: produit.nombreAvis },
      });
    });

    it('marks sold-out products, and omits a missing rating', async () => {
      const read = (id: string) => requests.read(routes.produit, `/api/entetes/produits/${id}`);
      expect(ofType(await read(soldOut.id), 'Product')).toMatchObject({
        offers: { availability: 'https://schema.org/OutOfStock' },
      });
      expect(ofType(await read(unrated.id), 'Product')).not.toHaveProperty('aggregateRating');
    });

    it('has a breadcrumb from the home page', async () => {
      const entete = await requests.read(routes.produit, `/api/entetes/produits/${rated.slug}?langue=en`);
      const { categorie, nom } = toProduit(rated, 'en');
      const step = (position: number, name: string, path: string) => ({
        '@type': 'ListItem',
        position,
        name,
        item: `{origine}${path}`,
      });
      expect(ofType(entete, 'BreadcrumbList')).toMatchObject({
        itemListElement: [
          step(1, 'Home', '/'),
          step(2, 'Catalogue', '/produits'),
          step(3, categorie.nom, `/produits?categorie=${categorie.slug}`),
          step(4, nom, `/produits/${rated.slug}`),
        ],
      });
    });

    it('refuses an unknown product', async () => {
      await requests.refused('produit-introuvable', '/api/entetes/produits/ce-produit-n-existe-pas');
    });
  });

  describe('GET /api/entetes/catalogue', () => {
    it.each(['fr', 'en'] as const)('describes the whole catalogue and each category, langue=%s', async (langue) => {
      const read = (query: string) =>
        requests.read(routes.catalogue, `/api/entetes/catalogue?langue=${langue}${query}`);
      const whole = await read('');
      expect(whole).toMatchObject({ titre: 'Catalogue – Ma Boutique Répartie', canonique: '/produits' });
      expect(ofType(whole, 'CollectionPage')).toMatchObject({ url: '{origine}/produits', inLanguage: langue });
      const descriptions = new Set([whole.description]);
      for (const { slug, nom } of demoCategories) {
        const entete = await read(`&categorie=${slug}`);
        expect(entete.titre).toBe(`${nom[langue]} – Ma Boutique Répartie`);
        expect(entete.canonique).toBe(`/produits?categorie=${slug}`);
        expect(entete.image).toMatch(/^\/api\/images\//);
        expect(entete.description.length).toBeLessThanOrEqual(160);
        descriptions.add(entete.description);
        expect(ofType(entete, 'BreadcrumbList')?.itemListElement).toHaveLength(3);
      }
      expect(descriptions.size).toBe(demoCategories.length + 1);
    });

    it('treats an unknown category as the whole catalogue', async () => {
      const entete = await requests.read(routes.catalogue, '/api/entetes/catalogue?categorie=inconnue');
      expect(entete).toEqual(await requests.read(routes.catalogue, '/api/entetes/catalogue'));
    });

    it('refuses a malformed category', async () => {
      expect(await requests.refused('requete-invalide', '/api/entetes/catalogue?categorie=Pas_Un_Slug')).toEqual([
        'query.categorie',
      ]);
    });
  });

  describe('GET /api/plan-du-site', () => {
    it('names every page once: home, catalogue, categories, then products, the last changed first', async () => {
      const plan = await requests.read(routes.planDuSite, '/api/plan-du-site');
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
