import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Header, Pack, Parser, ReadEntry } from 'tar';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { MAX_MANIFEST_BYTES, parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';

const MANIFEST = 'release.json';
/** How gzip and zstd begin. */
const PACKED_AGAIN: ReadonlySet<number> = new Set([0x1f, 0x28]);

/** The release as one gzipped tar: `release.json` first, so that a receiver can check every file while it comes. */
export async function packRelease({ release, files }: PackedRelease): Promise<Buffer> {
  const pack = new Pack({ gzip: true, portable: true });
  const add = (path: string, content: Buffer) => {
    const entry = new ReadEntry(new Header({ path, size: content.length, type: 'File', mode: 0o644 }));
    pack.add(entry);
    entry.end(content);
  };
  add(MANIFEST, Buffer.from(JSON.stringify(release)));
  for (const [path, content] of files) add(path, content);
  pack.end();
  return pack.concat();
}

/**
 * Reads such an archive and checks it while it comes: names, sizes and counts before a file is kept, hashes and compressed
 * copies at the end. Nothing is written to a disk, and never more is held than `limits` allow. A stream that is refused
 * before its end is left open, so that an HTTP request can still be answered.
 * @throws ReleaseRefusal; the stream's own error
 */
export async function unpackRelease(archive: AsyncIterable<Buffer>, limits: ReleaseLimits): Promise<PackedRelease> {
  const files = new Map<string, Buffer>();
  let release: PackedRelease['release'] | undefined;
  let fault: ReleaseRefusal | undefined;
  const refuse = (message: string, chemin = 'archive') => {
    fault ??= new ReleaseRefusal([{ chemin, message }]);
  };

  const sizeAllowed = (path: string): number | undefined => {
    if (!release) return path === MANIFEST ? MAX_MANIFEST_BYTES : undefined;
    if (files.has(path)) return undefined;
    return Object.hasOwn(release.files, path) ? release.files[path]?.size : undefined;
  };

  const parser = new Parser({
    strict: true,
    maxMetaEntrySize: 10_000,
    onReadEntry(entry) {
      // what is not listened to would hold up the parser
      entry.resume();
      if (fault || entry.type === 'Directory') return;
      const path = entry.path.replace(/^\.\//, '');
      const chemin = `files.${path.slice(0, 200)}`;
      if (entry.type !== 'File' && entry.type !== 'OldFile') return refuse(`${entry.type} is no file`, chemin);
      const allowed = sizeAllowed(path);
      if (allowed === undefined) {
        return release
          ? refuse('it is not named by release.json, or is sent twice', chemin)
          : refuse(`${MANIFEST} is expected first, not ${path.slice(0, 200)}`);
      }
      if (entry.size > allowed) return refuse(`${entry.size} bytes, at most ${allowed} are expected`, chemin);
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => {
        const content = Buffer.concat(chunks);
        if (release) files.set(path, content);
        else {
          try {
            release = parseRelease(content.toString(), limits);
          } catch (error) {
            if (!(error instanceof ReleaseRefusal)) throw error;
            fault ??= error;
          }
        }
      });
    },
  });
  parser.on('error', (error: Error) => refuse(`it is no tar archive: ${error.message}`));
  parser.on('ignoredEntry', ({ type }: ReadEntry) => refuse(`it holds an entry of the type ${type}`));

  // the headers and padding of a tar are up to 1 KiB per file
  const maxBytes = limits.maxBytes + MAX_MANIFEST_BYTES + 1_024 * (limits.maxFiles + 10);
  const gunzip = createGunzip();
  try {
    // the iterator that a stream has by default would destroy it, and with a request its connection
    const source = archive instanceof Readable ? archive.iterator({ destroyOnReturn: false }) : archive;
    await pipeline(Readable.from(source), gunzip, async (chunks: AsyncIterable<Buffer>) => {
      let unpacked = 0;
      for await (const chunk of chunks) {
        // the parser would unpack it once more, without a bound
        if (unpacked === 0 && chunk[0] !== undefined && PACKED_AGAIN.has(chunk[0])) refuse('it is compressed twice');
        unpacked += chunk.length;
        if (unpacked > maxBytes) refuse(`it unpacks to more than ${maxBytes} bytes`);
        if (fault) throw fault;
        parser.write(chunk);
      }
      parser.end();
    });
  } catch (error) {
    if (fault) throw fault;
    // the codes of zlib; anything else is a connection that broke
    if (/^Z_/.test(String((error as { code?: unknown }).code))) {
      throw new ReleaseRefusal([{ chemin: 'archive', message: 'it is not a whole gzip file' }]);
    }
    throw error;
  }
  if (fault) throw fault;
  if (!release) throw new ReleaseRefusal([{ chemin: 'archive', message: `it has no ${MANIFEST}` }]);
  const packed = { release, files };
  await checkFiles(packed);
  return packed;
}
