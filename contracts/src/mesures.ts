import * as z from 'zod/mini';
import { Instant } from './common.ts';
import { defineRoute } from './route.ts';
import { SliceName } from './slice.ts';

/**
 * A release as the browser knows it: `version` is empty when none of that slice was in service. The shell's own pages
 * are of the slice `shell`, without a version.
 */
const release = { slice: SliceName, version: z.string().check(z.maxLength(60)) };

/** One web vital of the page view, and the release that owned the page then. https://web.dev/articles/vitals */
export const Vital = z.strictObject({
  ...release,
  nom: z.enum(['LCP', 'INP', 'CLS', 'FCP', 'TTFB']),
  /** Milliseconds; CLS has no unit. */
  valeur: z.number().check(z.minimum(0), z.maximum(600_000)),
});
export type Vital = z.output<typeof Vital>;

/** A slice was loaded, or could not be after the retry. */
export const Chargement = z.strictObject({ ...release, etat: z.enum(['chargee', 'en-panne']) });
export type Chargement = z.output<typeof Chargement>;

/** The load of the page as a span of a trace (W3C Trace Context, version 00). */
export const PageChargee = z
  .strictObject({
    traceparent: z.string().check(z.regex(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/)),
    /** The template, `/produits/:id`: an address may say who looks at what. */
    route: z.string().check(z.regex(/^(?:\*|\/[\w/:*?-]*)$/), z.maxLength(200)),
    debut: Instant,
    fin: Instant,
  })
  .check(
    z.refine(({ debut, fin }) => Date.parse(debut) <= Date.parse(fin), {
      path: ['fin'],
      error: 'La fin ne peut précéder le début',
    }),
  );
export type PageChargee = z.output<typeof PageChargee>;

/** What a browser measured of one page view. Nothing in it says who the visitor is. */
export const Mesures = z.strictObject({
  vitals: z.array(Vital).check(z.maxLength(5)),
  chargements: z.array(Chargement).check(z.maxLength(50)),
  page: z.optional(PageChargee),
});
export type Mesures = z.output<typeof Mesures>;

export const mesuresRoutes = {
  create: defineRoute({
    method: 'post',
    path: '/api/mesures',
    operationId: 'createMesures',
    tag: 'mesures',
    acces: 'public',
    summary: 'Report the web vitals and the loads of slices of one page view',
    query: z.strictObject({}),
    body: Mesures,
    responses: { 204: null },
    problems: ['corps-illisible', 'corps-trop-grand', 'type-non-supporte'],
  }),
};
