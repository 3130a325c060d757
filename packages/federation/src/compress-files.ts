import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const zstd = promisify(zlib.zstdCompress);
/** The levels above 19 only pay off for gigabytes. */
const ZSTD_LEVEL = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 19 } };

/** Below this size a compressed copy saves less than its response header costs. */
const MINIMUM_BYTES = 512;

/**
 * Writes a `.br`, `.zst` and `.gz` copy of every text file at the best level, so that no server compresses per request.
 */
export async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && /\.(js|css|json|svg|txt)$/.test(entry.name))
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const content = await readFile(file);
        if (content.length < MINIMUM_BYTES) return;
        await writeFile(`${file}.br`, await brotli(content));
        await writeFile(`${file}.zst`, await zstd(content, ZSTD_LEVEL));
        await writeFile(`${file}.gz`, await gzip(content, { level: 9 }));
      }),
  );
}
