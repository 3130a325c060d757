import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Unzip = (
  content: Buffer,
  options: zlib.ZlibOptions & { info: true },
) => Promise<{ buffer: Buffer; engine: zlib.Zlib }>;

/** @throws Error when the content is broken, unpacks to more than `maxBytes`, or has bytes behind its end */
type Decompress = (content: Buffer, maxBytes: number) => Promise<Buffer>;

/** Node stops at the end of the first zstd frame; a browser continues and would get other bytes. */
const decompressWith =
  (unzip: unknown): Decompress =>
  async (content, maxBytes) => {
    const { buffer, engine } = await (unzip as Unzip)(content, { maxOutputLength: Math.max(1, maxBytes), info: true });
    if (engine.bytesWritten !== content.length) throw new Error('bytes behind the end');
    return buffer;
  };

/**
 * The compressed copies that builds write beside a file, the smallest first: suffix, Content-Encoding, decompression.
 */
export const COMPRESSIONS: readonly (readonly [suffix: string, encoding: string, decompress: Decompress])[] = [
  ['.br', 'br', decompressWith(promisify(zlib.brotliDecompress))],
  ['.zst', 'zstd', decompressWith(promisify(zlib.zstdDecompress))],
  ['.gz', 'gzip', decompressWith(promisify(zlib.gunzip))],
];
