import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createHttpServer } from '@boutique/http-server/http-server';
import { isKnown } from '@boutique/http-server/is-known';
import { listen } from '@boutique/http-server/listen';
import { integrityOf } from '@boutique/release/integrity';
import { readReleaseFolder } from '@boutique/release/read-folder';

/**
 * Serves one built slice: `serve-release <folder> --port <n>`; the variable PORT wins. Containers use nginx instead.
 * Reads the release once, at the start, so a new build in the same folder takes effect only at a restart.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: 'localhost' },
  },
});
const port = process.env.PORT ?? values.port;
const folder = path.resolve(positionals[0] ?? 'dist');

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** Reads every file of the release, by its URL. @throws Error when the folder does not match its release.json */
async function readRelease(): Promise<Map<string, { content: Buffer; etag: string }>> {
  const { release, files } = await readReleaseFolder(folder);
  const served = [...files].map(([file, content]) => {
    return [`/${file}`, { content, etag: `"${release.files[file]?.integrity}"` }] as const;
  });
  const manifest = Buffer.from(JSON.stringify(release));
  return new Map([...served, ['/release.json', { content: manifest, etag: `"${integrityOf(manifest)}"` }]]);
}

const fail = (reason: string) => {
  console.error(`serve-release: ${reason}`);
  process.exit(1);
};

const release = await readRelease().catch((error: Error) => fail(error.message));

const server = createHttpServer((request, response) => {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-cache');
  const [pathname = '/'] = (request.url ?? '/').split('?');
  if (pathname === '/live') return response.end('ok\n');
  const file = release.get(pathname);
  if (!file) {
    return response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('no such file in this release\n');
  }
  response.setHeader('etag', file.etag);
  if (isKnown(request.headers['if-none-match'], file.etag)) return response.writeHead(304).end();
  response.writeHead(200, {
    'content-type': TYPES[path.extname(pathname)] ?? 'application/octet-stream',
    'content-length': file.content.length,
  });
  response.end(request.method === 'HEAD' ? undefined : file.content);
});

await listen(server, { port: Number(port), host: values.host }, { error: console.error }).catch(
  (error: NodeJS.ErrnoException) =>
    fail(error.code === 'EADDRINUSE' ? `port ${port} is already in use` : error.message),
);
// with port 0 the system chose the port
const { port: listening } = server.address() as AddressInfo;
console.log(`serving ${folder} on http://${values.host.includes(':') ? `[${values.host}]` : values.host}:${listening}`);
process.send?.({ type: 'ready' });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
