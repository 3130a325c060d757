import * as z from 'zod/mini';
import { Instant } from './common.ts';
import { defineRoute } from './route.ts';

/** One slice, and its followed origin as the API last saw it. `version` is null while no release is in service. */
export const SliceStatus = z.object({
  name: z.string(),
  /** The state of the followed origin; a slice without one is `available`. */
  state: z.enum(['available', 'unreachable', 'invalid']),
  version: z.nullable(z.string()),
  commit: z.nullable(z.string()),
  builtAt: z.nullable(Instant),
  checkedAt: z.nullable(Instant),
  /** The reason why the slice is not `available`, in words. */
  reason: z.nullable(z.string()),
});
export type SliceStatus = z.output<typeof SliceStatus>;

/** Facts about the running system; the route answers also when the database is down. */
export const Info = z.object({
  nom: z.string(),
  version: z.string(),
  commit: z.string(),
  environnement: z.string(),
  instance: z.string(),
  demarreLe: Instant,
  baseDeDonnees: z.object({
    state: z.enum(['available', 'unavailable']),
    version: z.nullable(z.string()),
    /** Round trip of one trivial query, in milliseconds. */
    latenceMs: z.nullable(z.number()),
  }),
  slices: z.array(SliceStatus),
});
export type Info = z.output<typeof Info>;

/**
 * The version of all public data. While it stays the same, answers with this version in their header `Data-Version` are
 * what the API would answer now. Null while the API cannot tell.
 */
export const DataVersion = z.object({ version: z.nullable(z.string()) });
export type DataVersion = z.output<typeof DataVersion>;

/** The header of answers that `DataVersion` covers. */
export const DATA_VERSION_HEADER = 'data-version';

export const infoRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/info',
    operationId: 'readInfo',
    tag: 'info',
    access: 'public',
    summary: 'Versions and health of the API, the database and the slices',
    responses: { 200: Info },
  }),
  readDataVersion: defineRoute({
    method: 'get',
    path: '/api/data-version',
    operationId: 'readDataVersion',
    tag: 'info',
    access: 'public',
    summary: 'The version of the public data, by which a cache sees that nothing has changed',
    responses: { 200: DataVersion },
  }),
};
