import * as z from 'zod/mini';
import { Instant, Langue } from './common.ts';
import { NavigationEntry, RouteDeclaration, SliceDeclaration, SliceName, WidgetDeclaration } from './slice.ts';

/** A path inside a release: no leading slash, no `..`, no empty segment. */
export const ReleasePath = z
  .string()
  .check(z.regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@-]+(?:\/[\w.@-]+)*$/), z.maxLength(200));

/** Subresource Integrity notation (W3C SRI): `sha384-<base64>`. */
export const Integrity = z.string().check(z.regex(/^sha384-[A-Za-z0-9+/]{64}$/));

/** Semantic Versioning 2.0.0 (semver.org), without a leading `v`; build metadata is allowed. */
export const Semver = z
  .string()
  .check(
    z.regex(
      /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/,
      { error: 'a version as semver.org writes it is expected, such as 1.4.0, 2.0.0-rc.1 or 1.0.0+build.7' },
    ),
    z.maxLength(60),
  );

/** Files that a page or widget needs before it can show: its module with all static imports. */
const preloads = {
  modules: z.array(ReleasePath).check(z.maxLength(500)),
  styles: z.array(ReleasePath).check(z.maxLength(500)),
};

/** Unknown fields are kept, since `integrity` covers them: a stored release may have those of an older contract. */
export const ReleaseRoute = z.catchall(z.extend(z.omit(RouteDeclaration, { page: true }), preloads), z.unknown());
export const ReleaseWidget = z.extend(z.omit(WidgetDeclaration, { module: true }), preloads);

const ReleaseFile = z.strictObject({ size: z.int().check(z.nonnegative()), integrity: Integrity });

/**
 * `release.json`: written by a slice's build beside its federation container, read by the API and the gateway. Unknown
 * fields are refused (kept in routes), so that no reader can use a field that `integrity` does not cover.
 */
export const Release = z.strictObject({
  name: SliceName,
  version: Semver,
  builtAt: Instant,
  commit: z.string().check(z.maxLength(100)),
  contractVersion: z.int(),
  /** The federation container, a JavaScript module: a path of the release or, from a dev server only, an absolute URL. */
  entry: z.union([ReleasePath, z.url({ protocol: /^https?$/ })]),
  /** The file from which the gateway renders the release's pages; without it they are rendered in browsers only. */
  server: z.optional(ReleasePath),
  exposes: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(50)),
  shared: z.record(z.string(), z.strictObject({ version: z.string(), requiredVersion: z.string() })),
  routes: z.array(ReleaseRoute).check(z.maxLength(200)),
  navigation: z.array(NavigationEntry).check(z.maxLength(50)),
  widgets: z.array(ReleaseWidget).check(z.maxLength(100)),
  needs: SliceDeclaration.shape.needs,
  budget: SliceDeclaration.shape.budget,
  /** The files with the slice's texts, by language: a page loads those of its language. Absent when there are none. */
  texts: z.optional(z.record(Langue, z.array(ReleasePath))),
  /**
   * Hash over all other fields but `builtAt` and `commit` (`releaseIntegrity` of @boutique/release). It identifies the
   * release's content in URLs and in the register.
   */
  integrity: Integrity,
  /** Every file of the release but `release.json` itself. Size in bytes. */
  files: z.record(ReleasePath, ReleaseFile),
});
export type Release = z.output<typeof Release>;

/** The modules that a release's server entry gets from the renderer's `require`; it contains all others. */
export const SERVER_MODULES = ['react', 'react/jsx-runtime', 'react-dom', '@boutique/facade'] as const;

/**
 * One more module for a server entry that uses files of its release, such as pictures: the path of the release at the
 * gateway (`releaseBase`), a string.
 */
export const SERVER_BASE_MODULE = '@boutique/release-base';

/**
 * The use that gateways make of a release. `active` and `canary` share their slice's traffic; `fallback` stands in for
 * an active release that fails in a browser. `retired` was in service before: tabs that still run it find its files.
 * `new` is shown only in a browser that asked for it by an override. `shell` is a build of the shell.
 */
export const ReleaseRole = z.enum(['active', 'canary', 'fallback', 'retired', 'new', 'shell']);
export type ReleaseRole = z.output<typeof ReleaseRole>;

/** A release whose files the API has, and its role. */
export const RegisteredRelease = z.object({
  role: ReleaseRole,
  /** Percent of the slice's traffic; 0 for every role but `active` and `canary`. */
  traffic: z.int().check(z.minimum(0), z.maximum(100)),
  release: Release,
});
export type RegisteredRelease = z.output<typeof RegisteredRelease>;

/** The name under which the shell's own builds are releases. */
export const SHELL = 'shell';

/** The last segment of `/api/frontends/files/{digest}`: a file's hash in characters that URLs and file names allow. */
export const fileDigest = (integrity: string): string =>
  integrity.slice('sha384-'.length).replaceAll('+', '-').replaceAll('/', '_');

/**
 * The path of a release at the gateway. It contains a digest of the content, so that `immutable` is true even when one
 * version is built twice.
 */
export function releaseBase(release: Pick<Release, 'name' | 'version' | 'integrity'>): string {
  const digest = release.integrity.slice('sha384-'.length).replace(/[+/]/g, '').slice(0, 10);
  return `/remotes/${release.name}/${release.version}-${digest}/`;
}
