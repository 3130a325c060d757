import type { FieldError } from '@boutique/contracts/problems';
import { type Release, SHELL } from '@boutique/contracts/release';
import { contractFaults, routeShape } from '@boutique/release/parse-release';
import satisfies from 'semver/functions/satisfies.js';

/** The other releases of the page that a release must fit into. */
export interface Surroundings {
  /** The versions of modules that the newest shell shares; null while no build of the shell is registered. */
  shared: Release['shared'] | null;
  /** The releases of the other slices that have traffic. */
  others: readonly Release[];
}

/**
 * The faults that keep a release out of the page in service now, each with the way to mend it. Checked when the release
 * is registered, and again when it gets traffic, because the page may have changed since. `chemin` is the place of the
 * fault in `release.json`.
 */
export function fitFaults(release: Release, { shared, others }: Surroundings): FieldError[] {
  return [
    ...contractFaults(release.contractVersion),
    ...sharedFaults(release, shared),
    ...needFaults(release, others),
    ...others.flatMap((other) => overlapFaults(release, other)),
  ];
}

function sharedFaults(release: Release, shared: Release['shared'] | null): FieldError[] {
  // a new shell brings its own modules
  if (shared === null || release.name === SHELL) return [];
  const offers = new Map(Object.entries(shared));
  return Object.entries(release.shared).flatMap(([name, { requiredVersion }]) => {
    const offered = offers.get(name)?.version;
    if (offered !== undefined && satisfies(offered, requiredVersion)) return [];
    return [
      {
        chemin: `shared.${name}`,
        message: `${requiredVersion} is asked for, the shell in service offers ${offered ?? 'no version'}; align the dependency, or wait until the shell offers it`,
      },
    ];
  });
}

function needFaults(release: Release, others: readonly Release[]): FieldError[] {
  const offered = new Set(others.flatMap(({ widgets }) => widgets.map(({ name }) => name)));
  return (release.needs ?? [])
    .filter((widget) => !offered.has(widget))
    .map((widget) => ({
      chemin: 'needs',
      message: `no slice in service offers the widget ${widget}; put the slice that does into service first, or take it out of needs`,
    }));
}

/**
 * Two slices cannot own one page or one widget. Navigation needs no check: an entry leads to a page of its own slice.
 */
function overlapFaults(release: Release, other: Release): FieldError[] {
  const shapes = new Set(other.routes.map(({ path }) => routeShape(path)));
  const widgets = new Set(other.widgets.map(({ name }) => name));
  const message = `${other.name} ${other.version} has it already; only one slice can: take it out of one of the two`;
  return [
    ...release.routes
      .filter(({ path }) => shapes.has(routeShape(path)))
      .map(({ path }) => ({ chemin: `routes.${path}`, message })),
    ...release.widgets
      .filter(({ name }) => widgets.has(name))
      .map(({ name }) => ({ chemin: `widgets.${name}`, message })),
  ];
}
