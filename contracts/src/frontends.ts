import * as z from 'zod/mini';
import { Instant, pagedHeaders, paging, typed } from './common.ts';
import { REASON, TOKEN_NAME } from './field-rules.ts';
import {
  Integrity,
  RegisteredRelease,
  type Release,
  type ReleaseRole,
  ReleaseWidget,
  releaseBase,
  Semver,
} from './release.ts';
import { defineRoute } from './route.ts';
import { NavigationEntry, RouteDeclaration, SliceName } from './slice.ts';

/** Our extension of the discovery entry: the data that the shell needs for its router and its navigation. */
export const FrontendExtras = z.object({
  module: z.string(),
  routes: z.array(z.omit(RouteDeclaration, { page: true, personalRequests: true })),
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

/** By role of a release: the role of the release that stands in when it fails in a browser. */
const FALLBACK_ROLE: Partial<Record<ReleaseRole, ReleaseRole>> = {
  canary: 'active',
  active: 'fallback',
  retired: 'active',
  new: 'active',
};

/**
 * The discovery document for these releases. Releases of one slice keep their order: a page uses the first one, and the
 * next ones when it fails.
 */
export function discoveryOf(offered: readonly RegisteredRelease[]): DiscoveryDocument {
  // without a prototype: `constructor` and the like must not be found as slices
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
 * `new`: registered, never had traffic. `canary`: has a share of the traffic. `active`: has the rest. `retired`: was in
 * service and can come back at once. `failed`: taken out of service because it failed in browsers.
 */
export const ReleaseState = z.enum(['new', 'canary', 'active', 'retired', 'failed']);
export type ReleaseState = z.output<typeof ReleaseState>;

const Traffic = z.int().check(z.minimum(0), z.maximum(100));
const Reason = typed(REASON);

/** What a canary has shown so far, and its next step. */
export const CanaryProgress = z.object({
  /** The share of the next step; 100 puts the release into service. */
  next: Traffic,
  /** The earliest time of the next step. */
  notBefore: Instant,
  /**
   * What the next step waits for: a command, because the share is held; the time; more clients; or fewer failures than
   * the active version has. Null: the step is taken within a second.
   */
  waitsFor: z.nullable(z.enum(['command', 'time', 'clients', 'failures'])),
  /** The number of subnets of clients that a step needs. */
  neededClients: z.int(),
  /** Clients of this step, and those that saw a failure; beside them, the active version's in the same time. */
  clients: z.int(),
  failingClients: z.int(),
  otherClients: z.int(),
  otherFailingClients: z.int(),
});
export type CanaryProgress = z.output<typeof CanaryProgress>;

/** One release in the register, as the team of its slice sees it. */
export const ReleaseStatus = z.object({
  slice: SliceName,
  version: z.string(),
  /** SHA-384 over the whole release: tells two builds of one version apart. */
  integrity: Integrity,
  commit: z.string(),
  builtAt: Instant,
  registeredAt: Instant,
  state: ReleaseState,
  /** Percent of the slice's traffic. */
  traffic: Traffic,
  /** The time of the last change of `state` or `traffic`. */
  since: Instant,
  /** Whether pages show it when the active release fails in a browser. */
  standsIn: z.boolean(),
  /** The last time at which it had traffic; of a build of the shell, at which a gateway began to serve it. */
  servedAt: z.nullable(Instant),
  /** The author of its registration, as in the history; null for one that is older than the history. */
  author: z.nullable(z.string()),
  /** The size of all its files. */
  bytes: z.int(),
  /** Null for a release that is no canary. */
  progress: z.nullable(CanaryProgress),
  /** True when a canary's share grows by itself, see docs/releasing.md. */
  automatic: z.boolean(),
  /** The reason for this state, in words; null when none was given. */
  reason: z.nullable(z.string()),
  /**
   * False once the cleanup has deleted the files of an old release: it must be published again before it can have
   * traffic.
   */
  stored: z.boolean(),
  /**
   * Distinct subnets of clients (/24, /48) that loaded it, and those of them that reported a failure: since `since` while
   * it is in service, else in the last days.
   */
  clients: z.int(),
  failingClients: z.int(),
});
export type ReleaseStatus = z.output<typeof ReleaseStatus>;

/**
 * The release did not load; one of its pages or widgets did not load; a page or widget threw while rendering in the
 * browser; or, `server`, its server entry failed while the gateway rendered a page.
 */
export const IncidentKind = z.enum(['load', 'page', 'widget', 'render', 'server']);
export type IncidentKind = z.output<typeof IncidentKind>;

/** One failure of a release in one browser. Nothing in it identifies a person. */
export const Incident = z.strictObject({
  version: z.string().check(z.maxLength(60)),
  integrity: Integrity,
  kind: IncidentKind,
  /** The template of the page, `/produits/:id`, or the name of the widget. */
  place: z.string().check(z.regex(/^[\w/:*?.~-]+$/), z.maxLength(200)),
  /** The browser's error message, shortened. */
  message: z.string().check(z.maxLength(300)),
  /** The version that was shown instead; null when there was none. */
  fallback: z.nullable(z.string().check(z.maxLength(60))),
});
export type Incident = z.output<typeof Incident>;

/** The failures of one release with one message, from all browsers of the last 30 days. */
export const IncidentGroup = z.object({
  version: Incident.shape.version,
  integrity: Integrity,
  kind: IncidentKind,
  message: z.string(),
  /** Where it was seen first: the template of the page, or the name of the widget. */
  place: z.string(),
  /** The number of places in which it was seen. */
  places: z.int(),
  /** The version that was shown instead the last time; null when there was none. */
  fallback: z.nullable(z.string()),
  /** The number of subnets of clients that reported it. */
  clients: z.int(),
  firstAt: Instant,
  lastAt: Instant,
});
export type IncidentGroup = z.output<typeof IncidentGroup>;

/** A slice as its team sees it: releases, the newest first, and the last incidents. */
export const Deployment = z.object({
  slice: SliceName,
  releases: z.array(ReleaseStatus),
  incidents: z.array(IncidentGroup),
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
  /** The state and share of the version after this change. */
  state: z.nullable(ReleaseState),
  traffic: z.nullable(Traffic),
  /** `token <name>`, the account's name, `followed origin` or `automatic`. */
  author: z.string(),
  reason: z.nullable(z.string()),
  /** The figures behind an automatic decision. */
  figures: z.nullable(z.record(z.string(), z.number())),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** A deploy token without its secret. */
const DeployToken = z.object({ id: z.uuidv7(), name: z.string(), createdAt: Instant, usedAt: z.nullable(Instant) });

/** The upload of a release as a gzipped tar; an operator cannot allow more than `maxBytes`. */
export const RELEASE_ARCHIVE = { types: ['application/gzip'], maxBytes: 64 * 2 ** 20, stream: true } as const;

export const ofSlice = { tag: 'frontends', params: z.object({ slice: SliceName }) } as const;

export const frontendsRoutes = {
  read: defineRoute({
    method: 'get',
    path: '/api/frontends',
    operationId: 'readFrontends',
    tag: 'frontends',
    access: 'public',
    summary: 'The releases in service, in the Frontend Discovery schema v1-pre',
    responses: { 200: DiscoveryDocument },
    headers: { ETag: 'Strong validator: send it back in If-None-Match for a 304' },
  }),
  listReleases: defineRoute({
    method: 'get',
    path: '/api/releases',
    operationId: 'listReleases',
    tag: 'releases',
    access: 'public',
    summary: 'For gateways: every release that a browser may load and whose files are stored, with its role',
    responses: { 200: z.array(RegisteredRelease) },
    headers: { ETag: 'Strong validator: send it back in If-None-Match for a 304' },
  }),
  readDeployment: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}',
    operationId: 'readDeployment',
    access: 'deployer',
    summary: 'The releases of a slice with their states, shares and figures, and the last incidents',
    responses: { 200: Deployment },
    problems: ['slice-not-found'],
  }),
  publish: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/releases',
    operationId: 'publishRelease',
    access: 'deployer',
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
    access: 'deployer',
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
    access: 'deployer',
    summary: 'Go back to the version that was active before, or to the named one; a canary loses its traffic',
    body: z.strictObject({ version: z.optional(Semver), reason: z.optional(Reason) }),
    responses: { 200: ReleaseStatus },
    problems: ['slice-not-found', 'release-not-found', 'release-refused', 'traffic-refused'],
  }),
  retire: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/retire',
    operationId: 'retireSlice',
    access: 'deployer',
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
    access: 'deployer',
    summary: 'The changes of a slice with author, time and reason, the newest first',
    query: z.strictObject({ ...paging, action: z.optional(HistoryAction), version: z.optional(Semver) }),
    responses: { 200: z.array(HistoryEntry) },
    headers: pagedHeaders,
    problems: ['slice-not-found', 'curseur-invalide'],
  }),
  createIncident: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/incidents',
    operationId: 'createIncident',
    access: 'public',
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
    access: 'admin',
    summary: 'Create a deploy token of a slice; the first one creates the slice. Only this answer shows the token',
    body: z.strictObject({ name: typed(TOKEN_NAME) }),
    responses: { 201: z.object({ ...DeployToken.shape, token: z.string() }) },
    problems: ['limite-atteinte'],
  }),
  listTokens: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/tokens',
    operationId: 'listTokens',
    access: 'admin',
    summary: 'The valid deploy tokens of a slice',
    responses: { 200: z.array(DeployToken) },
    problems: ['slice-not-found'],
  }),
  deleteToken: defineRoute({
    ...ofSlice,
    method: 'delete',
    path: '/api/frontends/{slice}/tokens/{id}',
    operationId: 'deleteToken',
    access: 'admin',
    summary: 'Revoke a deploy token at once',
    params: z.object({ slice: SliceName, id: z.uuidv7() }),
    responses: { 204: null },
    problems: ['token-not-found'],
  }),
};

/**
 * GET: the stored file with this digest (`fileDigest`), immutable. Not in the route table, because it answers bytes:
 * `application/octet-stream`, sandboxed. Only gateways give a file its type, and only files that browsers may load.
 */
export const RELEASE_FILES_PATH = '/api/frontends/files/{digest}';
