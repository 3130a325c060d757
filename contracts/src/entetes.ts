import * as z from 'zod/mini';
import { LangueQuery, Slug } from './common.ts';
import { ProduitParams } from './produits.ts';
import { defineRoute } from './route.ts';

/** The head of a page, which search engines and link previews read before any script runs. Paths are of this shop. */
export const Entete = z.object({
  titre: z.string(),
  description: z.string(),
  /** The canonical path of the page. */
  canonique: z.string().check(z.startsWith('/')),
  /** A picture of the page; null when it has none. */
  image: z.nullable(z.string().check(z.startsWith('/'))),
  /** schema.org as JSON-LD. `{origine}` stands for scheme and host, which the gateway knows. */
  jsonLd: z.array(z.record(z.string(), z.unknown())),
});
export type Entete = z.output<typeof Entete>;

/** The pages that search engines should index, each with the time of its last change. */
export const PlanDuSite = z.array(z.object({ chemin: z.string().check(z.startsWith('/')), modifieLe: z.string() }));
export type PlanDuSite = z.output<typeof PlanDuSite>;

export const entetesRoutes = {
  produit: defineRoute({
    method: 'get',
    path: '/api/entetes/produits/{id}',
    operationId: 'readEnteteProduit',
    tag: 'entetes',
    summary: 'The head of a product’s page',
    access: 'public',
    params: ProduitParams,
    query: LangueQuery,
    responses: { 200: Entete },
    problems: ['produit-introuvable'],
  }),
  catalogue: defineRoute({
    method: 'get',
    path: '/api/entetes/catalogue',
    operationId: 'readEnteteCatalogue',
    tag: 'entetes',
    summary: 'The head of the catalogue’s page, or of one category’s page',
    access: 'public',
    query: z.strictObject({ categorie: z.optional(Slug), langue: LangueQuery.shape.langue }),
    responses: { 200: Entete },
  }),
  planDuSite: defineRoute({
    method: 'get',
    path: '/api/plan-du-site',
    operationId: 'readPlanDuSite',
    tag: 'entetes',
    summary: 'Every page that search engines should index, up to 50 000 (sitemaps.org)',
    access: 'public',
    query: z.strictObject({}),
    responses: { 200: PlanDuSite },
  }),
};
