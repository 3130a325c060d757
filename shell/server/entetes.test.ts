import Koa from 'koa';
import { expect, test } from 'vitest';
import { createEnteteReader } from './read-entete.ts';
import { serveSiteMap } from './serve-site-map.ts';
import { log } from './testing/gateway.ts';
import { deadUrl, listen, send } from './testing/http.ts';

const entete = { titre: 'T', description: 'D', canonique: '/produits/k1', image: null, jsonLd: [] };

test('a head is cached for a while; a 404 is not cached', async () => {
  const asked: (string | undefined)[] = [];
  const apiUrl = await listen((request, response) => {
    asked.push(request.url);
    response.statusCode = request.url === '/api/entetes/rien' ? 404 : 200;
    response.end(JSON.stringify(entete));
  });
  const read = createEnteteReader({ apiUrl, log });
  expect(await read('/api/entetes/k1')).toEqual(entete);
  expect(await read('/api/entetes/k1')).toEqual(entete);
  expect(await read('/api/entetes/rien')).toBe('absent');
  expect(await read('/api/entetes/rien')).toBe('absent');
  expect(asked).toEqual(['/api/entetes/k1', '/api/entetes/rien', '/api/entetes/rien']);
});

test.each<[string, () => Promise<string>]>([
  ['down', deadUrl],
  ['silent', () => listen(() => {})],
  ['failing', () => listen((_request, response) => void response.writeHead(503).end())],
  ['answering something else', () => listen((_request, response) => void response.end('{"titre":1}'))],
])('when the API is %s, only the head is missing', async (_what, api) => {
  const read = createEnteteReader({ apiUrl: await api(), log });
  expect(await read('/api/entetes/k1')).toBeNull();
});

/** The site map, with an API that answers as `answer` says. */
async function siteMap(answer: () => { status: number; body: unknown }) {
  const apiUrl = await listen((_request, response) => {
    const { status, body } = answer();
    response.writeHead(status).end(JSON.stringify(body));
  });
  const app = new Koa();
  app.use(serveSiteMap({ apiUrl, originOf: () => 'https://boutique.example' }));
  const origin = await listen(app.callback());
  return (path: string) => send(origin, path);
}

test('the site map lists every page with its address; robots.txt links to the site map', async () => {
  const get = await siteMap(() => ({ status: 200, body: [{ chemin: '/produits?a=1&b=2', modifieLe: '2026-01-02' }] }));
  const { headers, text } = await get('/sitemap.xml');
  expect(headers['content-type']).toContain('xml');
  expect(text).toContain(
    '<url><loc>https://boutique.example/produits?a=1&amp;b=2</loc><lastmod>2026-01-02</lastmod></url>',
  );
  expect((await get('/robots.txt')).text).toContain('Sitemap: https://boutique.example/sitemap.xml');
});

test('without the API the site map is a 503 with Retry-After', async () => {
  const get = await siteMap(() => ({ status: 503, body: {} }));
  expect(await get('/sitemap.xml')).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
});
