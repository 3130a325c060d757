import * as z from 'zod/mini';
import { Instant, Langue, pagedHeaders, paging, typed } from './common.ts';
import { AVIS } from './field-rules.ts';
import { ProduitParams } from './produits.ts';
import { defineRoute } from './route.ts';

/** A review by an account that bought the product. */
export const Avis = z.object({
  id: z.uuidv7(),
  /** The author's name at the time; null once the account is deleted. */
  auteur: z.nullable(z.string()),
  note: z.int().check(z.minimum(1), z.maximum(5)),
  titre: z.string(),
  texte: z.string(),
  /** The language of the review, for the `lang` attribute. */
  langue: Langue,
  creeLe: Instant,
});
export type Avis = z.output<typeof Avis>;

export const NouvelAvis = z.strictObject({
  note: z.int().check(z.minimum(1), z.maximum(5)),
  titre: typed(AVIS.titre),
  texte: typed(AVIS.texte),
  langue: Langue,
});
export type NouvelAvis = z.output<typeof NouvelAvis>;

export const avisRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/produits/{id}/avis',
    operationId: 'listAvis',
    tag: 'avis',
    summary: 'Reviews of a product, the newest first',
    access: 'public',
    params: ProduitParams,
    query: z.strictObject(paging),
    responses: { 200: z.array(Avis) },
    headers: pagedHeaders,
    problems: ['produit-introuvable', 'curseur-invalide'],
  }),
  create: defineRoute({
    method: 'post',
    path: '/api/produits/{id}/avis',
    operationId: 'createAvis',
    tag: 'avis',
    summary: 'Review a product that was delivered to this account, once',
    access: 'account',
    params: ProduitParams,
    body: NouvelAvis,
    responses: { 201: Avis },
    problems: ['produit-introuvable', 'achat-requis', 'avis-deja-donne'],
  }),
  /** A page asks this before it shows the form. */
  readOwn: defineRoute({
    method: 'get',
    path: '/api/produits/{id}/mon-avis',
    operationId: 'readOwnAvis',
    tag: 'avis',
    summary: 'Whether the product was delivered to this account, and its review',
    access: 'account',
    params: ProduitParams,
    responses: { 200: z.object({ achete: z.boolean(), avis: z.nullable(Avis) }) },
    problems: ['produit-introuvable'],
  }),
  delete: defineRoute({
    method: 'delete',
    path: '/api/avis/{id}',
    operationId: 'deleteAvis',
    tag: 'avis',
    summary: 'Delete the account’s own review; staff may delete any',
    access: 'account',
    params: z.object({ id: z.uuidv7() }),
    responses: { 204: null },
    problems: ['avis-introuvable'],
  }),
};
