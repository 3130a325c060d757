import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { forward } from '../forward.ts';
import type { Bundle } from './build.ts';
import { createPages } from './page.ts';

const brotli = promisify(zlib.brotliCompress);

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a bundle: files compressed at the best level and cached for ever, pages, and `/api/*` of a running shop. */
export async function serveBundle(bundle: Bundle, apiUrl: string): Promise<{ url: string; stop: () => void }> {
  const files = await readFiles(bundle.folder);
  const pageOf = await createPages(bundle);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    if (address.pathname.startsWith('/api/')) return forward(request, response, apiUrl);
    const file = files.get(address.pathname);
    if (file) {
      response.writeHead(200, file.headers).end(file.content);
      return;
    }
    const html = await brotli(pageOf(address), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'br',
        'cache-control': 'no-cache',
      })
      .end(html);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, stop };
}

/** Every file of the build by its address, with its headers. */
async function readFiles(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TYPES[path.extname(entry.name)]);
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }) => {
        const file = path.join(parentPath, name);
        const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
        const content = await readFile(file);
        const compressed = name.endsWith('.woff2') ? undefined : await brotli(content);
        const headers = {
          'content-type': TYPES[path.extname(name)],
          'cache-control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          ...(compressed && { 'content-encoding': 'br' }),
        };
        return [address, { content: compressed ?? content, headers }] as const;
      }),
    ),
  );
}
