import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { CONTRACT_VERSION } from '@boutique/contracts/slice';
import { integrityOf, releaseIntegrity } from '@boutique/federation/release-files';
import { pino } from 'pino';
import { createReleaseRegister, type ReleaseRegister } from '../release-register.ts';
import { createReleaseStore, type ReleaseStore } from '../release-store.ts';
import { listen } from './http.ts';

export const log = pino({ level: 'silent' });

/** A release of these files, as a build would describe it. */
export function releaseOf(contents: Record<string, string | Buffer>, rest: Partial<Release> = {}): Release {
  const files = Object.fromEntries(
    Object.entries(contents).map(([file, content]) => [
      file,
      { size: Buffer.byteLength(content), integrity: integrityOf(content) },
    ]),
  );
  return {
    name: 'produits',
    version: '1.0.0',
    builtAt: '2026-01-01T00:00:00.000Z',
    commit: 'abc',
    contractVersion: CONTRACT_VERSION,
    entry: 'mf-manifest.json',
    exposes: ['./slice'],
    shared: {},
    routes: [],
    navigation: [],
    widgets: [],
    integrity: releaseIntegrity(files),
    files,
    ...rest,
  };
}

export const registered = (release: Release, origin = 'http://127.0.0.1:9'): RegisteredRelease => ({
  origin,
  role: 'active',
  traffic: 100,
  release,
});

/** The gateway's register over these releases, read from an API of its own, and its copies of them. */
export async function registerOf(
  ...releases: RegisteredRelease[]
): Promise<{ register: ReleaseRegister; store: ReleaseStore }> {
  return registerAt(await listen((_request, response) => response.end(JSON.stringify(releases))));
}

export function registerAt(apiUrl: string): { register: ReleaseRegister; store: ReleaseStore } {
  const store = createReleaseStore({ log });
  return { register: createReleaseRegister({ apiUrl, store, log }), store };
}
