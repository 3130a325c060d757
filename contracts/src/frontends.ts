import * as z from 'zod/mini';
import { Instant, pagedHeaders, paging, typed } from './common.ts';
import { REASON, TOKEN_NAME } from './field-rules.ts';
import {
  Integrity,
  RegisteredRelease,
  type Release,
  type ReleaseRole,
  ReleaseRoute,
  ReleaseWidget,
  releaseBase,
  Semver,
} from './release.ts';
import { defineRoute } from './route.ts';
import { NavigationEntry, SliceName } from './slice.ts';

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

/** The role of the release that stands in when one of this role fails in the browser. */
const FALLBACK_ROLE: Partial<Record<ReleaseRole, ReleaseRole>> = {
  canary: 'active',
  active: 'fallback',
  retired: 'active',
  new: 'active',
};

/**
 * The discovery document for these releases. Those of one slice keep their order: a page uses the first one, and the
 * ones behind it when that fails.
 */
export function discoveryOf(offered: readonly RegisteredRelease[]): DiscoveryDocument {
  // without a prototype, so that no slice's name is found that was not put there
  const microFrontends: DiscoveryDocument['microFrontends'] = Object.create(null);
  for (const { release, role, traffic } of offered) {
    const fallback = offered.find((other) => other.release.name === release.name && other.role === FALLBACK_ROLE[role]);
    microFrontends[release.name] = [
      ...(microFrontends[release.name] ?? []),
      {
        url: entryUrl(release),
        ...(fallback && { fallbackUrl: entryUrl(fallback.release) }),
        metadata: { integrity: release.integrity, version: release.version },
        deployment: { traffic, default: role === 'active' },
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

/** An absolute entry (a dev server's) stays as it is. */
const entryUrl = (release: Release) =>
  /^https?:/.test(release.entry) ? release.entry : releaseBase(release) + release.entry;

/**
 * `new`: registered, without traffic so far. `canary`: a share of the traffic. `active`: the rest of it. `retired`: was in
 * service, can come back at once. `failed`: taken out because it failed in browsers.
 */
export const ReleaseState = z.enum(['new', 'canary', 'active', 'retired', 'failed']);
export type ReleaseState = z.output<typeof ReleaseState>;

const Traffic = z.int().check(z.minimum(0), z.maximum(100));
const Reason = typed(REASON);

/** One release in the register, as the team of its slice sees it. */
export const ReleaseStatus = z.object({
  slice: SliceName,
  version: z.string(),
  /** SHA-384 over all that the release is: two builds of one version differ in it. */
  integrity: Integrity,
  commit: z.string(),
  builtAt: Instant,
  registeredAt: Instant,
  state: ReleaseState,
  /** Percent of the slice's traffic. */
  traffic: Traffic,
  /** Since when `state` and `traffic` are what they are. */
  since: Instant,
  /** A canary's share grows by itself, see docs/releasing.md. */
  automatic: z.boolean(),
  /** Why it is in this state, in words; null when no reason was given. */
  reason: z.nullable(z.string()),
  /** False once the cleanup has deleted the files of an old release: it must be published again before it can have traffic. */
  stored: z.boolean(),
  /**
   * Distinct client addresses (networks) that loaded it, and those of them whose browser reported a failure: since `since`
   * while it is in service, else in the last days.
   */
  clients: z.int(),
  failingClients: z.int(),
});
export type ReleaseStatus = z.output<typeof ReleaseStatus>;

/** How a release failed in a browser: it did not load, a page or widget of it did not, or threw while rendering. */
export const IncidentKind = z.enum(['load', 'page', 'widget', 'render']);
export type IncidentKind = z.output<typeof IncidentKind>;

/** One failure of a release in one browser. Nothing in it identifies a person. */
export const Incident = z.strictObject({
  version: z.string().check(z.maxLength(60)),
  integrity: Integrity,
  kind: IncidentKind,
  /** The template of the page, `/produits/:id`, or the name of the widget. */
  place: z.string().check(z.regex(/^[\w/:*?.~-]+$/), z.maxLength(200)),
  /** What the browser said, cut. */
  message: z.string().check(z.maxLength(300)),
  /** The version that was shown instead; null when there was none. */
  fallback: z.nullable(z.string().check(z.maxLength(60))),
});
export type Incident = z.output<typeof Incident>;

export const RecordedIncident = z.object({ ...Incident.shape, at: Instant });

/** A slice as its team sees it: releases, the newest first, and the last incidents. */
export const Deployment = z.object({
  slice: SliceName,
  releases: z.array(ReleaseStatus),
  incidents: z.array(RecordedIncident),
});
export type Deployment = z.output<typeof Deployment>;

export const HistoryAction = z.enum([
  'registered',
  'refused',
  'traffic',
  'rollback',
  'retired',
  'withdrawn',
  'token-created',
  'token-revoked',
]);
export type HistoryAction = z.output<typeof HistoryAction>;

/** One line of a slice's history, which only grows. */
export const HistoryEntry = z.object({
  id: z.uuidv7(),
  at: Instant,
  action: HistoryAction,
  version: z.nullable(z.string()),
  /** The state and share that the version has since. */
  state: z.nullable(ReleaseState),
  traffic: z.nullable(Traffic),
  /** `token <name>`, the account's name, `followed origin` or `automatic`. */
  author: z.string(),
  reason: z.nullable(z.string()),
  /** The figures that an automatic decision was taken on. */
  figures: z.nullable(z.record(z.string(), z.number())),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** A deploy token without its secret. */
const DeployToken = z.object({ id: z.uuidv7(), name: z.string(), createdAt: Instant, usedAt: z.nullable(Instant) });

/** What a release as a gzipped tar is sent as; `maxBytes` bounds what an operator can allow. */
export const RELEASE_ARCHIVE = { types: ['application/gzip'], maxBytes: 64 * 2 ** 20, stream: true } as const;

const ofSlice = { tag: 'frontends', params: z.object({ slice: SliceName }), query: z.strictObject({}) } as const;

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
  listReleases: defineRoute({
    method: 'get',
    path: '/api/releases',
    operationId: 'listReleases',
    tag: 'releases',
    acces: 'public',
    summary: 'What gateways serve: every release whose files are stored and that a browser may load, with its role',
    query: z.strictObject({}),
    responses: { 200: z.array(RegisteredRelease) },
    headers: { ETag: 'Strong validator: send it back in If-None-Match for a 304' },
  }),
  readDeployment: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}',
    operationId: 'readDeployment',
    acces: 'deployer',
    summary: 'The releases of a slice with their states, shares and figures, and the last incidents',
    responses: { 200: Deployment },
    problems: ['slice-not-found'],
  }),
  publish: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/releases',
    operationId: 'publishRelease',
    acces: 'deployer',
    summary: 'Register a release: one gzipped tar with release.json first and every file that it names, all checked',
    upload: RELEASE_ARCHIVE,
    responses: { 201: ReleaseStatus },
    problems: ['slice-not-found', 'version-already-published', 'release-refused'],
  }),
  setTraffic: defineRoute({
    ...ofSlice,
    method: 'put',
    path: '/api/frontends/{slice}/traffic',
    operationId: 'setTraffic',
    acces: 'deployer',
    summary: 'Give a version a share of the traffic: 100 promotes it, less makes it the canary, 0 takes a canary out',
    body: z.strictObject({
      version: Semver,
      traffic: Traffic,
      /** False: the share stays until it is changed by hand. */
      automatic: z._default(z.boolean(), true),
      reason: z.optional(Reason),
    }),
    responses: { 200: ReleaseStatus },
    problems: ['slice-not-found', 'release-not-found', 'release-refused', 'traffic-refused'],
  }),
  rollback: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/rollback',
    operationId: 'rollbackSlice',
    acces: 'deployer',
    summary: 'Go back to the version that was active before, or to the one named; a canary goes out',
    body: z.strictObject({ version: z.optional(Semver), reason: z.optional(Reason) }),
    responses: { 200: ReleaseStatus },
    problems: ['slice-not-found', 'release-not-found', 'release-refused', 'traffic-refused'],
  }),
  retire: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/retire',
    operationId: 'retireSlice',
    acces: 'deployer',
    summary:
      'Take a slice out of service: its pages are 404, its navigation goes; giving a version traffic brings it back',
    body: z.strictObject({ reason: z.optional(Reason) }),
    responses: { 200: Deployment },
    problems: ['slice-not-found', 'traffic-refused'],
  }),
  listHistory: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/history',
    operationId: 'listHistory',
    acces: 'deployer',
    summary: 'Who did what to a slice, when and why, the newest first',
    query: z.strictObject(paging),
    responses: { 200: z.array(HistoryEntry) },
    headers: pagedHeaders,
    problems: ['slice-not-found', 'curseur-invalide'],
  }),
  createIncident: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/incidents',
    operationId: 'createIncident',
    acces: 'public',
    summary: 'Report that a release failed in this browser',
    body: Incident,
    responses: { 204: null },
    problems: ['trop-de-tentatives'],
  }),
  createToken: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/tokens',
    operationId: 'createToken',
    acces: 'admin',
    summary: 'Make a deploy token of a slice, and the slice with its first one; the answer alone shows it',
    body: z.strictObject({ name: typed(TOKEN_NAME) }),
    responses: { 201: z.object({ ...DeployToken.shape, token: z.string() }) },
    problems: ['limite-atteinte'],
  }),
  listTokens: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/tokens',
    operationId: 'listTokens',
    acces: 'admin',
    summary: 'The valid deploy tokens of a slice',
    responses: { 200: z.array(DeployToken) },
    problems: ['slice-not-found'],
  }),
  deleteToken: defineRoute({
    ...ofSlice,
    method: 'delete',
    path: '/api/frontends/{slice}/tokens/{id}',
    operationId: 'deleteToken',
    acces: 'admin',
    summary: 'Revoke a deploy token at once',
    params: z.object({ slice: SliceName, id: z.uuidv7() }),
    responses: { 204: null },
    problems: ['token-not-found'],
  }),
};

/**
 * GET: the stored file with this digest (`fileDigest`), immutable. Not in the route table, as it answers bytes without a
 * type: `application/octet-stream`, sandboxed. Only gateways give a file its type, and only one of a release in service.
 */
export const RELEASE_FILES_PATH = '/api/frontends/files/{digest}';
