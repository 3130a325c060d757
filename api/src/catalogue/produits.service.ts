import type { Langue } from '@boutique/contracts/common';
import { toldCount } from '@boutique/contracts/limits';
import {
  type FacettesProduits,
  type ListProduitsQuery,
  type Produit,
  type ProduitsFilters,
  priceBandBounds,
  type Tri,
} from '@boutique/contracts/produits';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { type Page, readPage } from '../platform/keyset-page.ts';
import * as counts from './facettes.queries.ts';
import * as queries from './produits.queries.ts';
import { proposeSearch } from './propose-search.ts';

/** The rules for reading the catalogue. */
export function createProduitsService(db: Database) {
  /** Null when the search cannot match anything. */
  async function searchedFilters(
    filters: ProduitsFilters & { ids?: string[] | undefined },
    langue: Langue,
  ): Promise<queries.SearchedFilters | null> {
    const { q, langue: _, ...others } = filters;
    if (!q) return others;
    const requete = await queries.parseSearch(db, q, langue);
    return requete === '' ? null : { ...others, requete };
  }

  return {
    async list({ limite, apres, tri, ...filters }: ListProduitsQuery, langue: Langue): Promise<Page<Produit>> {
      const order = effectiveTri(tri, filters.q);
      const searched = await searchedFilters(filters, langue);
      const { entries, ...rest } = await readPage(
        { limite, apres },
        {
          scope: ['produits', { ...filters, langue }, order],
          read: async (range) =>
            searched ? queries.listProduits(db, { filters: searched, tri: order, langue, ...range }) : [],
          count: async (reading) => {
            const [first] = await reading;
            if (first) return first.total;
            // there is no product at all, or none after that position
            return searched && apres !== undefined ? queries.countProduits(db, searched, langue) : 0;
          },
          positionOf: ({ position }) => position,
          cle: queries.cleOf(order),
        },
      );
      return { ...rest, entries: entries.map(({ produit }) => produit) };
    },

    async facettes(filters: ProduitsFilters, langue: Langue): Promise<FacettesProduits> {
      const searched = await searchedFilters(filters, langue);
      const { prixMin = 0, prixMax } = filters;
      const cuts = new Set([...priceBandBounds, prixMin, ...(prixMax === undefined ? [] : [prixMax + 1])]);
      const bounds = [...cuts].sort((a, b) => a - b);
      const counted = async (): Promise<counts.FacetGroup[] | null> => {
        if (!searched) return [];
        if (searched.requete === undefined) return counts.countFacetGroups(db, bounds);
        return counts.countFoundFacetGroups(db, searched.requete, langue, bounds);
      };
      const [categories, groups] = await Promise.all([counts.listCategoriesWithImage(db, langue), counted()]);
      const facettes = summarizeFacets(filters, categories, groups ?? []);
      if (!groups && searched) return withoutCounts(facettes, await queries.countProduits(db, searched, langue));
      const proposition = facettes.total === 0 ? await proposeSearch(db, filters, langue) : null;
      return { ...facettes, proposition };
    },

    async read(idOrSlug: string, langue: Langue): Promise<Produit> {
      return (await queries.findProduit(db, idOrSlug, langue)) ?? notFound(idOrSlug);
    },

    async idOf(idOrSlug: string): Promise<string> {
      return (await queries.findProduitId(db, idOrSlug)) ?? notFound(idOrSlug);
    },
  };
}

export function notFound(idOrSlug: string): never {
  throw new ProblemError('produit-introuvable', `Aucun produit n’a l’identifiant ${idOrSlug}.`);
}

/** Sorts by relevance only when there are search words. */
function effectiveTri(tri: Tri | undefined, q: string | undefined): Tri {
  if (tri === 'pertinence' || tri === undefined) return q ? 'pertinence' : 'nouveaute';
  return tri;
}

/** Sums up the groups: each facet ignores its own filter, the total applies all. */
function summarizeFacets(
  { categorie, enStock, prixMin = 0, prixMax = Number.POSITIVE_INFINITY }: ProduitsFilters,
  categories: { slug: string; nom: string; image: queries.StoredImage | null }[],
  groups: counts.FacetGroup[],
): FacettesProduits {
  const inCategorie = (group: counts.FacetGroup) => categorie === undefined || group.categorie === categorie;
  const inStock = (group: counts.FacetGroup) => enStock === undefined || group.enStock === enStock;
  // no group crosses a bound of the filter
  const inPrix = (group: counts.FacetGroup) => group.prixMin >= prixMin && group.prixMin <= prixMax;
  const count = (...conditions: ((group: counts.FacetGroup) => boolean)[]) =>
    toldCount(
      groups.filter((group) => conditions.every((holds) => holds(group))).reduce((sum, { nombre }) => sum + nombre, 0),
    );
  return {
    total: count(inCategorie, inPrix, inStock),
    categories: categories.map(({ slug, nom, image }) => ({
      slug,
      nom,
      nombre: count((group) => group.categorie === slug, inPrix, inStock),
      vignette: image && counts.toVignette(image),
    })),
    prix: priceBandBounds.map((min, index) => {
      const max = priceBandBounds[index + 1] ?? null;
      const inBand = (group: counts.FacetGroup) => group.prixMin >= min && (max === null || group.prixMin < max);
      return { min, max, nombre: count(inBand, inCategorie, inStock) };
    }),
    disponibilite: {
      enStock: count((group) => group.enStock, inCategorie, inPrix),
      rupture: count((group) => !group.enStock, inCategorie, inPrix),
    },
    proposition: null,
  };
}

/** The choices without a number for each. */
const withoutCounts = ({ categories, prix }: FacettesProduits, total: number): FacettesProduits => ({
  total,
  categories: categories.map((categorie) => ({ ...categorie, nombre: null })),
  prix: prix.map((band) => ({ ...band, nombre: null })),
  disponibilite: { enStock: null, rupture: null },
  proposition: null,
});
