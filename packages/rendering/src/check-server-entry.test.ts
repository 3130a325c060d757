import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { beforeAll, expect, test, vi } from 'vitest';
import { checkServerEntry } from './check-server-entry.ts';

const folder = path.resolve(import.meta.dirname, '../node_modules/.cache/check-test');
const script = path.join(folder, 'main.js');

beforeAll(async () => {
  // Vitest's environment would give the build of development
  vi.stubEnv('NODE_ENV', 'production');
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: path.join(import.meta.dirname, 'check/main.tsx'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: { output: { codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  vi.unstubAllEnvs();
}, 60_000);

/** Checks a slice with the page `/exemples/:id`, whose product is asked for first, and one widget in the header. */
const check = (page: string, { before = '', widget = 'null' } = {}) =>
  checkServerEntry(script, {
    release: {
      name: 'exemples',
      routes: [{ path: '/exemples/:id', requests: ['/api/produits/{id}{?langue}'], modules: [], styles: [] }],
      widgets: [{ name: 'Exemple', slot: 'header-actions', modules: [], styles: [] }],
    },
    source: `
      const React = require('react'); const { useParams, useQuery, useShell } = require('@boutique/facade');
      ${before}
      let locale;
      exports.ready = async (asked) => { locale = asked; };
      exports.routes = { '/exemples/:id': async () => ({ Component: () => { ${page} } }) };
      exports.widgets = { Exemple: async () => ({ default: () => ${widget} }) };
    `,
  });

const KEY = `[3, 'produits', 'get /api/produits/{id}', useParams(), { langue: locale }, 'request']`;

test('an entry whose pages render with the contract’s example data has no fault', async () => {
  expect(
    await check(`const { data } = useQuery({ queryKey: ${KEY} });
      if (typeof data.nom !== 'string' || data.images.length !== 1 || !(data.prixCentimes > 0)) throw new Error(JSON.stringify(data));
      return data.nom + useShell().locale;`),
  ).toEqual([]);
});

test('a page that throws and a widget that throws are named', async () => {
  expect(await check(`throw new Error('broken page')`)).toEqual([
    { chemin: 'routes./exemples/:id', message: 'it cannot be rendered on the server: Error: broken page' },
  ]);
  expect(await check('return document.title')).toEqual([
    { chemin: 'routes./exemples/:id', message: expect.stringContaining('document is not defined') },
  ]);
  expect(await check('return null', { widget: `(() => { throw new Error('broken widget') })()` })).toEqual([
    { chemin: 'widgets.Exemple', message: 'it cannot be rendered on the server: Error: broken widget' },
  ]);
});

test.for([
  ['cannot be loaded', `require('node:net');`, /cannot be loaded.*cannot import node:net/],
  ['is not even a module', `}{`, /cannot be loaded: SyntaxError/],
  ['hangs', `for (;;);`, /do not render within 10 s/],
  [
    'needs too much memory',
    `const kept = []; for (;;) kept.push(new Array(1e5).fill(Math.random()));`,
    /out of memory/,
  ],
] as const)('an entry that %s is refused', { timeout: 20_000 }, async ([, before, message]) => {
  expect(await check('return null', { before })).toEqual([
    { chemin: 'server', message: expect.stringMatching(message) },
  ]);
});
