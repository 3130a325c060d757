import { createHash } from 'node:crypto';
import { type Release, releaseBase } from '@boutique/contracts/release';
import { inlineJson } from './write-entete.ts';

/** More sets of releases than canaries and overrides make in a while. */
const MAX_KEPT = 50;

export interface IntegrityMap {
  /** The import map, as an element. It must stand before every module script and preload. */
  element: string;
  /** What the content security policy must allow, this text alone. */
  source: string;
}

/**
 * Has the browser check every script that the page may load against the hash that its build wrote (import maps,
 * `integrity`): of the shell and of the releases that the page uses. Those that stand in are left out; the gateway has
 * checked them, and they would add 7 kB to every page for what hardly one loads.
 */
export function createIntegrityMaps(shell: Release): (used: readonly Release[]) => IntegrityMap {
  const kept = new Map<string, IntegrityMap>();
  return (used) => {
    const key = used.map(releaseBase).join(' ');
    const known = kept.get(key);
    if (known) return known;
    const integrity = Object.fromEntries([
      ...scriptsOf(shell, '/'),
      ...used.flatMap((release) => scriptsOf(release, releaseBase(release))),
      // the one retry goes under URLs of its own, and may not bring what the first try was refused
      ...used.flatMap((release) => scriptsOf(release, `${releaseBase(release)}~1/`)),
    ]);
    const text = inlineJson({ integrity });
    const digest = createHash('sha256').update(text).digest('base64');
    const map = { element: `<script type="importmap">${text}</script>`, source: `'sha256-${digest}'` };
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, map);
    return map;
  };
}

/**
 * The shell's page with the same hashes at its own script and preloads: a browser does not use a preload that was made
 * without the hash that the map asks for, and would fetch the file twice.
 */
export const withIntegrity = (template: string, { files }: Release): string =>
  template.replace(
    /(<(?:link rel="modulepreload"|script type="module") crossorigin )((?:href|src)="\/([^"]+)")/g,
    (tag, start: string, address: string, file: string) => {
      const integrity = files[file]?.integrity;
      return integrity ? `${start}integrity="${integrity}" ${address}` : tag;
    },
  );

const scriptsOf = ({ files }: Release, base: string) =>
  Object.entries(files).flatMap(([file, { integrity }]) => (file.endsWith('.js') ? [[base + file, integrity]] : []));
