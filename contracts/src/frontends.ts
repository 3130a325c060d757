import * as z from 'zod/mini';
import { type Release, ReleaseRoute, ReleaseWidget, releaseBase } from './release.ts';
import { defineRoute } from './route.ts';
import { NavigationEntry } from './slice.ts';

/** Our extension of the discovery entry: what the shell needs to route and to draw its navigation. */
export const FrontendExtras = z.object({
  module: z.string(),
  exposes: z.array(z.string()),
  routes: z.array(z.omit(ReleaseRoute, { modules: true, styles: true, entete: true })),
  navigation: z.array(NavigationEntry),
  widgets: z.array(z.omit(ReleaseWidget, { modules: true, styles: true })),
});
export type FrontendExtras = z.output<typeof FrontendExtras>;

const Frontend = z.object({
  url: z.string(),
  fallbackUrl: z.optional(z.string()),
  metadata: z.object({ integrity: z.string(), version: z.string() }),
  deployment: z.object({ traffic: z.number().check(z.minimum(0), z.maximum(100)), default: z.boolean() }),
  extras: FrontendExtras,
});
export type Frontend = z.output<typeof Frontend>;

/** Frontend Discovery, schema v1-pre: github.com/awslabs/frontend-discovery. */
export const DISCOVERY_SCHEMA = 'https://github.com/awslabs/frontend-discovery/blob/main/schema/v1-pre.json';

export const DiscoveryDocument = z.object({
  schema: z.literal(DISCOVERY_SCHEMA),
  microFrontends: z.record(z.string(), z.array(Frontend)),
});
export type DiscoveryDocument = z.output<typeof DiscoveryDocument>;

/** The discovery document for these releases, each with all of the traffic. */
export function discoveryOf(releases: readonly Release[]): DiscoveryDocument {
  const microFrontends: DiscoveryDocument['microFrontends'] = {};
  for (const release of releases) {
    microFrontends[release.name] = [
      {
        // an absolute entry (a dev server's) stays as it is
        url: /^https?:/.test(release.entry) ? release.entry : releaseBase(release) + release.entry,
        metadata: { integrity: release.integrity, version: release.version },
        deployment: { traffic: 100, default: true },
        extras: {
          module: release.name,
          exposes: release.exposes,
          routes: release.routes.map(({ path, requests }) => ({ path, requests })),
          navigation: release.navigation,
          widgets: release.widgets.map(({ modules, styles, ...widget }) => widget),
        },
      },
    ];
  }
  return { schema: DISCOVERY_SCHEMA, microFrontends };
}

export const frontendsRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/frontends',
    operationId: 'readFrontends',
    tag: 'frontends',
    acces: 'public',
    summary: 'The releases in service, in the Frontend Discovery schema v1-pre',
    query: z.strictObject({}),
    responses: { 200: DiscoveryDocument },
    headers: { ETag: 'Strong validator: send it back in If-None-Match for a 304' },
  }),
};
