import * as z from 'zod/mini';
import { MAX_QUANTITE } from './achat.ts';
import { Centimes, LangueQuery, Slug } from './common.ts';
import { ImageProduit } from './produits.ts';
import { defineRoute } from './route.ts';

export { MAX_QUANTITE };

/** How many products one cart holds. */
export const MAX_LIGNES = 100;

/** A line at today's price and stock. `disponible` is false when the product is off sale or its stock is too small. */
export const LignePanier = z.object({
  produitId: z.uuidv7(),
  slug: Slug,
  nom: z.string(),
  image: z.nullable(ImageProduit),
  prixCentimes: Centimes,
  quantite: z.int().check(z.positive()),
  totalCentimes: Centimes,
  stock: z.int().check(z.nonnegative()),
  disponible: z.boolean(),
});
export type LignePanier = z.output<typeof LignePanier>;

/** The cart of an account or, for a guest, of this browser. Lines in the order in which they were added. */
export const Panier = z.object({
  lignes: z.array(LignePanier),
  nombreArticles: z.int().check(z.nonnegative()),
  totalCentimes: Centimes,
});
export type Panier = z.output<typeof Panier>;

const Quantite = z.int().check(z.minimum(1), z.maximum(MAX_QUANTITE));
const LigneParams = z.object({ produitId: z.uuidv7() });

export const panierRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/panier',
    operationId: 'readPanier',
    tag: 'panier',
    summary: 'Read the cart of this account or guest',
    access: 'public',
    query: LangueQuery,
    responses: { 200: Panier },
  }),
  addLigne: defineRoute({
    method: 'post',
    path: '/api/panier/lignes',
    operationId: 'addLignePanier',
    tag: 'panier',
    summary: 'Add a quantity of a product to the cart',
    access: 'public',
    query: LangueQuery,
    body: z.strictObject({ produitId: z.uuidv7(), quantite: Quantite }),
    responses: { 200: Panier },
    problems: ['produit-introuvable', 'stock-insuffisant', 'limite-atteinte', 'trop-de-tentatives'],
  }),
  setLigne: defineRoute({
    method: 'put',
    path: '/api/panier/lignes/{produitId}',
    operationId: 'setLignePanier',
    tag: 'panier',
    summary: 'Set the quantity of a product in the cart',
    access: 'public',
    params: LigneParams,
    query: LangueQuery,
    body: z.strictObject({ quantite: Quantite }),
    responses: { 200: Panier },
    problems: ['produit-introuvable', 'stock-insuffisant', 'limite-atteinte', 'trop-de-tentatives'],
  }),
  removeLigne: defineRoute({
    method: 'delete',
    path: '/api/panier/lignes/{produitId}',
    operationId: 'removeLignePanier',
    tag: 'panier',
    summary: 'Take a product out of the cart; does nothing when it is not there',
    access: 'public',
    params: LigneParams,
    query: LangueQuery,
    responses: { 200: Panier },
  }),
};
