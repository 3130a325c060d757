import * as z from 'zod/mini';
import { Instant, pagedHeaders, paging, typed } from './common.ts';
import { SYNONYME, TERMES } from './field-rules.ts';
import { QUERY_LENGTH } from './limits.ts';
import { defineRoute } from './route.ts';

/** Terms that mean the same to a search: `écran`, `moniteur`. */
export const Synonyme = z.object({
  id: z.uuidv7(),
  termes: z.array(z.string()),
  /** Send it back in `If-Match`, as `"v3"`. */
  version: z.int().check(z.positive()),
  modifieLe: Instant,
});
export type Synonyme = z.output<typeof Synonyme>;

export const SynonymeEdition = z.strictObject({
  termes: z.array(typed(SYNONYME)).check(z.minLength(TERMES.min), z.maxLength(TERMES.max)),
});
export type SynonymeEdition = z.output<typeof SynonymeEdition>;

const params = z.object({ id: z.uuidv7() });
const requestHeaders = { 'If-Match': 'The `version` that the change is made on, as an ETag: `"v3"`' } as const;

export const synonymesRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/administration/synonymes',
    operationId: 'adminListSynonymes',
    tag: 'administration',
    summary: 'All synonyms, the newest first; `q` searches their terms',
    access: 'admin',
    query: z.strictObject({ ...paging, q: z.optional(z.string().check(z.trim(), z.maxLength(QUERY_LENGTH.q))) }),
    responses: { 200: z.array(Synonyme) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  create: defineRoute({
    method: 'post',
    path: '/api/synonymes',
    operationId: 'createSynonyme',
    tag: 'administration',
    summary: 'Add a group of synonyms; the next search finds by it',
    access: 'admin',
    body: SynonymeEdition,
    responses: { 201: Synonyme },
    problems: ['synonyme-deja-utilise'],
  }),
  update: defineRoute({
    method: 'put',
    path: '/api/synonymes/{id}',
    operationId: 'updateSynonyme',
    tag: 'administration',
    summary: 'Replace the terms of a group of synonyms',
    access: 'admin',
    requestHeaders,
    params,
    body: SynonymeEdition,
    responses: { 200: Synonyme },
    problems: ['synonyme-introuvable', 'synonyme-deja-utilise', 'version-perimee', 'precondition-requise'],
  }),
  delete: defineRoute({
    method: 'delete',
    path: '/api/synonymes/{id}',
    operationId: 'deleteSynonyme',
    tag: 'administration',
    summary: 'Delete a group of synonyms',
    access: 'admin',
    requestHeaders,
    params,
    responses: { 204: null },
    problems: ['synonyme-introuvable', 'version-perimee', 'precondition-requise'],
  }),
};
