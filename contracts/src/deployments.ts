import * as z from 'zod/mini';
import { Instant } from './common.ts';
import { ofSlice, ReleaseStatus } from './frontends.ts';
import { Semver } from './release.ts';
import { defineRoute } from './route.ts';
import { SliceName } from './slice.ts';

/** A slice, or the shell, with the releases that matter now: in service, standing in, or new since then. */
export const SliceReleases = z.object({ slice: SliceName, releases: z.array(ReleaseStatus) });
export type SliceReleases = z.output<typeof SliceReleases>;

/** A vital over all page views: three of four were at most `p75`, in milliseconds; CLS has no unit. */
const VitalSummary = z.object({ p75: z.number(), views: z.int() });
export type VitalSummary = z.output<typeof VitalSummary>;

const Counts = z.array(z.int());

/** One release's reports of browsers. Each count is of one interval; the first one begins at `from`. */
const ReleaseStatistics = z.object({
  version: z.string(),
  integrity: ReleaseStatus.shape.integrity,
  state: ReleaseStatus.shape.state,
  loads: Counts,
  failures: Counts,
  /** Of the last 60 days; null without a page view that reported it. */
  vitals: z.object({ LCP: z.nullable(VitalSummary), INP: z.nullable(VitalSummary), CLS: z.nullable(VitalSummary) }),
});
export type ReleaseStatistics = z.output<typeof ReleaseStatistics>;

export const Statistics = z.object({
  from: Instant,
  intervalSeconds: z.int(),
  /** Those that were in service last, the newest first. */
  releases: z.array(ReleaseStatistics),
});
export type Statistics = z.output<typeof Statistics>;

/** The last hour by minutes, or the last day by half hours. */
export const StatisticsPeriod = z.enum(['hour', 'day']);
export type StatisticsPeriod = z.output<typeof StatisticsPeriod>;

/** The address that shows a release in one browser. Without a signature, only a shop for developers takes it. */
export const Preview = z.object({ path: z.string(), signed: z.boolean() });
export type Preview = z.output<typeof Preview>;

export const deploymentsRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/deployments',
    operationId: 'listDeployments',
    tag: 'deployments',
    access: 'admin',
    summary: 'Every slice and the shell: the releases in service, those that stand in, and newer ones',
    responses: { 200: z.array(SliceReleases) },
  }),
  readStatistics: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/statistics',
    operationId: 'readStatistics',
    access: 'deployer',
    summary: 'Loads and failures over time, and web vitals, of the releases that were in service last',
    query: z.strictObject({ period: z._default(StatisticsPeriod, 'hour') }),
    responses: { 200: Statistics },
    problems: ['slice-not-found'],
  }),
  readPreview: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/releases/{version}/preview',
    operationId: 'readPreview',
    access: 'deployer',
    summary: 'The address that shows one release in one browser, signed',
    params: z.object({ slice: SliceName, version: Semver }),
    responses: { 200: Preview },
    problems: ['slice-not-found', 'release-not-found'],
  }),
};
