import Koa from 'koa';
import { expect, test } from 'vitest';
import { serveSiteMap } from './serve-site-map.ts';
import { listen, send } from './testing/http.ts';

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

test('the site map lists every page with its address in each language, and each address names the others', async () => {
  const get = await siteMap(() => ({ status: 200, body: [{ chemin: '/produits?a=1&b=2', modifieLe: '2026-01-02' }] }));
  const { headers, text } = await get('/sitemap.xml');
  expect(headers['content-type']).toContain('xml');
  const alternate = (langue: string, url: string) => `<xhtml:link rel="alternate" hreflang="${langue}" href="${url}"/>`;
  const [fr, en] = [
    'https://boutique.example/produits?a=1&amp;b=2',
    'https://boutique.example/en/produits?a=1&amp;b=2',
  ];
  const alternates = alternate('fr', fr) + alternate('en', en) + alternate('x-default', fr);
  for (const url of [fr, en]) {
    expect(text).toContain(`<url><loc>${url}</loc><lastmod>2026-01-02</lastmod>${alternates}</url>`);
  }
});

test('a site map of several parts is whole', async () => {
  const body = Array.from({ length: 1_001 }, (_, number) => ({ chemin: `/produits/p${number}`, modifieLe: '2026' }));
  const get = await siteMap(() => ({ status: 200, body }));
  const { text } = await get('/sitemap.xml');
  expect(text.match(/<loc>/g)).toHaveLength(2_002);
  expect(text).toMatch(/p1000<.*<\/url>\n<\/urlset>\n$/);
});

test('robots.txt links to the site map, and closes private pages in each language', async () => {
  const get = await siteMap(() => ({ status: 503, body: {} }));
  const { text } = await get('/robots.txt');
  for (const line of [
    'Disallow: /compte',
    'Disallow: /en/administration/',
    'Sitemap: https://boutique.example/sitemap.xml',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('without the API the site map is a 503 with Retry-After', async () => {
  const get = await siteMap(() => ({ status: 503, body: {} }));
  expect(await get('/sitemap.xml')).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
});

test('requests that come at once share one question to the API', async () => {
  let asked = 0;
  const get = await siteMap(() => {
    asked += 1;
    return { status: 200, body: [] };
  });
  await Promise.all(Array.from({ length: 20 }, () => get('/sitemap.xml')));
  expect(asked).toBe(1);
});
