// @vitest-environment node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, createServer } from 'vite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { vitePlugins } from './vite-plugins.ts';

const cache = fileURLToPath(new URL('../.cache', import.meta.url));

const sources = {
  'src/main.tsx': `
    import { http, HttpResponse } from 'msw';
    import { startStandalone } from '@boutique/standalone/standalone.tsx';
    const slice = { routes: { '/page': () => import('./page.tsx') }, widgets: {} };
    const declaration = {
      name: 'exemple',
      routes: [{ path: '/page', page: 'src/page.tsx', requests: ['/api/info'] }],
      navigation: [],
      widgets: [],
    };
    const version = new URLSearchParams(location.search).get('version') ?? '1.0.0';
    const handlers = [http.get('*/api/info', () => HttpResponse.json({ version }))];
    await startStandalone({ declaration, slice, handlers });`,
  'src/page.tsx': `
    import { useQuery } from '@boutique/facade';
    import { apiQuery } from '@boutique/facade/api-query';
    import styles from './page.module.css';
    export function Component() {
      const { data } = useQuery(apiQuery('get /api/info', {}));
      return <><title>Titre</title><h1 className={styles.titre}>{data?.version}</h1></>;
    }`,
  'src/page.module.css': '.titre { color: rebeccapurple; }',
};

const template = '<html lang="fr"><head><title>Seule</title></head><body><div id="root"></div></body></html>';

test('?rendu=serveur gives the page as the server renders it, with the answers of the mocks', async () => {
  await mkdir(cache, { recursive: true });
  const root = await mkdtemp(path.join(cache, 'slice-'));
  await mkdir(path.join(root, 'src'));
  for (const [file, text] of Object.entries(sources)) await writeFile(path.join(root, file), text);
  const logger = createLogger('silent');
  const error = vi.spyOn(logger, 'error');
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: path.join(root, '.vite'),
    customLogger: logger,
    plugins: [vitePlugins()],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false },
  });
  onTestFinished(async () => {
    await server.close();
    await rm(root, { recursive: true });
  });
  const page = (address: string) => server.transformIndexHtml('/index.html', template, address);

  const [first, second] = await Promise.all([
    page('/page?rendu=serveur'),
    page('/page?rendu=serveur&version=2.0.0&langue=en'),
  ]);
  expect(error.mock.calls).toEqual([]);
  expect(first).toMatch(/<div id="root">.*<h1 class="_titre_\w+">1\.0\.0<\/h1>/);
  expect(first).toContain('"answers":{"/api/info":{"status":200');
  expect(first).toMatch(/<style data-vite-dev-id="[^"]+page\.module\.css">\._titre_/);
  expect(first.match(/<title>[^<]*/g)).toEqual(['<title>Titre']);
  expect(second).toMatch(/<html lang="en">.*<h1 class="_titre_\w+">2\.0\.0<\/h1>/s);
  expect(await page('/page')).toContain('<div id="root"></div>');

  await writeFile(path.join(root, 'src/page.tsx'), `export function Component() { throw new Error('a fault'); }`);
  server.watcher.emit('change', path.join(root, 'src/page.tsx'));
  await vi.waitFor(async () => expect(await page('/page?rendu=serveur')).toContain('<div id="root"></div>'), 5_000);
  expect(error.mock.calls.join()).toMatch(/a fault\n +at Component \(.*page\.tsx:1:/);
}, 20_000);
