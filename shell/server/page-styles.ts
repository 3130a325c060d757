import { createHash } from 'node:crypto';
import { type Release, releaseBase } from '@boutique/contracts/release';
import type { ReleaseStore } from './release-store.ts';

const MAX_KEPT = 100;

/** Stylesheets of one release that a page shows. */
export interface UsedStyles {
  release: Release;
  files: readonly string[];
}

export interface PageStyles {
  element: Buffer;
  /** The source that lets the content security policy allow exactly this inline stylesheet. */
  source: string;
  /** Addresses of the stylesheets that it contains. */
  addresses: string[];
}

/**
 * The stylesheets of a page as one inline element, which paints without another request.
 * @param shell the shell's own stylesheets by file; they set the order of the layers, so they come first
 */
export function createPageStyles(store: Pick<ReleaseStore, 'read'>, shell: UsedStyles) {
  const kept = new Map<string, PageStyles>();
  return async (used: readonly UsedStyles[]): Promise<PageStyles> => {
    const all = [shell, ...used].flatMap(({ release, files }) => files.map((file) => ({ release, file })));
    const key = all.map(({ release, file }) => `${releaseBase(release)}${file}`).join(' ');
    const known = kept.get(key);
    if (known) return known;
    const texts = new Map<string, string>();
    for (const { release, file } of all) {
      const base = release === shell.release ? '/' : releaseBase(release);
      texts.set(base + file, withAddresses((await store.read(release, file)).toString(), base + file));
    }
    const text = [...texts.values()].join('\n');
    const styles = {
      element: Buffer.from(`<style>${text}</style>`),
      source: `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      addresses: [...texts.keys()],
    };
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, styles);
    return styles;
  };
}

/** In a page, relative addresses of the stylesheet would be relative to the page. */
const withAddresses = (css: string, address: string): string =>
  css
    .replace(
      /url\(\s*(["']?)(?![a-z]+:|\/|#|["'])/gi,
      (_, quote: string) => `url(${quote}${address.replace(/[^/]+$/, '')}`,
    )
    // would end the element
    .replaceAll('</', '<\\/')
    .trim();
