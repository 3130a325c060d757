import { createHash } from 'node:crypto';
import { type Release, releaseBase } from '@boutique/contracts/release';
import { inlineJson } from './escape-html.ts';

/** More than canaries and overrides combine to at one time. */
const MAX_KEPT = 50;

export interface IntegrityMap {
  /** The import map as an element. It must precede every module script and preload. */
  element: string;
  /** The source that lets the content security policy allow exactly this inline script. */
  source: string;
}

/**
 * Import maps with the hashes (`integrity`) of every script of the shell and of the releases that a page uses: the
 * browser checks each script against the hash from its build. Fallbacks are left out: the gateway has already checked
 * them, pages rarely load them, and they would add 7 kB to every page.
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
      // the one retry has its own URLs and must pass the same check
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
 * Adds the same hashes to the shell's own script and preloads in the page. Without them a browser ignores the preload,
 * since it lacks the hash in the map, and fetches the file twice.
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
