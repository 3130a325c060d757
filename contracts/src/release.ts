import * as z from 'zod/mini';
import { Instant, Langue } from './common.ts';
import { NavigationEntry, RouteDeclaration, SliceDeclaration, SliceName, WidgetDeclaration } from './slice.ts';

/** A path inside a release: no leading slash, no `..`, no empty segment. */
export const ReleasePath = z
  .string()
  .check(z.regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@-]+(?:\/[\w.@-]+)*$/), z.maxLength(200));

/** Subresource Integrity notation (W3C SRI): `sha384-<base64>`. */
export const Integrity = z.string().check(z.regex(/^sha384-[A-Za-z0-9+/]{64}$/));

export const Semver = z.string().check(z.regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/), z.maxLength(60));

/** Files that a page or widget needs at once: the static-import closure of its module. */
const preloads = { modules: z.array(ReleasePath), styles: z.array(ReleasePath) };

export const ReleaseRoute = z.extend(z.omit(RouteDeclaration, { page: true }), preloads);
export const ReleaseWidget = z.extend(z.omit(WidgetDeclaration, { module: true }), preloads);

/** `release.json`: written by a slice's build beside `mf-manifest.json`, read by the API and the gateway. */
export const Release = z.object({
  name: SliceName,
  version: Semver,
  builtAt: Instant,
  commit: z.string(),
  contractVersion: z.int(),
  /** Where `mf-manifest.json` is: a path of the release or, from a dev server only, an absolute URL. */
  entry: z.union([ReleasePath, z.url({ protocol: /^https?$/ })]),
  exposes: z.array(z.string()),
  shared: z.record(z.string(), z.object({ version: z.string(), requiredVersion: z.string() })),
  routes: z.array(ReleaseRoute),
  navigation: z.array(NavigationEntry),
  widgets: z.array(ReleaseWidget),
  needs: SliceDeclaration.shape.needs,
  budget: SliceDeclaration.shape.budget,
  /** The files with the slice's texts, by language: a page loads those of its own. Absent when there are none. */
  texts: z.optional(z.record(Langue, z.array(ReleasePath))),
  /** Hash over `files`; names the release's content in URLs and in the register. */
  integrity: Integrity,
  /** Every file of the release but `release.json` itself. Size in bytes. */
  files: z.record(ReleasePath, z.object({ size: z.int(), integrity: Integrity })),
});
export type Release = z.output<typeof Release>;

/**
 * What a release is for: `active` and `canary` share their slice's visitors, `fallback` stands in for an active one that
 * fails in a browser, `other` is shown to nobody who does not ask for it by an override, `shell` is a build of the shell.
 */
export const ReleaseRole = z.enum(['active', 'canary', 'fallback', 'other', 'shell']);
export type ReleaseRole = z.output<typeof ReleaseRole>;

/** A release with the origin that serves it: what the gateway reads from the API. Never sent to browsers. */
export const RegisteredRelease = z.object({
  origin: z.url({ protocol: /^https?$/ }),
  role: ReleaseRole,
  /** Percent of the slice's visitors; 0 for whatever is neither `active` nor `canary`. */
  traffic: z.int().check(z.minimum(0), z.maximum(100)),
  release: Release,
});
export type RegisteredRelease = z.output<typeof RegisteredRelease>;
export const RegisteredReleases = z.array(RegisteredRelease);

/**
 * On the API's own port only, like /metrics: origins are internal addresses. GET: RegisteredReleases, with those of a
 * slice in the order of the roles.
 */
export const REGISTERED_RELEASES_PATH = '/internal/releases';

/** PUT, on the same port: a gateway tells which build of the shell it serves, and where the others may fetch its files. */
export const SHELL_RELEASES_PATH = '/internal/shells';
export const ShellRelease = z.object({ origin: z.url({ protocol: /^https?$/ }), release: Release });
export type ShellRelease = z.output<typeof ShellRelease>;

/** The name under which the shell's own builds are releases. No slice may have it. */
export const SHELL = 'shell';

/**
 * The path of a release at the gateway. It holds a digest of the content, so that `immutable` is true
 * even when somebody builds the same version twice.
 */
export function releaseBase(release: Pick<Release, 'name' | 'version' | 'integrity'>): string {
  const digest = release.integrity.slice('sha384-'.length).replace(/[+/]/g, '').slice(0, 10);
  return `/remotes/${release.name}/${release.version}-${digest}/`;
}
