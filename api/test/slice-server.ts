import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import { integrityOf, releaseIntegrity } from '@boutique/release/integrity';

// The files of a small build.
const CONTENTS = {
  'remoteEntry.js': 'export const init = 1;',
  'style.css': 'h1 { color: teal; background: white }',
  'assets/slice.js': 'export const routes = {};',
  'assets/page.js': 'export const Component = 1;',
};

/** A build of a slice: its files, and its `release.json`. */
export interface Build {
  release: Release;
  contents: Record<string, string>;
}

/** A small build. Different versions have different content, as real builds have. */
export function buildOf(changes: Partial<Release> = {}, changed: Record<string, string> = {}): Build {
  const { name = 'produits', version = '1.0.0' } = changes;
  const contents: Record<string, string> = {
    ...CONTENTS,
    'assets/page.js': `export const v = '${name} ${version}';`,
    ...changed,
  };
  const files = Object.fromEntries(
    Object.entries(contents).map(([file, content]) => [
      file,
      { size: Buffer.byteLength(content), integrity: integrityOf(content) },
    ]),
  );
  const release = {
    name,
    version,
    builtAt: '2026-11-01T10:00:00.000Z',
    commit: 'abc1234',
    contractVersion: CONTRACT_VERSION,
    entry: 'remoteEntry.js',
    exposes: ['./slice'],
    shared: {},
    routes: [{ path: '/produits', requests: ['/api/produits'], modules: ['assets/page.js'], styles: [] }],
    navigation: [{ path: '/produits', label: { fr: 'Produits', en: 'Products' }, order: 1 }],
    widgets: [],
    files,
    ...changes,
  };
  return { release: { ...release, integrity: changes.integrity ?? releaseIntegrity(release) }, contents };
}

/** Answers like the server of that build. */
export const serving =
  ({ release, contents }: Build): RequestListener =>
  (request, response) => {
    const file = (request.url ?? '').slice(1);
    if (file === 'release.json') response.end(JSON.stringify(release));
    else if (contents[file] === undefined) response.writeHead(404).end();
    else response.end(contents[file]);
  };

/** Starts a slice's server on a free port. It answers with the current value of `answer`. */
export async function startSliceServer(answer: RequestListener) {
  const slice = { answer, origin: '', requests: [] as { url: string | undefined; etag: string | undefined }[], stop };
  const server = createServer((request, response) => {
    slice.requests.push({ url: request.url, etag: request.headers['if-none-match'] });
    slice.answer(request, response);
  });
  function stop(): void {
    server.close();
    server.closeAllConnections();
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  slice.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return slice;
}
