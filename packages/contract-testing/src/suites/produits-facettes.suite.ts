import { type FacettesProduits, priceBandBounds, produitsRoutes } from '@boutique/contracts/produits';
import { demoCategories } from '@boutique/demo-data/categories';
import { demoProduits } from '@boutique/demo-data/produits';
import { describe, expect, it } from 'vitest';
import type { Server } from '../browsers.ts';
import { requestsTo } from './requests.ts';

/** The sum of all counts; not a number when one is missing. */
const sum = (counts: readonly (number | null)[]) =>
  counts.reduce<number>((total, count) => total + (count ?? Number.NaN), 0);
const nombres = (choices: readonly { nombre: number | null }[]) => choices.map(({ nombre }) => nombre);

export function describeFacettes(server: () => Server): void {
  const requests = requestsTo(server);
  const facettesOf = (query: Record<string, string>) =>
    requests.read(produitsRoutes.facettes, `/api/produits/facettes?${new URLSearchParams(query)}`);
  const countOf = async (query: Record<string, string>) =>
    (await requests.page(produitsRoutes.list, `/api/produits?${new URLSearchParams({ ...query, limite: '1' })}`)).total;

  /** Expects each number to be the total of the list after that choice. */
  const matchesTheList = async (query: Record<string, string>, facettes: FacettesProduits) => {
    const { prixMin: _min, prixMax: _max, ...anyPrix } = query;
    expect(facettes.total).toBe(await countOf(query));
    for (const { slug, nombre } of facettes.categories) {
      expect(nombre, slug).toBe(await countOf({ ...query, categorie: slug }));
    }
    for (const { min, max, nombre } of facettes.prix) {
      const band = { prixMin: String(min), ...(max !== null && { prixMax: String(max - 1) }) };
      expect(nombre, `from ${min}`).toBe(await countOf({ ...anyPrix, ...band }));
    }
    const { enStock, rupture } = facettes.disponibilite;
    expect(enStock).toBe(await countOf({ ...query, enStock: 'true' }));
    expect(rupture).toBe(await countOf({ ...query, enStock: 'false' }));
  };

  describe('GET /api/produits/facettes', () => {
    it('counts the whole catalogue', async () => {
      const { total, categories, prix, disponibilite } = await facettesOf({});
      expect(total).toBe(demoProduits.length);
      expect(categories.map(({ vignette, ...counts }) => counts)).toEqual(
        demoCategories.map(({ slug, nom }) => ({
          slug,
          nom: nom.fr,
          nombre: demoProduits.filter(({ categorie }) => categorie === slug).length,
        })),
      );
      expect(prix.map(({ min }) => min)).toEqual([...priceBandBounds]);
      expect(prix.map(({ max }) => max)).toEqual([...priceBandBounds.slice(1), null]);
      expect(sum(nombres(prix))).toBe(total);
      expect(sum([disponibilite.enStock, disponibilite.rupture])).toBe(total);
    });

    it.each<Record<string, string>>([
      { categorie: 'claviers' },
      { enStock: 'true' },
      { prixMin: '5000', prixMax: '9999' },
      { q: 'clavier' },
      { q: 'clavié mécanik', enStock: 'true', langue: 'fr' },
      { q: 'usb', categorie: 'accessoires', prixMax: '30000', enStock: 'true' },
    ])('counts what the list would answer: %o', async (query) => {
      await matchesTheList(query, await facettesOf(query));
    });

    it('shows in each group the effect of another choice in it', async () => {
      const all = await facettesOf({});
      const one = await facettesOf({ categorie: 'claviers' });
      expect(one.categories).toEqual(all.categories);
      expect(sum(nombres(one.prix))).toBe(one.total);
      expect((await facettesOf({ prixMin: '5000' })).prix).toEqual(all.prix);
      expect((await facettesOf({ enStock: 'true' })).disponibilite).toEqual(all.disponibilite);
    });

    it('shows a small picture of one of the dearest products of each category', async () => {
      for (const { slug, vignette } of (await facettesOf({})).categories) {
        const query = new URLSearchParams({ categorie: slug, tri: '-prix', limite: '5' });
        const { items } = await requests.page(produitsRoutes.list, `/api/produits?${query}`);
        const files = items.flatMap(({ images }) => images[0]?.variantes ?? []);
        const { largeur = 0, url } = vignette ?? {};
        expect(files, slug).toContainEqual({ url, largeur, type: 'image/avif' });
        expect(largeur).toBeLessThan(300);
        expect(vignette?.hauteur).toBe(largeur);
      }
    });

    it('names the categories in the requested language', async () => {
      const { categories } = await facettesOf({ langue: 'en' });
      expect(categories.map(({ nom }) => nom)).toEqual(demoCategories.map(({ nom }) => nom.en));
    });

    it.each([
      ['tri=prix', 'query.tri'],
      ['limite=5', 'query.limite'],
      ['prixMin=2000&prixMax=1000', 'query.prixMin'],
      ['enStock=1', 'query.enStock'],
      ['q=a&q=b', 'query.q'],
    ])('refuses %s', async (query, chemin) => {
      expect(await requests.refused('requete-invalide', `/api/produits/facettes?${query}`)).toEqual([chemin]);
    });
  });
}
