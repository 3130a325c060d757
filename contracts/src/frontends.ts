import * as z from 'zod/mini';
import { Instant, pagedHeaders, paging } from './common.ts';
import {
  Integrity,
  type RegisteredRelease,
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

/** A release that a page may use, and what for. */
export type OfferedRelease = Pick<RegisteredRelease, 'release' | 'role' | 'traffic'>;

/** Who stands in when a release of this role fails in the browser. */
const FALLBACK_ROLE: Partial<Record<ReleaseRole, ReleaseRole>> = {
  canary: 'active',
  active: 'fallback',
  other: 'active',
};

/**
 * The discovery document for these releases. Those of one slice keep their order: a page uses the first one, and the
 * ones behind it when that fails.
 */
export function discoveryOf(offered: readonly OfferedRelease[]): DiscoveryDocument {
  const microFrontends: DiscoveryDocument['microFrontends'] = {};
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
 * `nouvelle`: registered, no visitor has it. `canary`: a part of the visitors. `active`: all others. `retiree`: was in
 * service, can come back at once. `en-echec`: refused by the gate, or taken out because it failed in browsers.
 */
export const EtatRelease = z.enum(['nouvelle', 'canary', 'active', 'retiree', 'en-echec']);
export type EtatRelease = z.output<typeof EtatRelease>;

const Part = z.int().check(z.minimum(0), z.maximum(100));
const Raison = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));

/** One version in the register. */
export const ReleaseInscrite = z.object({
  slice: SliceName,
  version: z.string(),
  /** SHA-384 over the content: two builds of one version differ in it. */
  integrity: Integrity,
  commit: z.string(),
  construiteLe: Instant,
  inscriteLe: Instant,
  etat: EtatRelease,
  /** Percent of the slice's visitors. */
  trafic: Part,
  /** Since when `etat` and `trafic` are what they are. */
  depuis: Instant,
  /** A canary's share grows by itself, see docs/releasing.md. */
  automatique: z.boolean(),
  /** Why it is in this state, in words; null when nobody has said. */
  raison: z.nullable(z.string()),
  /**
   * Distinct visitors who loaded it, and those of them whose browser reported a failure: since `depuis` of what is in
   * service, else in the last days.
   */
  visiteurs: z.int(),
  visiteursEnEchec: z.int(),
});
export type ReleaseInscrite = z.output<typeof ReleaseInscrite>;

/** How a release failed in a browser: it did not load, a page or widget of it did not, or threw while rendering. */
export const GenreIncident = z.enum(['chargement', 'page', 'widget', 'rendu']);
export type GenreIncident = z.output<typeof GenreIncident>;

/** One failure of a release in one browser. Nothing in it says who the visitor is. */
export const Incident = z.strictObject({
  version: z.string().check(z.maxLength(60)),
  integrity: Integrity,
  genre: GenreIncident,
  /** The template of the page, `/produits/:id`, or the name of the widget. */
  ou: z.string().check(z.regex(/^[\w/:*?-]+$/), z.maxLength(200)),
  /** What the browser said, cut. */
  message: z.string().check(z.maxLength(300)),
  /** The version that was shown instead; null when there was none. */
  repli: z.nullable(z.string().check(z.maxLength(60))),
});
export type Incident = z.output<typeof Incident>;

export const IncidentRecu = z.object({ ...Incident.shape, le: Instant });

/** What a team sees of its slice. Newest releases first; the last incidents. */
export const Deploiement = z.object({
  slice: SliceName,
  releases: z.array(ReleaseInscrite),
  incidents: z.array(IncidentRecu),
});
export type Deploiement = z.output<typeof Deploiement>;

export const ActionRegistre = z.enum([
  'inscription',
  'refus',
  'trafic',
  'rollback',
  'retrait-automatique',
  'jeton-cree',
  'jeton-revoque',
]);
export type ActionRegistre = z.output<typeof ActionRegistre>;

/** One line of a slice's history, which only grows. */
export const EntreeHistorique = z.object({
  id: z.uuidv7(),
  le: Instant,
  action: ActionRegistre,
  version: z.nullable(z.string()),
  /** The state and share that the version has since. */
  etat: z.nullable(EtatRelease),
  trafic: z.nullable(Part),
  /** `jeton <name>`, the account's name, `origine suivie` or `automatique`. */
  par: z.string(),
  raison: z.nullable(z.string()),
  /** The figures that an automatic decision was taken on. */
  mesures: z.nullable(z.record(z.string(), z.number())),
});
export type EntreeHistorique = z.output<typeof EntreeHistorique>;

/** A deploy token without its secret. */
const Jeton = z.object({ id: z.uuidv7(), nom: z.string(), creeLe: Instant, utiliseLe: z.nullable(Instant) });

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
  readDeploiement: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}',
    operationId: 'readDeploiement',
    acces: 'deploiement',
    summary: 'The releases of a slice with their states, shares and figures, and the last incidents',
    responses: { 200: Deploiement },
    problems: ['slice-introuvable'],
  }),
  publish: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/releases',
    operationId: 'publishRelease',
    acces: 'deploiement',
    summary: 'Register the release that an origin serves, after every one of its files has been checked',
    body: z.strictObject({ origine: z.url({ protocol: /^https?$/ }).check(z.maxLength(300)) }),
    responses: { 201: ReleaseInscrite },
    problems: ['slice-introuvable', 'version-deja-publiee', 'release-refusee'],
  }),
  setTrafic: defineRoute({
    ...ofSlice,
    method: 'put',
    path: '/api/frontends/{slice}/trafic',
    operationId: 'setTrafic',
    acces: 'deploiement',
    summary: 'Give a version a share of the visitors: 100 promotes it, less makes it the canary, 0 takes a canary out',
    body: z.strictObject({
      version: Semver,
      part: Part,
      /** False: the share stays until somebody changes it. */
      automatique: z._default(z.boolean(), true),
      raison: z.optional(Raison),
    }),
    responses: { 200: ReleaseInscrite },
    problems: ['slice-introuvable', 'version-introuvable', 'release-refusee', 'aucun-retour'],
  }),
  rollback: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/rollback',
    operationId: 'rollbackSlice',
    acces: 'deploiement',
    summary: 'Go back to the version that was active before, or to the one named; a canary goes out',
    body: z.strictObject({ version: z.optional(Semver), raison: z.optional(Raison) }),
    responses: { 200: ReleaseInscrite },
    problems: ['slice-introuvable', 'version-introuvable', 'aucun-retour'],
  }),
  listHistorique: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/historique',
    operationId: 'listHistorique',
    acces: 'deploiement',
    summary: 'Who did what to a slice, when and why, the newest first',
    query: z.strictObject(paging),
    responses: { 200: z.array(EntreeHistorique) },
    headers: pagedHeaders,
    problems: ['slice-introuvable', 'curseur-invalide'],
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
  createJeton: defineRoute({
    ...ofSlice,
    method: 'post',
    path: '/api/frontends/{slice}/jetons',
    operationId: 'createJeton',
    acces: 'admin',
    summary: 'Make a deploy token of a slice, and the slice with its first one; the answer alone shows it',
    body: z.strictObject({ nom: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)) }),
    responses: { 201: z.object({ ...Jeton.shape, jeton: z.string() }) },
    problems: ['limite-atteinte'],
  }),
  listJetons: defineRoute({
    ...ofSlice,
    method: 'get',
    path: '/api/frontends/{slice}/jetons',
    operationId: 'listJetons',
    acces: 'admin',
    summary: 'The deploy tokens of a slice that are valid',
    responses: { 200: z.array(Jeton) },
    problems: ['slice-introuvable'],
  }),
  deleteJeton: defineRoute({
    ...ofSlice,
    method: 'delete',
    path: '/api/frontends/{slice}/jetons/{id}',
    operationId: 'deleteJeton',
    acces: 'admin',
    summary: 'Revoke a deploy token at once',
    params: z.object({ slice: SliceName, id: z.uuidv7() }),
    responses: { 204: null },
    problems: ['jeton-introuvable'],
  }),
};
