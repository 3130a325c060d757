import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import { SLICE_MODULE } from '@boutique/contracts/slice';
import type { PackedRelease } from '../check-files.ts';
import { integrityOf, releaseIntegrity } from '../integrity.ts';

const PAGE = `export const Component = () => null;\n// ${'page '.repeat(200)}\n`;

export const sampleFiles: Readonly<Record<string, string | Buffer>> = {
  'remoteEntry.js': 'export const get = () => {};',
  'assets/slice.js': 'export const routes = {};',
  'assets/page.js': PAGE,
  'assets/page.js.br': brotliCompressSync(PAGE),
  'assets/page.css': 'h1 { color: teal }',
  'assets/fr.js': 'export default {};',
};

/** The description of these files: `size` and `integrity` of each. */
export const describeFiles = (files: Readonly<Record<string, string | Buffer>>): Release['files'] =>
  Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      { size: Buffer.byteLength(content), integrity: integrityOf(content) },
    ]),
  );

/** A valid release with these fields instead of its own; `integrity` is computed unless it is given. */
export function sampleRelease(
  changes: Partial<Release> = {},
  contents: Readonly<Record<string, string | Buffer>> = sampleFiles,
): PackedRelease {
  const release = {
    name: 'produits',
    version: '1.0.0',
    builtAt: '2026-11-01T10:00:00.000Z',
    commit: 'abc1234',
    contractVersion: CONTRACT_VERSION,
    entry: 'remoteEntry.js',
    exposes: [SLICE_MODULE],
    shared: { react: { version: '19.3.1', requiredVersion: '^19.0.0' } },
    routes: [
      { path: '/produits', requests: ['/api/produits'], modules: ['assets/page.js'], styles: ['assets/page.css'] },
      { path: '/produits/:id', requests: [], modules: ['assets/page.js'], styles: [] },
    ],
    navigation: [{ path: '/produits', label: { fr: 'Catalogue', en: 'Catalogue' }, order: 1 }],
    widgets: [{ name: 'ApercuProduits', modules: ['assets/page.js'], styles: [] }],
    texts: { fr: ['assets/fr.js'], en: [] },
    files: describeFiles(contents),
    ...changes,
  } satisfies Omit<Release, 'integrity'>;
  const files = new Map(Object.entries(contents).map(([name, content]) => [name, Buffer.from(content)]));
  return { release: { ...release, integrity: changes.integrity ?? releaseIntegrity(release) }, files };
}

/** Writes a release into a new folder, as a build does. @returns the folder, which the caller removes */
export async function writeReleaseFolder({ release, files }: PackedRelease = sampleRelease()): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sample-release-'));
  await writeFile(path.join(folder, 'release.json'), JSON.stringify(release));
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}
