import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkFiles, type PackedRelease } from './check-files.ts';
import { ReleaseRefusal } from './refusal.ts';
import { sampleFiles, sampleRelease } from './testing/sample-release.ts';

async function faultsOf(packed: PackedRelease): Promise<string[]> {
  try {
    await checkFiles(packed);
    return [];
  } catch (error) {
    if (!(error instanceof ReleaseRefusal)) throw error;
    return error.faults.map(({ chemin, message }) => `${chemin}: ${message}`);
  }
}
/** The faults of a release whose release.json describes these files. */
const faultsWith = (files: Record<string, string | Buffer>) =>
  faultsOf(sampleRelease({}, { ...sampleFiles, ...files }));

test('a complete release is accepted', async () => expect(await faultsOf(sampleRelease())).toEqual([]));

describe('a file that differs from its description', () => {
  const page = Buffer.from(sampleFiles['assets/page.js'] ?? '');
  const OTHER =
    'files.assets/page.js: it is not the file that release.json describes; send exactly the files of the build';

  test.each<[string, Buffer | undefined, string]>([
    ['missing', undefined, 'files.assets/page.js: it is missing; send exactly the files of the build'],
    ['longer', Buffer.concat([page, Buffer.from(' ')]), OTHER],
    ['shorter', page.subarray(1), OTHER],
    ['empty', Buffer.alloc(0), OTHER],
    ['changed', Buffer.from(page.toString().replace('null', 'true')), OTHER],
  ])('%s', async (_, content, fault) => {
    const { release, files } = sampleRelease();
    const others = [...files].filter(([name]) => name !== 'assets/page.js');
    const given = new Map([...others, ...(content ? [['assets/page.js', content] as const] : [])]);
    expect(await faultsOf({ release, files: given })).toEqual([fault]);
  });

  test('ten of them are reported', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`assets/${number}.js`, 'x']));
    const { release } = sampleRelease({}, { ...sampleFiles, ...many });
    expect(await faultsOf({ release, files: sampleRelease().files })).toHaveLength(10);
  });
});

describe('compressed copies', () => {
  const text = 'text '.repeat(400);
  const compressions = { br: brotliCompressSync, zst: zstdCompressSync, gz: gzipSync };
  const fault = (file: string) => [`files.${file}: it does not unpack to the file that it is a copy of`];

  describe.each(Object.entries(compressions))('.%s', (suffix, compress) => {
    const other = compress(text.replace('text', 'evil'));
    test.each<[string, Buffer, string]>([
      ['of other bytes', other, text],
      ['of the same length with one byte changed', compress(text.replace('t', 'T')), text],
      ['of less', compress(text.slice(1)), text],
      ['of more', compress(`${text} `), text],
      ['of an empty file, with content', compress('x'), ''],
      ['of no bytes', Buffer.alloc(0), text],
      ['of no bytes, of an empty file', Buffer.alloc(0), ''],
      ['of seven bytes', Buffer.from('7 bytes'), text],
      ['that is cut', compress(text).subarray(0, -2), text],
      ['with another one behind it', Buffer.concat([compress(text), other]), text],
      ['with zeros behind it', Buffer.concat([compress(text), Buffer.alloc(8)]), text],
      ['that is the file itself', Buffer.from(text), text],
    ])('%s', async (_, copy, original) => {
      const file = `assets/a.js.${suffix}`;
      expect(await faultsWith({ 'assets/a.js': original, [file]: copy })).toEqual(fault(file));
    });

    test('of the file, and of an empty file, are accepted', async () => {
      const files = { 'a.js': text, [`a.js.${suffix}`]: compress(text), 'b.js': '', [`b.js.${suffix}`]: compress('') };
      expect(await faultsWith(files)).toEqual([]);
    });

    test('that unpack to a hundred megabytes are stopped at the length of the original', async () => {
      const bomb = compress(Buffer.alloc(100_000_000));
      const before = process.memoryUsage().arrayBuffers;
      const file = `a.js.${suffix}`;
      expect(await faultsWith({ 'a.js': text, [file]: bomb })).toEqual(fault(file));
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    });
  });
});

test('the shell’s template is checked like other files', async () => {
  const changes = { name: 'shell', entry: 'index.html', routes: [], widgets: [], navigation: [] };
  expect(await faultsOf(sampleRelease(changes, { 'index.html': '<!doctype html>' }))).toEqual([]);
});
