import { type Encoding, encodedOnce } from '@boutique/http-server/encode';
import { LRUCache } from 'lru-cache';

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
  bodyIn: (encoding: Encoding) => Promise<Buffer>;
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
        if (made.isWhole && !pages.has(key)) pages.set(key, { ...made, bodyIn: encodedOnce(made.html) });
        return made;
      } finally {
        coming.delete(key);
      }
    },

    /** The page's body in this encoding. */
    bodyOf: (key: string, encoding: Encoding): Promise<Buffer> | undefined => pages.get(key)?.bodyIn(encoding),
  };
}
