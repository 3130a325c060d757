import * as z from 'zod/mini';
import { pagedHeaders, paging } from './common.ts';
import { defineRoute } from './route.ts';

export const Role = z.enum(['admin', 'user']);
export type Role = z.output<typeof Role>;

/** The public profile of an account. */
export const Utilisateur = z.object({ id: z.uuidv7(), nom: z.string(), role: Role });
export type Utilisateur = z.output<typeof Utilisateur>;

export const ListUtilisateursQuery = z.strictObject(paging);
export type ListUtilisateursQuery = z.output<typeof ListUtilisateursQuery>;

export const utilisateursRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/utilisateurs',
    operationId: 'listUtilisateurs',
    tag: 'utilisateurs',
    access: 'public',
    summary: 'List the accounts whose profile is public, by name',
    query: ListUtilisateursQuery,
    responses: { 200: z.array(Utilisateur) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  read: defineRoute({
    method: 'get',
    path: '/api/utilisateurs/{id}',
    operationId: 'readUtilisateur',
    tag: 'utilisateurs',
    access: 'public',
    summary: 'Read one public account',
    params: z.object({ id: z.uuidv7() }),
    responses: { 200: Utilisateur },
    problems: ['utilisateur-introuvable'],
  }),
};
