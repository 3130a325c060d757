import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import type { PackedRelease } from '@boutique/release/check-files';
import { integrityOf, releaseIntegrity } from '@boutique/release/integrity';

type Contents = Record<string, string | Buffer>;

/** A release of these files, as a build would describe it. */
export function releaseOf(contents: Contents, rest: Partial<Release> = {}): Release {
  const files = Object.fromEntries(
    Object.entries(contents).map(([file, content]) => [
      file,
      { size: Buffer.byteLength(content), integrity: integrityOf(content) },
    ]),
  );
  const release = {
    name: 'produits',
    version: '1.0.0',
    builtAt: '2026-01-01T00:00:00.000Z',
    commit: 'abc',
    contractVersion: CONTRACT_VERSION,
    entry: 'remoteEntry.js',
    exposes: ['./slice'],
    shared: {},
    routes: [],
    navigation: [],
    widgets: [],
    files,
    ...rest,
  };
  return { ...release, integrity: releaseIntegrity(release) };
}

/** The same release together with its files. */
export const packedOf = (contents: Contents, rest: Partial<Release> = {}): PackedRelease => ({
  release: releaseOf(contents, rest),
  files: new Map(Object.entries(contents).map(([file, content]) => [file, Buffer.from(content)])),
});

/** A build of the shell. */
export const shellOf = (contents: Contents = {}, rest: Partial<Release> = {}): PackedRelease =>
  packedOf(
    { 'index.html': '<html lang="fr"><!--boutique:head--></html>', ...contents },
    { name: 'shell', entry: 'index.html', exposes: [], ...rest },
  );

export const registered = (release: Release): RegisteredRelease => ({ role: 'active', traffic: 100, release });
