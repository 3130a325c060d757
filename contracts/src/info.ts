import * as z from 'zod/mini';
import { Instant } from './common.ts';
import { defineRoute } from './route.ts';

/** One slice as the API last saw it. `version` is null until a valid release was read from its origin. */
export const EtatSlice = z.object({
  nom: z.string(),
  etat: z.enum(['disponible', 'injoignable', 'invalide']),
  version: z.nullable(z.string()),
  commit: z.nullable(z.string()),
  construiteLe: z.nullable(Instant),
  verifieeLe: z.nullable(Instant),
  /** Why the slice is not `disponible`, in words. */
  raison: z.nullable(z.string()),
});
export type EtatSlice = z.output<typeof EtatSlice>;

/** Live facts about the running system; answers also when the database is down. */
export const Info = z.object({
  nom: z.string(),
  version: z.string(),
  commit: z.string(),
  environnement: z.string(),
  instance: z.string(),
  demarreLe: Instant,
  baseDeDonnees: z.object({
    etat: z.enum(['disponible', 'indisponible']),
    version: z.nullable(z.string()),
    /** Round trip of one trivial query, in milliseconds. */
    latenceMs: z.nullable(z.number()),
  }),
  slices: z.array(EtatSlice),
});
export type Info = z.output<typeof Info>;

export const infoRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/info',
    operationId: 'readInfo',
    tag: 'info',
    acces: 'public',
    summary: 'Versions and health of the API, the database and the slices',
    query: z.strictObject({}),
    responses: { 200: Info },
  }),
};
