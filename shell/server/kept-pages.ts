import { LRUCache } from 'lru-cache';
import { type Encoding, encode } from './encode.ts';

const MAX_BYTES = 32 * 2 ** 20;

/** A finished page for everybody, and what its headers say. */
export interface FinishedPage {
  html: Buffer;
  status: number;
  route: string | undefined;
  policy: string;
}

export interface MadePage extends FinishedPage {
  /** Whether nothing in it is missing that may be there the next time. */
  isWhole: boolean;
}

interface Kept extends FinishedPage {
  /** The compressed forms that were sent, and the better ones made after the second request. */
  bodies: Map<Encoding, Promise<Buffer>>;
  isBest: boolean;
}

/**
 * Finished pages by everything that they depend on. The least recently used ones go when there are too many bytes, so
 * that a crawl of all pages costs the frequent ones little. Two requests for one page at the same time make it once.
 */
export function createKeptPages() {
  const pages = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    // with the compressed forms
    sizeCalculation: ({ html }, key) => Math.ceil(html.length * 1.5) + key.length,
  });
  const coming = new Map<string, Promise<MadePage>>();

  return {
    /** The page, if it is kept. */
    get: (key: string): FinishedPage | undefined => pages.get(key),

    /** Makes a page and keeps it if it is whole. */
    async make(key: string, make: () => Promise<MadePage>): Promise<MadePage> {
      const page = coming.get(key) ?? make();
      coming.set(key, page);
      try {
        const made = await page;
        if (made.isWhole && !pages.has(key)) pages.set(key, { ...made, bodies: new Map(), isBest: false });
        return made;
      } finally {
        coming.delete(key);
      }
    },

    /** The page's body in this encoding. */
    bodyOf(key: string, encoding: Encoding): Promise<Buffer> | undefined {
      const page = pages.get(key);
      if (!page) return undefined;
      const known = page.bodies.get(encoding);
      if (!known) {
        const made = encode(page.html, encoding);
        page.bodies.set(encoding, made);
        return made;
      }
      if (!page.isBest) {
        page.isBest = true;
        for (const one of page.bodies.keys()) {
          void encode(page.html, one, 'best').then((body) => page.bodies.set(one, Promise.resolve(body)));
        }
      }
      return known;
    },
  };
}
