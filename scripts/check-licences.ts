import { readFile } from 'node:fs/promises';
import { fromRoot } from './parts.ts';
import type { Lockfile } from './prune-workspace.ts';

/**
 * SPDX names of licences under which the shop may be run and handed on. The LGPL's is that of libvips, which sharp loads as
 * a library of its own; the MPL's files are used unchanged.
 */
const FITTING = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Zlib',
]);

/** Whether an SPDX expression of AND and OR, without more than one level of brackets, fits. */
export const fits = (licence = ''): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => FITTING.has(name)));

/** Names and versions of the npm packages that the parts depend on, by licence. */
export function licencesOf({ packages }: Pick<Lockfile, 'packages'>): Map<string, string[]> {
  const ours = Object.entries(packages).flatMap(([place, { version, license, dev, link }]) => {
    const [, name] = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? [];
    return name && !dev && !link ? [{ name: `${name} ${version}`, licence: license ?? 'none' }] : [];
  });
  return new Map(
    [...Map.groupBy(ours, ({ licence }) => licence)].map(([licence, all]) => [licence, all.map(({ name }) => name)]),
  );
}

if (import.meta.main) {
  const licences = licencesOf(JSON.parse(await readFile(fromRoot('package-lock.json'), 'utf8')) as Lockfile);
  for (const [licence, names] of licences) console.log(`${licence} (${names.length}): ${names.join(', ')}`);
  const wrong = [...licences].filter(([licence]) => !fits(licence));
  for (const [licence, names] of wrong) {
    console.error(
      `${names.join(', ')}: ${licence} does not fit; replace the package, or add the licence with its reason`,
    );
  }
  if (licences.size === 0) console.error('package-lock.json has no package');
  process.exitCode = wrong.length > 0 || licences.size === 0 ? 1 : 0;
}
