import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type Encoding, encode } from '@boutique/http-server/encode';
import { LRUCache } from 'lru-cache';

const MAX_BYTES = 8 * 2 ** 20;

const unpack = promisify(brotliDecompress);

/** A finished page, and what its headers say. */
export interface FinishedPage {
  status: number;
  route: string | undefined;
  policy: string;
  bodyIn: (encoding: Encoding) => Promise<Buffer>;
}

export interface MadePage extends Omit<FinishedPage, 'bodyIn'> {
  html: Buffer;
  /** Whether nothing in it is missing that may be there the next time. */
  isWhole: boolean;
}

interface Kept extends FinishedPage {
  bytes: number;
  /** Whether its bytes stay as they are: it has been compressed well. */
  isFinal: () => boolean;
}

/**
 * Finished pages by everything that they depend on, in the compressed form, which is a sixth of the HTML. The least
 * recently used ones go when there are too many bytes, so that a crawl of all pages costs the frequent ones little. Two
 * requests for one page at the same time make it once.
 */
export function createKeptPages() {
  const pages = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes, policy }, key) => bytes + policy.length + key.length + 500,
  });
  const coming = new Map<string, Promise<FinishedPage>>();

  const keep = async (key: string, make: () => Promise<MadePage>): Promise<FinishedPage> => {
    const made = await make();
    if (!made.isWhole) return finished(made);
    const kept = keptPage(made, await encode(made.html, 'br'));
    pages.set(key, kept);
    return kept;
  };

  return {
    /** The page, if it is kept. */
    get: (key: string): Kept | undefined => pages.get(key),

    /** Makes a page and keeps it if it is whole. */
    async make(key: string, make: () => Promise<MadePage>): Promise<FinishedPage> {
      const page = coming.get(key) ?? keep(key, make);
      coming.set(key, page);
      try {
        return await page;
      } finally {
        coming.delete(key);
      }
    },
  };
}

/** A page that is not kept. */
export const finished = ({ html, status, route, policy }: MadePage): FinishedPage => ({
  status,
  route,
  policy,
  bodyIn: (encoding) => encode(html, encoding),
});

/** A page that is compressed better, in the background, once it is asked for again. */
function keptPage({ status, route, policy }: MadePage, quick: Buffer): Kept {
  let br = quick;
  let requests = 0;
  let isFinal = false;
  const improve = async () => {
    br = await encode(await unpack(br), 'br', 'best');
    isFinal = true;
  };
  return {
    status,
    route,
    policy,
    bytes: quick.length,
    isFinal: () => isFinal,
    async bodyIn(encoding) {
      requests += 1;
      if (requests === 2) void improve().catch(() => {});
      return encoding === 'br' ? br : encode(await unpack(br), encoding);
    },
  };
}
