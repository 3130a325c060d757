import type { Langue } from '@boutique/contracts/common';
import {
  type FacettesProduits,
  type ListProduitsQuery,
  type Produit,
  type ProduitsFilters,
  priceBandBounds,
  type Tri,
} from '@boutique/contracts/produits';
import type { Tag } from '../platform/db/changes.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { KeptValues } from '../platform/kept-values.ts';
import { type Page, readPage } from '../platform/keyset-page.ts';
import * as queries from './produits.queries.ts';

/** The rules for reading the catalogue. `keepCount` may save counting the same products again. */
export function createProduitsService(db: Database, keepCount?: KeptValues<number>) {
  /** The number of products, from `count` unless it is known. */
  async function countOnce(
    filters: queries.SearchedFilters,
    langue: Langue,
    count: () => Promise<number>,
  ): Promise<number> {
    if (!keepCount) return count();
    const tags: Tag[] = [
      'produits',
      'categories',
      ...(filters.enStock === undefined ? [] : ['disponibilite' as const]),
    ];
    return (await keepCount(JSON.stringify([filters, filters.requete && langue]), tags, count)).value;
  }

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
      let total = 0;
      const { entries, ...rest } = await readPage(
        { limite, apres },
        {
          scope: ['produits', { ...filters, langue }, order],
          read: async (range) => {
            if (!searched) return [];
            const options = { filters: searched, tri: order, langue, ...range };
            let found: Awaited<ReturnType<typeof queries.listProduits>> | undefined;
            total = await countOnce(searched, langue, async () => {
              found = await queries.listProduits(db, { ...options, counted: true });
              // no row tells it: there is no product at all, or none after that position
              return found[0]?.total ?? (range.apres ? queries.countProduits(db, searched, langue) : 0);
            });
            return found ?? queries.listProduits(db, options);
          },
          count: (reading) => reading.then(() => total),
          positionOf: ({ position }) => position,
          cle: queries.cleOf(order),
        },
      );
      return { ...rest, entries: entries.map(({ produit }) => produit) };
    },

    async facettes(filters: ProduitsFilters, langue: Langue): Promise<FacettesProduits> {
      const searched = await searchedFilters(filters, langue);
      const [categories, groups] = await Promise.all([
        queries.listCategoriesWithImage(db, langue),
        searched ? queries.countFacetGroups(db, searched, langue, priceBandBounds) : [],
      ]);
      return summarizeFacets(filters, categories, groups);
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
  { categorie, enStock }: ProduitsFilters,
  categories: { slug: string; nom: string; image: queries.StoredImage | null }[],
  groups: queries.FacetGroup[],
): FacettesProduits {
  const inCategorie = (group: queries.FacetGroup) => categorie === undefined || group.categorie === categorie;
  const inStock = (group: queries.FacetGroup) => enStock === undefined || group.enStock === enStock;
  const count = (...conditions: ((group: queries.FacetGroup) => boolean)[]) =>
    groups.filter((group) => conditions.every((holds) => holds(group))).reduce((sum, { nombre }) => sum + nombre, 0);
  const inPrix = (group: queries.FacetGroup) => group.prixRetenu;
  return {
    total: count(inCategorie, inPrix, inStock),
    categories: categories.map(({ slug, nom, image }) => ({
      slug,
      nom,
      nombre: count((group) => group.categorie === slug, inPrix, inStock),
      vignette: image && queries.toVignette(image),
    })),
    prix: priceBandBounds.map((min, bande) => ({
      min,
      max: priceBandBounds[bande + 1] ?? null,
      nombre: count((group) => group.bande === bande, inCategorie, inStock),
    })),
    disponibilite: {
      enStock: count((group) => group.enStock, inCategorie, inPrix),
      rupture: count((group) => !group.enStock, inCategorie, inPrix),
    },
  };
}
