import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineShell } from '@boutique/federation/define-shell';
import { createLogger, createServer } from 'vite';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { devGateway } from '../dev-gateway.ts';
import { deadUrl, listen, send } from '../server/testing/http.ts';
import { registered, releaseOf } from '../server/testing/releases.ts';

const shell = fileURLToPath(new URL('..', import.meta.url));

const sources = {
  'src/exposes/slice.ts': `
    import { loadTexts } from '../texts.ts';
    export const ready = loadTexts;
    export const routes = {
      '/produits/:id': () => import('../produit-page.tsx'),
      '/faulty': () => import('../faulty-page.tsx'),
    };
    export const widgets = {};`,
  'src/texts.ts': `
    let texts: string;
    export const nom = () => texts;
    export const loadTexts = async (locale: string) => { texts = locale === 'en' ? 'Keyboard' : 'Clavier'; };`,
  'src/produit-page.tsx': `
    import { useParams, useQuery } from '@boutique/facade';
    import { apiQuery } from '@boutique/facade/api-query';
    import styles from './page.module.css';
    import { nom } from './texts.ts';
    export function Component() {
      const { id = '' } = useParams();
      const { data } = useQuery(apiQuery('get /api/produits/{id}', { params: { id }, query: {} }));
      return <h1 className={styles.titre}>{nom()} {data?.nom}</h1>;
    }`,
  'src/page.module.css': '.titre { color: rebeccapurple; }',
  'src/faulty-page.tsx': `
    export function Component() {

      throw new Error('a fault of the page');
    }`,
};

const release = releaseOf(
  {},
  {
    name: 'exemple',
    version: '1.0.0-dev',
    entry: 'http://localhost:5199/remoteEntry.js',
    routes: [
      { path: '/produits/:id', requests: ['/api/produits/{id}'], modules: [], styles: [] },
      { path: '/faulty', requests: [], modules: [], styles: [] },
    ],
  },
);

/** Starts the shell's dev server with one slice, and an API that knows one product. */
async function start(api?: string) {
  const workspace = await mkdtemp(path.join(shell, '.cache/dev-'));
  const write = async (file: string, text: string) => {
    const target = path.join(workspace, 'mfe-exemple', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  };
  for (const [file, text] of Object.entries(sources)) await write(file, text);
  const apiUrl =
    api ??
    (await listen(({ url, headers }, response) => {
      if (url === '/api/releases') return void response.end(JSON.stringify([registered(release)]));
      if (url !== '/api/produits/7')
        return void response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{}');
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'visiteur=v; Path=/' });
      response.end(JSON.stringify({ id: '7', nom: headers.cookie?.includes('session=') ? 'à vous' : 'à tous' }));
    }));
  const logger = createLogger('silent');
  const error = vi.spyOn(logger, 'error');
  const http = createHttpServer();
  const server = await createServer({
    ...defineShell({ port: 0, plugins: [devGateway({ apiUrl, workspace })] }),
    configFile: false,
    root: shell,
    cacheDir: path.join(workspace, '.vite'),
    customLogger: logger,
    // the page is not run
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: { server: http }, ws: false },
  });
  onTestFinished(async () => {
    await server.close();
    await rm(workspace, { recursive: true });
  });
  const origin = await listen(server.middlewares);
  const read = (address: string, headers: Record<string, string> = {}) =>
    send(origin, address, { headers: { accept: 'text/html', ...headers } });
  /** As Vite's watcher does. */
  const edit = async (file: string, text: string) => {
    await write(file, text);
    server.watcher.emit('change', path.join(workspace, 'mfe-exemple', file));
  };
  return { read, edit, send, origin, logged: () => error.mock.calls.map(([text]) => text) };
}

beforeAll(() => mkdir(path.join(shell, '.cache'), { recursive: true }));

test('pages are rendered from the sources, with their answers and styles', async () => {
  const { read, edit, logged } = await start();
  const page = await read('/produits/7');
  expect(logged()).toEqual([]);
  expect(page.status).toBe(200);
  expect(page.text).toContain('<div id="root" data-rendered>');
  const [, name] = /<h1 class="(_titre_\w+)">Clavier(?:<!-- -->)? (?:<!-- -->)?à tous<\/h1>/.exec(page.text) ?? [];
  expect(page.text).toMatch(new RegExp(`<style data-vite-dev-id="[^"]+/src/page.module.css">\\.${name} \\{`));
  expect(page.text).toMatch(/<style data-vite-dev-id="[^"]+\/packages\/ui\/src\/base.css">/);
  expect(page.text).toContain('"/api/produits/7":{"status":200');
  expect(page.text).toContain('src="/@vite/client"');
  expect(page.text).not.toContain('boutique:');

  const inEnglish = await read('/en/produits/7', { cookie: 'session=s; theme=dark' });
  expect(inEnglish.text).toMatch(/<h1[^>]*>Keyboard(?:<!-- -->)? (?:<!-- -->)?à vous<\/h1>/);
  expect(inEnglish.text).toContain('<meta name="session"');
  expect(inEnglish.text).toMatch(/<html [^>]*data-theme="dark"/);

  const chosen = await read('/produits/7?a=1', { cookie: 'langue=en' });
  expect([chosen.status, chosen.headers.location]).toEqual([302, '/en/produits/7?a=1']);

  await edit('src/texts.ts', sources['src/texts.ts'].replace('Clavier', 'Souris'));
  await edit('src/page.module.css', '.titre { color: teal; }');
  await vi.waitFor(async () => {
    const edited = await read('/produits/7');
    expect(edited.text).toContain('Souris');
    expect(edited.text).toContain('color: teal');
  }, 5_000);
  expect((await read('/produits/8')).status).toBe(404);
}, 20_000);

test('a page that throws is left to the browser, and the terminal shows where', async () => {
  const { read, logged } = await start();
  const page = await read('/faulty');
  expect(page.text).toContain('<div id="root" data-rendered>');
  expect(page.text).toContain('<template data-dgst="left-to-browser"');
  expect(logged()).toEqual([expect.stringMatching(/a fault of the page\n +at Component \(.*faulty-page\.tsx:4:13\)/)]);
});

test('without the API there is a page, as from the gateway', async () => {
  const { read } = await start(await deadUrl());
  const page = await read('/produits/7');
  expect(page.status).toBe(503);
  expect(page.text).toContain('src="/src/main.tsx"');
  expect(page.text).toContain('id="discovery"');
});

test('forms are posted as to the gateway', async () => {
  const { send, origin } = await start();
  const answer = await send(origin, '/formulaires/preferences', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin, cookie: 'langue=fr' },
    body: 'langue=en&page=/produits',
  });
  expect(answer.status).toBe(303);
  expect(answer.headers).toMatchObject({
    location: '/en/produits',
    'set-cookie': [expect.stringContaining('langue=en')],
  });
});
