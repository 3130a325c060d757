import type { Langue } from '@boutique/contracts/common';
import type {
  ImageProduit,
  Produit,
  ProduitsFilters,
  Tri,
  VarianteImage,
  Vignette,
} from '@boutique/contracts/produits';
import type { Knex } from 'knex';
import * as z from 'zod/mini';
import { type Position } from '../platform/cursor.ts';
import type { PageRange } from '../platform/keyset-page.ts';
/** Filters whose search words are a query of the database, see `parseSearch`. */
export type SearchedFilters = Omit<ProduitsFilters, 'q' | 'langue'> & {
  requete?: string | undefined;
  ids?: string[] | undefined;
};
type Texte = Record<Langue, string>;
/** A picture as stored in the product's row. */
export interface StoredImage {
  fichier: string;
  largeur: number;
  hauteur: number;
  alt: Texte;
  /** Missing for pictures of an older seed. */
  variantes?: (Omit<VarianteImage, 'url'> & {
    fichier: string;
  })[];
}
/** The schema of a cursor's key for this sort. */
export declare const cleOf: (tri: Tri) => z.ZodMiniType<Position['cle']>;
/**
 * The typed search as a query of the database, in its text form; '' when nothing can match. It ignores accents, case
 * and small typos; the last word may be the start of a word.
 */
export declare function parseSearch(db: Knex, q: string, langue: Langue): Promise<string>;
/** One page in the order of `tri`, after a position; each product comes with its own position. */
export declare function listProduits(
  db: Knex,
  options: PageRange & {
    filters: SearchedFilters;
    tri: Tri;
    langue: Langue;
  },
): Promise<
  {
    produit: Produit;
    position: Position;
  }[]
>;
export declare function countProduits(db: Knex, filters: SearchedFilters, langue: Langue): Promise<number>;
/** One product that is on sale, by its id or its slug. */
export declare function findProduit(db: Knex, idOrSlug: string, langue: Langue): Promise<Produit | undefined>;
/** The id of a product that is on sale. */
export declare function findProduitId(db: Knex, idOrSlug: string): Promise<string | undefined>;
/** The condition on `produits as p` for an id or a slug. */
export declare function identifiedBy(idOrSlug: string): Record<string, string>;
/** The number of matching products per category, price band, availability, and result of the price filter. */
export interface FacetGroup {
  categorie: string;
  /** Number of the price band, from 0. */
  bande: number;
  prixRetenu: boolean;
  enStock: boolean;
  nombre: number;
}
/** Counts for all facets, in one pass; `bounds` are the lower bounds of the price bands, in cents. */
export declare function countFacetGroups(
  db: Knex,
  { requete, prixMin, prixMax }: SearchedFilters,
  langue: Langue,
  bounds: readonly number[],
): Promise<FacetGroup[]>;
export declare function listCategories(
  db: Knex,
  langue: Langue,
): Promise<
  {
    slug: string;
    nom: string;
  }[]
>;
/**
 * The categories, each with the first picture among its dearest products: their index finds them at once, and also finds
 * at once that a category is empty.
 */
export declare function listCategoriesWithImage(
  db: Knex,
  langue: Langue,
): Promise<
  {
    slug: string;
    nom: string;
    image: StoredImage | null;
  }[]
>;
/** A stored picture in the contract's form, in one language. */
export declare function toImage({ fichier, alt, variantes, ...size }: StoredImage, langue: Langue): ImageProduit;
/** The narrowest file of a picture that is wide enough for a tile. */
export declare function toVignette({ fichier, largeur, hauteur, variantes }: StoredImage): Vignette;
