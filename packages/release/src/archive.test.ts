import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packRelease, unpackRelease } from './archive.ts';
import type { PackedRelease } from './check-files.ts';
import { DEFAULT_LIMITS } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';
import { sampleFiles, sampleRelease } from './testing/sample-release.ts';

type Entry = HeaderData & { content?: string | Buffer };

/** A tar archive with exactly these headers, also invalid ones. */
function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ content = '', ...given }) => {
    const bytes = Buffer.from(content);
    const block = Buffer.alloc(512);
    new Header({ type: 'File', mode: 0o644, size: bytes.length, ...given }).encode(block);
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
const entriesOf = ({ release, files }: PackedRelease): Entry[] => [
  { path: 'release.json', content: JSON.stringify(release) },
  ...[...files].map(([path, content]) => ({ path, content })),
];
const sample = entriesOf(sampleRelease());
const without = (path: string) => sample.filter((entry) => entry.path !== path);

/** Yields the content in chunks, by default of the size of a TCP segment. */
async function* chunksOf(content: Buffer, size = 1_400): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}
async function faultsOf(archive: AsyncIterable<Buffer>, limits = DEFAULT_LIMITS): Promise<string[]> {
  try {
    await unpackRelease(archive, limits);
    return [];
  } catch (error) {
    if (!(error instanceof ReleaseRefusal)) throw error;
    return error.faults.map(({ chemin, message }) => `${chemin}: ${message}`);
  }
}
const faultsOfTar = (entries: readonly Entry[]) => faultsOf(chunksOf(gzipSync(tarOf(entries))));

describe('round trip', () => {
  test('unpacking gives the packed files, release.json first', async () => {
    const packed = sampleRelease(
      {},
      { ...sampleFiles, 'assets/empty.js': '', 'assets/noise.bin': randomBytes(200_000) },
    );
    const archive = await packRelease(packed);
    expect(await unpackRelease(chunksOf(archive), DEFAULT_LIMITS)).toEqual(packed);
    expect(gunzipSync(archive).subarray(0, 13).toString()).toBe('release.json\0');
  });

  test('a name of 200 characters', async () => {
    const long = `${'a'.repeat(99)}/${'b'.repeat(97)}.js`;
    const packed = sampleRelease({}, { ...sampleFiles, [long]: 'long' });
    expect((await unpackRelease(chunksOf(await packRelease(packed)), DEFAULT_LIMITS)).files.get(long)?.toString()).toBe(
      'long',
    );
  });

  test.each([1, 7, 512, 100_000])('in chunks of %i bytes', async (size) => {
    const packed = sampleRelease();
    expect(await unpackRelease(chunksOf(await packRelease(packed), size), DEFAULT_LIMITS)).toEqual(packed);
  });

  test('accepts an archive of GNU tar, with ./ before each name and entries for folders', async () => {
    const folder: Entry = { path: './assets/', type: 'Directory' };
    const entries = sample.map((entry) => ({ ...entry, path: `./${entry.path}` }));
    expect(await faultsOfTar([...entries.slice(0, 1), folder, ...entries.slice(1)])).toEqual([]);
  });
});

describe('is refused', () => {
  const NOT_NAMED = 'it is not named by release.json, or is sent twice';
  const [manifest = {}, ...others] = sample;
  const page = sample.find(({ path }) => path === 'assets/page.js') ?? {};

  test.each<[string, Entry[], string]>([
    ['an empty archive', [], 'archive: it is no tar archive: '],
    [
      'release.json that is not first',
      [...others, manifest],
      'archive: release.json is expected first, not remoteEntry.js',
    ],
    ['no release.json', others, 'archive: release.json is expected first, not remoteEntry.js'],
    ['a second release.json', [manifest, manifest, ...others], `files.release.json: ${NOT_NAMED}`],
    ['a file twice', [...sample, page], `files.assets/page.js: ${NOT_NAMED}`],
    ['a file that is not named', [...sample, { path: 'assets/x.js', content: 'x' }], `files.assets/x.js: ${NOT_NAMED}`],
    [
      'a file named like a property of every object',
      [...sample, { path: 'constructor', content: 'x' }],
      `files.constructor: ${NOT_NAMED}`,
    ],
    ['a file named __proto__', [...sample, { path: '__proto__', content: 'x' }], `files.__proto__: ${NOT_NAMED}`],
    ['an absolute path', [...sample, { path: '/etc/passwd', content: 'x' }], `files./etc/passwd: ${NOT_NAMED}`],
    ['a path upwards', [...sample, { path: '../../x', content: 'x' }], `files.../../x: ${NOT_NAMED}`],
    ['a path with NUL', [...sample, { path: 'a\0b', content: 'x' }], `files.a: ${NOT_NAMED}`],
    [
      'a file that is missing',
      without('assets/page.css'),
      'files.assets/page.css: it is missing; send exactly the files of the build',
    ],
    [
      'a file that is longer',
      [...without('assets/page.css'), { path: 'assets/page.css', content: 'x'.repeat(1_000) }],
      'files.assets/page.css: 1000 bytes, at most 18 are expected',
    ],
    [
      'a file that is shorter',
      [...without('assets/page.css'), { path: 'assets/page.css', content: 'x' }],
      'files.assets/page.css: it is not the file that release.json describes; send exactly the files of the build',
    ],
    [
      'a symbolic link',
      [...sample, { path: 'assets/x.js', type: 'SymbolicLink', linkpath: '/etc/passwd' }],
      'files.assets/x.js: SymbolicLink is no file',
    ],
    [
      'a symbolic link in the place of a file',
      [...without('assets/page.css'), { path: 'assets/page.css', type: 'SymbolicLink', linkpath: 'page.js' }],
      'files.assets/page.css: SymbolicLink is no file',
    ],
    [
      'a hard link',
      [...sample, { path: 'assets/x.js', type: 'Link', linkpath: 'assets/page.js' }],
      'files.assets/x.js: Link is no file',
    ],
    [
      'a device',
      [...sample, { path: 'assets/x.js', type: 'CharacterDevice' }],
      'files.assets/x.js: CharacterDevice is no file',
    ],
    ['a pipe', [...sample, { path: 'assets/x.js', type: 'FIFO' }], 'files.assets/x.js: FIFO is no file'],
    [
      'release.json as a link',
      [{ path: 'release.json', type: 'SymbolicLink', linkpath: 'x' }],
      'files.release.json: SymbolicLink is no file',
    ],
    [
      'a release.json of two megabytes',
      [{ path: 'release.json', content: ' '.repeat(2_000_000) }],
      'files.release.json: 2000000 bytes, at most 1000000 are expected',
    ],
    [
      'a release.json with a fault',
      [{ path: 'release.json', content: '{}' }, ...others],
      'contractVersion: contract undefined',
    ],
    [
      'metadata of 20 kB',
      [{ path: 'x', type: 'ExtendedHeader', content: 'x'.repeat(20_000) }, ...sample],
      'archive: it holds an entry of the type ExtendedHeader',
    ],
  ])('%s', async (_, entries, fault) => {
    expect(await faultsOfTar(entries)).toEqual([expect.stringContaining(fault)]);
  });

  test('a header without a name, or with a wrong checksum', async () => {
    expect((await faultsOfTar([...sample, { path: '', content: 'x' }]))[0]).toMatch(/^archive: it is no tar archive: /);
    const tar = tarOf(sample);
    tar[148] = 0x39;
    expect((await faultsOf(chunksOf(gzipSync(tar))))[0]).toMatch(/^archive: it is no tar archive: .*checksum/);
  });

  test.each<[string, (archive: Buffer) => Buffer, RegExp]>([
    ['nothing', () => Buffer.alloc(0), /^archive: /],
    [
      'another format than gzip',
      () => Buffer.from('PK\u0003\u0004 a zip file'),
      /^archive: it is not a whole gzip file$/,
    ],
    ['a tar without gzip', gunzipSync, /^archive: it is not a whole gzip file$/],
    ['half of it', (archive) => archive.subarray(0, archive.length / 2), /^archive: it is not a whole gzip file$/],
    ['all but its last byte', (archive) => archive.subarray(0, -1), /^archive: it is not a whole gzip file$/],
    ['a changed byte', (archive) => archive.fill(0xff, 500, 501), /^(archive|files\..*|release\.json|integrity): /],
    ['gzip within gzip', gzipSync, /^archive: it is compressed twice$/],
    [
      'zstd within gzip',
      (archive) => gzipSync(zstdCompressSync(gunzipSync(archive))),
      /^archive: it is compressed twice$/,
    ],
    ['a tar that is cut', (archive) => gzipSync(gunzipSync(archive).subarray(0, 4_000)), /^(archive|files\..*): /],
    // the first byte is fixed: noise that begins like gzip or zstd is refused as compressed twice
    ['noise', () => gzipSync(Buffer.concat([Buffer.of(0), randomBytes(5_000)])), /^archive: it is no tar archive: /],
  ])('%s', async (_, change, fault) => {
    const archive = change(await packRelease(sampleRelease()));
    for (const size of [1, 1_400]) expect((await faultsOf(chunksOf(archive, size)))[0]).toMatch(fault);
  });

  test('more files or bytes than the limits, before any file is read', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, number) => [`assets/${number}.js`, 'x'.repeat(100)]),
    );
    let sent = 0;
    async function* counted(archive: Buffer) {
      for await (const chunk of chunksOf(archive, 100)) {
        sent += chunk.length;
        yield chunk;
      }
    }
    const noise = { 'assets/noise.bin': randomBytes(500_000) };
    const archive = await packRelease(sampleRelease({}, { ...sampleFiles, ...files, ...noise }));
    expect(await faultsOf(counted(archive), { maxBytes: 1_000, maxFiles: 10 })).toEqual([
      'files: 37 files, at most 10 are stored',
      expect.stringMatching(/^files: \d+ bytes, at most 1000 are stored$/),
    ]);
    expect(sent).toBeLessThan(archive.length / 3);
  });

  test('three hundred megabytes of zeros after a few good files', async () => {
    // concatenated gzip files are one gzip file
    const zeros = gzipSync(Buffer.alloc(10_000_000));
    const bomb = Buffer.concat([gzipSync(tarOf(sample)), ...Array.from({ length: 30 }, () => zeros)]);
    let sent = 0;
    async function* counted() {
      for await (const chunk of chunksOf(bomb)) {
        sent += chunk.length;
        yield chunk;
      }
    }
    expect(await faultsOf(counted())).toEqual([expect.stringMatching(/^archive: it unpacks to more than \d+ bytes$/)]);
    expect(sent).toBeLessThan(bomb.length / 3);
  });
});

describe('from a request', () => {
  async function serve(): Promise<{ port: number; unpacked: Promise<unknown>[] }> {
    const unpacked: Promise<unknown>[] = [];
    const server = createServer((request, response) => {
      const result = unpackRelease(request, DEFAULT_LIMITS).then(
        ({ release }) => response.end(release.version),
        (error: Error) => {
          response.writeHead(422, { connection: 'close' }).end(error.message);
          return error;
        },
      );
      unpacked.push(result);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { port: (server.address() as AddressInfo).port, unpacked };
  }

  test('a request can still be answered when its archive is refused before its end', async () => {
    const { port } = await serve();
    const archive = gzipSync(tarOf([...sample.slice(1), { path: 'x', content: randomBytes(3_000_000) }]));
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body: Readable.toWeb(Readable.from([archive.subarray(0, 5_000), archive.subarray(5_000)])) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      'archive: release.json is expected first, not remoteEntry.js',
    ]);
  });

  test('a complete archive is accepted', async () => {
    const { port } = await serve();
    const body = new Uint8Array(await packRelease(sampleRelease()));
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, '1.0.0']);
  });

  test('an archive whose client breaks off ends with the connection’s error, not with a refusal', async () => {
    const { port, unpacked } = await serve();
    const archive = await packRelease(sampleRelease());
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${archive.length}\r\n\r\n`);
    socket.write(archive.subarray(0, archive.length / 2));
    await expect.poll(() => unpacked.length).toBe(1);
    socket.destroy();
    const error = await unpacked[0];
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ReleaseRefusal);
  });
});
