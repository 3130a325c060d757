import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchFiles, fetchManifest, OriginUnreachable } from './fetch-release.ts';
import { MAX_MANIFEST_BYTES } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';
import { sampleFiles, sampleRelease } from './testing/sample-release.ts';

type Kind = new (...given: never[]) => Error;
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const signal = AbortSignal.timeout(600_000);
const { release, files } = sampleRelease();
const serveWhole: Handler = (request, response) => {
  const file = request.url?.slice(1) ?? '';
  if (file === 'release.json') {
    if (request.headers['if-none-match'] === '"one"') return void response.writeHead(304).end();
    return void response.writeHead(200, { etag: '"one"' }).end(JSON.stringify(release));
  }
  const content = files.get(file);
  response.writeHead(content ? 200 : 404).end(content);
};
const endless: Handler = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'.repeat(100_000)), 1);
  response.on('close', () => clearInterval(timer));
};
const slow: Handler = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 200);
  response.on('close', () => clearInterval(timer));
};
const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(code, headers).end('no');
const cut: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{', () => response.destroy());
};
const silent: Handler = () => {};

describe('release.json', () => {
  test('is read, and not again while it has the same ETag', async () => {
    const { origin } = await serve(serveWhole);
    const first = await fetchManifest(origin, { signal });
    expect(first).toEqual({ release, etag: '"one"' });
    expect(await fetchManifest(origin, { etag: first?.etag, signal })).toBe(undefined);
  });

  test.each<[string, Handler, Kind, string]>([
    [
      'a redirect is not followed',
      status(302, { location: '/other' }),
      ReleaseRefusal,
      'release.json: the server answered 302',
    ],
    ['404', status(404), ReleaseRefusal, 'release.json: the server answered 404'],
    ['500', status(500), OriginUnreachable, 'release.json answered 500'],
    ['503', status(503), OriginUnreachable, 'release.json answered 503'],
    ['a cut answer', cut, OriginUnreachable, 'the connection failed'],
    ['no answer', silent, OriginUnreachable, 'no answer in time'],
    ['a slow answer', slow, OriginUnreachable, 'no answer in time'],
    ['an endless answer', endless, ReleaseRefusal, `release.json: more than ${MAX_MANIFEST_BYTES} bytes`],
    [
      'another page',
      (_, response) => void response.end('<!doctype html>'),
      ReleaseRefusal,
      'release.json: it is not JSON',
    ],
  ])('%s', async (_, handler, kind, message) => {
    const { origin, asked } = await serve(handler);
    const error = await fetchManifest(origin, { signal }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(message);
    // the message is public, and must not show an address of the internal network
    expect((error as Error).message).not.toContain('127.0.0.1');
    expect(asked).toEqual(['/release.json']);
  });

  test('no server', async () => {
    const refusal = fetchManifest('http://127.0.0.1:9', { signal });
    await expect(refusal).rejects.toThrow(new OriginUnreachable('the connection failed'));
  });

  test('an abort by the caller keeps the caller’s reason', async () => {
    const { origin } = await serve(silent);
    const breaking = new AbortController();
    setTimeout(() => breaking.abort(new Error('enough')), 100);
    await expect(fetchManifest(origin, { signal: breaking.signal })).rejects.toThrow(new Error('enough'));
  });
});

describe('files', () => {
  /** A server of the sample release on which one file is answered by `handler`. */
  const serveBut = (handler: Handler) =>
    serve((request, response) => (request.url === '/assets/page.js' ? handler : serveWhole)(request, response));
  const OTHER = /^files\.assets\/page\.js: the server answered (\d+), not the file that release\.json describes; /;

  test('are fetched, all of them or only the wanted ones', async () => {
    const { origin, asked } = await serve(serveWhole);
    expect(new Map([...(await fetchFiles(origin, release, { signal }))].sort())).toEqual(new Map([...files].sort()));
    asked.splice(0);
    const some = await fetchFiles(origin, release, { wanted: ['assets/fr.js'], signal });
    expect([...some]).toEqual([['assets/fr.js', files.get('assets/fr.js')]]);
    expect(asked).toEqual(['/assets/fr.js']);
  });

  test.each<[string, Handler, Kind, RegExp]>([
    ['a redirect is not followed', status(302, { location: '/assets/fr.js' }), ReleaseRefusal, OTHER],
    ['404', status(404), ReleaseRefusal, OTHER],
    ['500', status(500), OriginUnreachable, /^a file answered 500$/],
    ['a cut answer', cut, OriginUnreachable, /^the connection failed$/],
    ['a longer file', (_, response) => void response.end(`${sampleFiles['assets/page.js']}x`), ReleaseRefusal, OTHER],
    ['a shorter file', (_, response) => void response.end('x'), ReleaseRefusal, OTHER],
    ['an endless file', endless, ReleaseRefusal, OTHER],
  ])('%s: asked for eight times, then refused', async (_, handler, kind, message) => {
    const { origin, asked } = await serveBut(handler);
    const error = await fetchFiles(origin, release, { signal }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toMatch(message);
    expect(asked.filter((url) => url === '/assets/page.js')).toHaveLength(8);
    expect(asked.filter((url) => url === '/assets/fr.js')).toHaveLength(1);
  });

  test('the caller’s signal ends the wait for a slow server', async () => {
    const { origin } = await serveBut(slow);
    const start = performance.now();
    const breaking = new AbortController();
    setTimeout(() => breaking.abort(new Error('enough')), 500);
    await expect(fetchFiles(origin, release, { signal: breaking.signal })).rejects.toThrow(new Error('enough'));
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('replicas of two versions that answer in turns, by connection', async () => {
    const versions = new Map<Socket, 'old' | 'new'>();
    const { origin } = await serve((request, response) => {
      const { socket } = request;
      if (!versions.has(socket)) versions.set(socket, versions.size % 2 === 0 ? 'old' : 'new');
      if (versions.get(socket) === 'new') return serveWhole(request, response);
      response.end('the same name in the version before');
    });
    const fetched = await fetchFiles(origin, release, { signal });
    expect(new Map([...fetched].sort())).toEqual(new Map([...files].sort()));
    expect(new Set(versions.values())).toEqual(new Set(['old', 'new']));
  });
});
