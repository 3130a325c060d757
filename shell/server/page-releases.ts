import { discoveryOf } from '@boutique/contracts/frontends';
import { type RegisteredRelease, type Release, releaseBase } from '@boutique/contracts/release';
import { matchRoutes } from 'react-router';
import { inlineJson } from './escape-html.ts';

/** The releases of a page: for each slice the one that the page uses, then its fallbacks. */
export type PageReleases = readonly RegisteredRelease[];

/** More than canaries and overrides combine to at one time. */
const MAX_SETS = 50;

/**
 * Gives pages with the same releases the same array, so that what follows from the releases alone is computed once:
 * see `factsOf`.
 */
export function createReleaseSets(): (releases: PageReleases) => PageReleases {
  const sets = new Map<string, PageReleases>();
  return (releases) => {
    const key = keyOf(releases);
    const known = sets.get(key);
    if (known) return known;
    const [oldest] = sets.keys();
    if (sets.size >= MAX_SETS && oldest !== undefined) sets.delete(oldest);
    sets.set(key, releases);
    return releases;
  };
}

const keyOf = (releases: PageReleases): string =>
  releases.map(({ role, traffic, release }) => `${role} ${traffic} ${releaseBase(release)}`).join(' ');

/** What follows from the releases of a page. */
interface ReleaseFacts {
  /** Tells sets of releases apart. */
  key: string;
  /** The first release of each slice: the one that the page uses. */
  used: readonly Release[];
  /** The discovery document as JSON, fit for a script element. */
  discovery: string;
  /** Those of the releases in use come first. */
  routes: { path: string; release: Release; route: Release['routes'][number] }[];
}

const facts = new WeakMap<PageReleases, ReleaseFacts>();

export function factsOf(releases: PageReleases): ReleaseFacts {
  const known = facts.get(releases);
  if (known) return known;
  const used = [...new Map(releases.toReversed().map(({ release }) => [release.name, release])).values()];
  const inOrder = new Set([...used, ...releases.map(({ release }) => release)]);
  const found = {
    key: keyOf(releases),
    used,
    discovery: inlineJson(discoveryOf(releases)),
    routes: [...inOrder].flatMap((release) => release.routes.map((route) => ({ path: route.path, release, route }))),
  };
  facts.set(releases, found);
  return found;
}

export const usedOf = (releases: PageReleases): readonly Release[] => factsOf(releases).used;

export interface PageMatch {
  release: Release;
  route: Release['routes'][number];
  params: Readonly<Record<string, string | undefined>>;
}

/** The last match of each set of releases: one page asks several times. */
const lastMatch = new WeakMap<PageReleases, { pathname: string; match: PageMatch | undefined }>();

/** The release and route of an address. Releases in use win over fallbacks; of two equal paths the first wins. */
export function matchPage(releases: PageReleases, pathname: string): PageMatch | undefined {
  const last = lastMatch.get(releases);
  if (last?.pathname === pathname) return last.match;
  const match = findMatch(releases, pathname);
  lastMatch.set(releases, { pathname, match });
  return match;
}

function findMatch(releases: PageReleases, pathname: string): PageMatch | undefined {
  // react-router would print a warning for each malformed path
  if (!isDecodable(pathname)) return undefined;
  const found = matchRoutes(factsOf(releases).routes, pathname)?.at(-1);
  return found && { release: found.route.release, route: found.route.route, params: found.params };
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURI(pathname);
    return true;
  } catch {
    return false;
  }
}
