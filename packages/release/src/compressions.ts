import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Decompress = (content: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** Compressed copies that builds put beside a file, the smallest first: suffix, Content-Encoding, and how to unpack one. */
export const COMPRESSIONS: readonly (readonly [suffix: string, encoding: string, decompress: Decompress])[] = [
  ['.br', 'br', promisify(zlib.brotliDecompress) as Decompress],
  ['.zst', 'zstd', promisify(zlib.zstdDecompress) as Decompress],
  ['.gz', 'gzip', promisify(zlib.gunzip) as Decompress],
];
