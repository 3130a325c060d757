import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Header, Pack, Parser, ReadEntry } from 'tar';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { MAX_MANIFEST_BYTES, parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';

const MANIFEST = 'release.json';
/** The first bytes of gzip and zstd. */
const PACKED_AGAIN: ReadonlySet<number> = new Set([0x1f, 0x28]);

/** Packs a release as a gzipped tar: `release.json` first, so that a receiver can check each file as it arrives. */
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
 * Reads a packed release and checks it as it arrives: names, sizes and counts before a file is kept, hashes and
 * compressed copies at the end. Writes nothing to disk, and holds no more than `limits` allow in memory. Leaves a
 * stream open that it refuses before its end, so that an HTTP request can still be answered.
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
      // the parser would wait for an entry that is not read
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
            release = parseRelease(content, limits);
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
    // a stream's default iterator would destroy it, and a request's connection with it
    const source = archive instanceof Readable ? archive.iterator({ destroyOnReturn: false }) : archive;
    await pipeline(Readable.from(source), gunzip, async (chunks: AsyncIterable<Buffer>) => {
      let unpacked = 0;
      for await (const chunk of chunks) {
        // the parser would unpack it a second time, without a limit
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
    // codes that begin with Z_ are zlib's; any other error is a broken connection
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
