import * as z from 'zod/mini';
import {
  booleanParam,
  Centimes,
  Instant,
  idsParam,
  integerParam,
  Langue,
  LangueQuery,
  Nombre,
  pagedHeaders,
  paging,
  Slug,
} from './common.ts';
import { QUERY_LENGTH, STOCK_TOLD_UP_TO } from './limits.ts';
import { defineRoute } from './route.ts';

const ImageUrl = z.string().check(z.startsWith('/api/images/'));

/** The same picture in another format or width (pixels), for `srcset`. */
export const VarianteImage = z.object({
  url: ImageUrl,
  type: z.enum(['image/avif', 'image/webp']),
  largeur: z.int().check(z.positive()),
});
export type VarianteImage = z.output<typeof VarianteImage>;

export const ImageProduit = z.object({
  url: ImageUrl,
  largeur: z.int().check(z.positive()),
  hauteur: z.int().check(z.positive()),
  alt: z.string(),
  /** Empty when the picture exists only as `url`. */
  variantes: z.array(VarianteImage),
});
export type ImageProduit = z.output<typeof ImageProduit>;

/** A small picture without text, about 256 pixels wide. */
export const Vignette = z.object({
  url: ImageUrl,
  largeur: z.int().check(z.positive()),
  hauteur: z.int().check(z.positive()),
});
export type Vignette = z.output<typeof Vignette>;

export const Categorie = z.object({ slug: Slug, nom: z.string() });
export type Categorie = z.output<typeof Categorie>;

/** A product, its texts in one language. Money is integer euro cents. */
export const Produit = z.object({
  id: z.uuidv7(),
  slug: Slug,
  nom: z.string(),
  description: z.string(),
  categorie: Categorie,
  marque: z.string(),
  prixCentimes: Centimes,
  devise: z.literal('EUR'),
  /** How many there are; 10 when there are that many or more. */
  stock: z.int().check(z.nonnegative(), z.maximum(STOCK_TOLD_UP_TO)),
  /** Mean rating from 0 to 5; null while there is no review. */
  note: z.nullable(z.number().check(z.minimum(0), z.maximum(5))),
  nombreAvis: z.int().check(z.nonnegative()),
  images: z.array(ImageProduit),
  caracteristiques: z.array(z.object({ nom: z.string(), valeur: z.string() })),
  creeLe: Instant,
  modifieLe: Instant,
});
export type Produit = z.output<typeof Produit>;

export const Tri = z.enum(['pertinence', 'prix', '-prix', 'nom', 'nouveaute', 'note']);
export type Tri = z.output<typeof Tri>;

const filters = {
  q: z.optional(z.string().check(z.trim(), z.maxLength(QUERY_LENGTH.q))),
  categorie: z.optional(Slug),
  prixMin: z.optional(integerParam(0, 100_000_000)),
  prixMax: z.optional(integerParam(0, 100_000_000)),
  enStock: z.optional(booleanParam),
  langue: z.optional(Langue),
};

const priceRangeInOrder = z.refine<{ prixMin?: number | undefined; prixMax?: number | undefined }>(
  ({ prixMin, prixMax }) => prixMin === undefined || prixMax === undefined || prixMin <= prixMax,
  { path: ['prixMin'], error: 'prixMin doit être inférieur ou égal à prixMax' },
);

/** Filters of a list of products. Prices in cents, both bounds included. `langue` wins over `Accept-Language`. */
export const ProduitsFilters = z.strictObject(filters).check(priceRangeInOrder);
export type ProduitsFilters = z.output<typeof ProduitsFilters>;

/**
 * Without `tri`: `pertinence` when there is a `q`, else `nouveaute`. `apres` is a cursor taken from `Link`. By
 * `pertinence`, a list has at most 1 001 products: of a search that matches more, first those whose names match.
 */
export const ListProduitsQuery = z
  .strictObject({
    ...filters,
    tri: z.optional(Tri),
    /** Only these products, separated by commas: for favourites and recently seen products. */
    ids: z.optional(idsParam(50)),
    ...paging,
  })
  .check(priceRangeInOrder);
export type ListProduitsQuery = z.output<typeof ListProduitsQuery>;

/** The number of products for one choice; null when a search matches so many products that this was not counted. */
const NombreParChoix = z.nullable(Nombre);

/**
 * Number of products for each choice of a filter. Each group ignores its own filter: it shows the effect of a change.
 */
export const FacettesProduits = z.object({
  total: Nombre,
  /** `vignette` is the picture of one of the dearest products; null when they have none. */
  categories: z.array(
    z.object({ slug: Slug, nom: z.string(), nombre: NombreParChoix, vignette: z.nullable(Vignette) }),
  ),
  /** Price bands in cents, `[min, max)`; the last one is open. */
  prix: z.array(z.object({ min: Centimes, max: z.nullable(Centimes), nombre: NombreParChoix })),
  disponibilite: z.object({ enStock: NombreParChoix, rupture: NombreParChoix }),
  /** When a search finds nothing: the nearest search that finds some, under the same filters; null when there is none. */
  proposition: z.nullable(z.object({ q: z.string(), nombre: Nombre })),
});
export type FacettesProduits = z.output<typeof FacettesProduits>;

/** Bounds of the price bands in `FacettesProduits.prix`, in cents. */
export const priceBandBounds = [0, 5_000, 10_000, 25_000, 50_000, 100_000] as const;

export const ProduitParams = z.object({ id: z.union([z.uuidv7(), Slug]) });

export const produitsRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/produits',
    operationId: 'listProduits',
    tag: 'produits',
    access: 'public',
    summary: 'List products: search, filter, sort, page by page',
    query: ListProduitsQuery,
    responses: { 200: z.array(Produit) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  facettes: defineRoute({
    method: 'get',
    path: '/api/produits/facettes',
    operationId: 'readFacettes',
    tag: 'produits',
    access: 'public',
    summary: 'Count products per category, price band and availability',
    query: ProduitsFilters,
    responses: { 200: FacettesProduits },
  }),
  read: defineRoute({
    method: 'get',
    path: '/api/produits/{id}',
    operationId: 'readProduit',
    tag: 'produits',
    access: 'public',
    summary: 'Read one product by its id, its slug, or a slug that it had before',
    params: ProduitParams,
    query: LangueQuery,
    responses: { 200: Produit },
    headers: {
      ETag: 'Strong validator: send it back in If-None-Match for a 304',
      'Content-Location': 'The product under its slug, when it was asked for by another name',
    },
    problems: ['produit-introuvable'],
  }),
};
