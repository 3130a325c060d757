import * as z from 'zod/mini';
import { Instant } from './common.ts';
import { defineRoute } from './route.ts';
import { SliceName } from './slice.ts';

/**
 * A release as the browser knows it: `version` is empty when no release of the slice was in service. The shell's own
 * pages count for the slice `shell`, without a version.
 */
const release = { slice: SliceName, version: z.string().check(z.maxLength(60)) };

/** One web vital of the page view, and the release that the page came from. https://web.dev/articles/vitals */
export const WebVital = z.strictObject({
  ...release,
  name: z.enum(['LCP', 'INP', 'CLS', 'FCP', 'TTFB']),
  /** Milliseconds; CLS has no unit. */
  value: z.number().check(z.minimum(0), z.maximum(600_000)),
});
export type WebVital = z.output<typeof WebVital>;

/** One load of a slice: `failed` when it failed after the retry, too. */
export const SliceLoad = z.strictObject({ ...release, result: z.enum(['loaded', 'failed']) });
export type SliceLoad = z.output<typeof SliceLoad>;

/** The load of the page as a span of a trace (W3C Trace Context, version 00). */
export const PageLoad = z
  .strictObject({
    traceparent: z.string().check(z.regex(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/)),
    /** The template, such as `/produits/:id`: a full address could identify a person. */
    route: z.string().check(z.regex(/^(?:\*|\/[\w/:*?.~-]*)$/), z.maxLength(200)),
    start: Instant,
    end: Instant,
  })
  .check(
    z.refine(({ start, end }) => Date.parse(start) <= Date.parse(end), {
      path: ['end'],
      error: 'La fin ne peut précéder le début',
    }),
  );
export type PageLoad = z.output<typeof PageLoad>;

/** The measurements of one page view. Nothing in them identifies a person. */
export const PageView = z.strictObject({
  vitals: z.array(WebVital).check(z.maxLength(5)),
  loads: z.array(SliceLoad).check(z.maxLength(50)),
  page: z.optional(PageLoad),
});
export type PageView = z.output<typeof PageView>;

export const webVitalsRoutes = {
  create: defineRoute({
    method: 'post',
    path: '/api/web-vitals',
    operationId: 'createPageView',
    tag: 'web-vitals',
    access: 'public',
    summary: 'Report the web vitals and the loads of slices of one page view',
    body: PageView,
    responses: { 204: null },
    problems: ['corps-illisible', 'corps-trop-grand', 'type-non-supporte'],
  }),
};
