import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import type { SliceModule } from '@boutique/contracts/slice';
import { integrityOf, releaseIntegrity } from '@boutique/release/integrity';
import { parseRelease } from '@boutique/release/parse-release';
import { readReleaseFolder } from '@boutique/release/read-folder';
import { type ModuleFederationRuntimePlugin, registerGlobalPlugins } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Without Vitest's variables: with them the federation plugin does nothing. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|DEV|PROD|MODE|SSR|TEST|BASE_URL)/.test(name)),
);

const sources = {
  'package.json': JSON.stringify({ name: 'mfe-exemple', version: '2.1.0', type: 'module' }),
  'vite.config.ts': `
    import { defineSlice } from '@boutique/federation/define-slice';
    import { declaration } from './src/declaration.ts';
    export default defineSlice(declaration, { port: 5199 });`,
  'src/declaration.ts': `
    export const declaration = {
      name: 'exemple',
      routes: [
        { path: '/liste', page: 'src/pages/liste-page.tsx', requests: ['/api/produits{?q,langue}'] },
        { path: '/fiche', page: 'src/pages/fiche-page.tsx', requests: [] },
        { path: '/administration/fiche', page: 'src/pages/edition-page.tsx', requests: [] },
      ],
      navigation: [{ path: '/liste', label: { fr: 'Liste', en: 'List' }, order: 5 }],
      widgets: [{ name: 'Exemple', module: 'src/widgets/exemple.tsx', slot: 'header-actions' }],
    };`,
  'src/exposes/slice.ts': `
    import { loadTexts } from '../texts/use-texts.ts';
    export const ready = loadTexts;
    export const routes = {
      '/liste': () => import('../pages/liste-page.tsx'),
      '/fiche': () => import('../pages/fiche-page.tsx'),
      '/administration/fiche': () => import('../pages/edition-page.tsx'),
    };
    export const widgets = { Exemple: () => import('../widgets/exemple.tsx') };`,
  'src/pages/liste-page.tsx': `
    import { Carte } from '../components/carte.tsx';
    import { texts } from '../texts/use-texts.ts';
    export const Component = () => <main title={texts().titre}><Carte texte="marque-liste" /></main>;`,
  'src/texts/use-texts.ts': `
    let loaded: { titre: string };
    export const texts = () => loaded;
    export async function loadTexts(locale: 'fr' | 'en') {
      loaded = locale === 'en' ? await import('./en.ts') : await import('./fr.ts');
    }`,
  'src/texts/fr.ts': "import { MAX } from '../limits.ts'; export const titre = 'marque-française' + MAX.length;",
  'src/texts/en.ts': "import { MAX } from '../limits.ts'; export const titre = 'marque-anglaise' + MAX.length;",
  // needed by texts and by a page
  'src/limits.ts': 'export const MAX = [1, 2, 3];',
  'src/pages/edition-page.tsx': `
    import { Carte } from '../components/carte.tsx';
    import { MAX } from '../limits.ts';
    // loaded later, and needs what the container needs
    const load = () => import('../components/dialogue.tsx');
    export const Component = () => <form onSubmit={load}><Carte texte={'marque-edition' + MAX} /></form>;`,
  'src/components/dialogue.tsx': `
    import { useShell } from '@boutique/facade';
    import { commun } from './commun.ts';
    export const Dialogue = () => <dialog open>{commun}{useShell().locale}</dialog>;`,
  'src/components/commun.ts': "export const commun = 'marque-commune'.repeat(40);",
  'src/pages/fiche-page.tsx': `
    import { Carte } from '../components/carte.tsx';
    import { useQuery } from '@boutique/facade';
    import { apiQuery } from '@boutique/facade/api-query';
    import image from '../image.svg';
    export const lu = [useQuery, apiQuery];
    export const Component = () => <main><Carte texte="marque-fiche" /><img src={image} alt="" /></main>;`,
  // too large to become a data: URL
  'src/image.svg': `<svg xmlns="http://www.w3.org/2000/svg"><path d="${'M0 0h1'.repeat(1_000)}"/></svg>`,
  'src/components/carte.tsx': `
    import styles from './carte.module.css';
    export const Carte = ({ texte }: { texte: string }) => <p className={styles.carte}>{texte} marque-carte</p>;`,
  'src/components/carte.module.css': '.carte { color: #639; }',
  'src/widgets/exemple.tsx': `
    import { useState } from 'react';
    import { commun } from '../components/commun.ts';
    import styles from './exemple.module.css';
    export default function Exemple() { return <b className={styles.exemple}>{useState('marque-widget ')}{commun}</b>; }`,
  'src/widgets/exemple.module.css': '.exemple { color: #123456; }',
};

/** Creates a slice inside the repository, so that its imports resolve. */
async function createSlice(changes: Partial<typeof sources> = {}): Promise<string> {
  await mkdir(path.join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(path.join(root, '.cache/slice-'));
  for (const [file, source] of Object.entries({ ...sources, ...changes })) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), source);
  }
  return folder;
}

async function run(command: string, args: string[], variables: Record<string, string> = {}, cwd = root) {
  const child = spawn(process.execPath, [command, ...args], { cwd, env: { ...environment, ...variables } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

const vite = path.join(root, 'node_modules/vite/bin/vite.js');
const build = (folder: string, variables = {}) => run(vite, ['build'], variables, folder);

let folder: string;
let dist: string;
let release: Release;

beforeAll(async () => {
  folder = await createSlice();
  dist = path.join(folder, 'dist');
  const { code, output } = await build(folder, { RELEASE_COMMIT: 'c0ffee' });
  if (code !== 0) throw new Error(output);
  release = parseRelease(await readFile(path.join(dist, 'release.json'), 'utf8'));
});
afterAll(() => rm(folder, { recursive: true }));

test('release.json has the build’s identity and the slice’s declaration', () => {
  expect(release).toMatchObject({
    name: 'exemple',
    version: '2.1.0',
    commit: 'c0ffee',
    contractVersion: CONTRACT_VERSION,
    entry: 'remoteEntry.js',
    exposes: ['./slice'],
    navigation: [{ path: '/liste', label: { fr: 'Liste', en: 'List' }, order: 5 }],
  });
  expect(Math.abs(Date.now() - Date.parse(release.builtAt))).toBeLessThan(60_000);
  expect(release.routes.map(({ path: route, requests }) => [route, requests])).toEqual([
    ['/liste', ['/api/produits{?q,langue}']],
    ['/fiche', []],
    ['/administration/fiche', []],
  ]);
  expect(release.widgets.map(({ name, slot }) => [name, slot])).toEqual([['Exemple', 'header-actions']]);
  expect(Object.keys(release.shared).sort()).toEqual(['@boutique/facade', 'react', 'react-dom', 'react/']);
});

test('release.json lists the text files of each language; pages do not contain the texts', async () => {
  const contents = async (files: string[] = []) =>
    (await Promise.all(files.map((file) => readFile(path.join(dist, file), 'utf8')))).join('');
  expect(await contents(release.texts?.fr)).toContain('marque-française');
  expect(await contents(release.texts?.en)).toContain('marque-anglaise');
  expect(await contents(release.routes.flatMap(({ modules }) => modules))).not.toMatch(/marque-(?:franç|angl)aise/);
});

test('release.json lists exactly the files in the folder, with their sizes and hashes', async () => {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)));
  expect(Object.keys(release.files).sort()).toEqual(names.filter((name) => name !== 'release.json').sort());
  for (const [name, { size, integrity }] of Object.entries(release.files)) {
    const content = await readFile(path.join(dist, name));
    expect([name, content.length, integrityOf(content)]).toEqual([name, size, integrity]);
  }
});

test('the release passes the register’s checks, with every file', async () => {
  expect((await readReleaseFolder(dist)).release).toEqual(release);
});

const contentOf = async (modules: string[]) =>
  (await Promise.all(modules.map((module) => readFile(path.join(dist, module), 'utf8')))).join('\n');

const closureOf = (name: string) => {
  const found = [...release.routes.map((route) => ({ ...route, name: route.path })), ...release.widgets].find(
    (candidate) => candidate.name === name,
  );
  return found ?? { modules: [], styles: [] };
};

test.each([
  ['/liste', ['remoteEntry.js', 'pages.js'], ['remoteEntry.css', 'pages.css']],
  ['/fiche', ['remoteEntry.js', 'pages.js'], ['remoteEntry.css', 'pages.css']],
  ['/administration/fiche', ['remoteEntry.js', 'administration.js', 'pages.js'], ['remoteEntry.css', 'pages.css']],
  ['Exemple', ['remoteEntry.js'], ['remoteEntry.css']],
])('%s loads %j and %j', async (name, modules, styles) => {
  expect(closureOf(name)).toMatchObject({ modules, styles });
});

test.each([
  ['remoteEntry.js', ['marque-widget', 'marque-commune']],
  ['pages.js', ['marque-liste', 'marque-fiche', 'marque-carte']],
  ['administration.js', ['marque-edition']],
  ['fr.js', ['marque-française']],
  ['remoteEntry.css', ['#123456']],
  ['pages.css', ['#639']],
])('only %s contains %j', async (file, marks) => {
  const loaded = Object.keys(release.files).filter((name) => /\.(?:js|css)$/.test(name));
  expect(loaded.sort()).toEqual([
    'administration.js',
    'dialogue.js',
    'en.js',
    'fr.js',
    'pages.css',
    'pages.js',
    'remoteEntry.css',
    'remoteEntry.js',
  ]);
  for (const mark of marks) {
    const found = await Promise.all(loaded.map(async (one) => [one, await contentOf([one])] as const));
    expect([mark, found.filter(([, content]) => content.includes(mark)).map(([one]) => one)]).toEqual([mark, [file]]);
  }
});

interface Container {
  init: (shareScope: object) => Promise<unknown>;
  get: (name: string) => Promise<() => SliceModule>;
}
interface Link {
  href: string;
  onload: () => void;
  onerror: () => void;
}
type BeforeInit = NonNullable<ModuleFederationRuntimePlugin['beforeInit']>;

/** Runs the container in a shell that has loaded these modules, with a document that loads stylesheets. */
async function runContainer(
  modules: Record<string, object>,
  {
    load = ({ onload }: Link) => onload(),
    beforeInit = (args) => args,
    folder = dist,
  }: { load?: (link: Link) => void; beforeInit?: BeforeInit; folder?: string } = {},
) {
  const links: Link[] = [];
  runtimeCore.resetFederationGlobalInfo();
  registerGlobalPlugins([{ name: 'test', beforeInit }]);
  const share = Object.fromEntries(Object.entries(modules).map(([name, module]) => [`default:${name}`, module]));
  vi.stubGlobal('_FEDERATION_RUNTIME_CORE', runtimeCore);
  vi.stubGlobal('__mf_module_cache__', { share, remote: {} });
  const append = (link: Link) => {
    links.push(link);
    queueMicrotask(() => load(link));
  };
  vi.stubGlobal('document', { querySelectorAll: () => links, createElement: () => ({}), head: { append } });
  onTestFinished(() => void vi.unstubAllGlobals());
  // the same file is a new module under a new URL
  const url = `${pathToFileURL(path.join(folder, 'remoteEntry.js'))}?${Math.random()}`;
  return { container: (await import(/* @vite-ignore */ url)) as Container, links };
}
const sharedTable = {
  react: { useState: () => [] },
  'react/jsx-runtime': { jsx: () => 'element', jsxs: () => 'element' },
  '@boutique/facade': { useQuery: () => {}, useShell: () => {} },
};

test('the container needs the shell’s modules in the ranges of release.json; the shell may refuse them', async () => {
  const beforeInit = vi.fn<BeforeInit>((args) => args);
  const { container } = await runContainer(sharedTable, { beforeInit });
  await container.init({});
  const [args] = beforeInit.mock.calls[0] ?? [];
  expect(args?.userOptions.name).toBe('exemple');
  const { react, 'react-dom': dom, '@boutique/facade': facade } = release.shared;
  const share = (range?: string) => ({ shareConfig: { singleton: true, requiredVersion: range, import: false } });
  expect(args?.userOptions.shared).toMatchObject({
    react: share(react?.requiredVersion),
    'react/jsx-runtime': share(react?.requiredVersion),
    'react-dom': share(dom?.requiredVersion),
    '@boutique/facade': share(facade?.requiredVersion),
  });
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { container: refused } = await runContainer(sharedTable, {
    beforeInit: () => {
      throw new Error('another version');
    },
  });
  await expect(refused.init({})).rejects.toThrow('another version');
});

test('the parts of a container come once their stylesheets are there', async () => {
  let styled = false;
  const { container, links } = await runContainer(sharedTable, {
    load: ({ onload }) => {
      styled = true;
      onload();
    },
  });
  await container.init({});
  const slice = (await container.get('./slice'))();
  expect(styled).toBe(true);
  const added = () => links.map(({ href }) => path.relative(dist, fileURLToPath(href)));
  expect(added()).toEqual(['remoteEntry.css']);
  expect(Object.keys(slice.routes)).toEqual(['/liste', '/fiche', '/administration/fiche']);
  expect((await slice.widgets.Exemple?.())?.default).toBeTypeOf('function');
  styled = false;
  const pages = [slice.routes['/liste']?.(), slice.routes['/fiche']?.()];
  expect(added()).toEqual(['remoteEntry.css', 'pages.css']);
  for (const page of pages) await page;
  expect(styled).toBe(true);
  // the second time, the stylesheet is there
  await container.get('./slice');
  expect(links).toHaveLength(2);
  await expect(container.get('./other')).rejects.toThrow('Module ./other does not exist in container');
});

test('a slice without styles has no stylesheet, and its container adds none', async () => {
  const plain = await createSlice({
    'src/components/carte.tsx': 'export const Carte = ({ texte }: { texte: string }) => <p>{texte}</p>;',
    'src/widgets/exemple.tsx': 'export default function Exemple() { return <b />; }',
  });
  onTestFinished(() => rm(plain, { recursive: true }));
  expect(await build(plain)).toMatchObject({ code: 0 });
  const { container, links } = await runContainer(sharedTable, { folder: path.join(plain, 'dist') });
  const slice = (await container.get('./slice'))();
  await slice.routes['/liste']?.();
  expect(links).toEqual([]);
});

test('a stylesheet that does not load is an error', async () => {
  const { container } = await runContainer(sharedTable, { load: ({ onerror }) => onerror() });
  await container.init({});
  await expect(container.get('./slice')).rejects.toThrow('remoteEntry.css does not load');
});

test('a release has no copies of shared modules', async () => {
  const scripts = Object.keys(release.files).filter((name) => name.endsWith('.js'));
  // every copy of React's packages contains the name of this symbol
  expect(await contentOf(scripts)).not.toContain('react.transitional.element');
});

/** Evaluates the server entry as a renderer does: nothing but `require` with the shared modules is there. */
async function evaluate(modules: Record<string, unknown> = {}) {
  const table: Record<string, unknown> = {
    react: { useState: () => [] },
    'react/jsx-runtime': { jsx: element, jsxs: element, Fragment: 'fragment' },
    '@boutique/facade': { useQuery: 'the facade’s useQuery' },
    '@boutique/release-base': '/remotes/exemple/1/',
    ...modules,
  };
  const code = await readFile(path.join(dist, 'server.cjs'), 'utf8');
  const module = { exports: {} as SliceModule };
  const require = (name: string) => {
    if (!Object.hasOwn(table, name)) throw new Error(`${name} is not shared`);
    return table[name];
  };
  compileFunction(code, ['require', 'exports', 'module', 'process'])(require, module.exports, module, undefined);
  return module.exports;
}
const element = (type: unknown, props: object) => (typeof type === 'function' ? type(props) : { type, props });

test('the server entry exposes the slice: pages and widgets come as promises, in the language asked for', async () => {
  expect(release.server).toBe('server.cjs');
  const slice = await evaluate();
  const page = slice.routes['/liste']?.();
  expect(page).toBeInstanceOf(Promise);
  const { Component } = (await page) as { Component: () => unknown };
  for (const [locale, title] of [
    ['en', 'marque-anglaise'],
    ['fr', 'marque-française'],
  ] as const) {
    await (slice.ready as (locale: string) => Promise<void>)(locale);
    expect(Component()).toMatchObject({ type: 'main', props: { title: `${title}3` } });
  }
  const widget = await slice.widgets.Exemple?.();
  const Exemple = widget?.default as unknown as () => unknown;
  expect(Exemple()).toMatchObject({ type: 'b' });
});

test('the server entry’s classes and file addresses are those of the browsers’ build', async () => {
  const slice = await evaluate();
  type Element = { props: { children: Element[]; className: string; src: string } };
  const page = (await slice.routes['/fiche']?.()) as { Component: unknown } | undefined;
  const Component = page?.Component as () => Element;
  const [card, image] = Component().props.children;
  expect(await contentOf(closureOf('/fiche').styles)).toContain(`.${card?.props.className}{`);
  const file = image?.props.src.replace('/remotes/exemple/1/', '') ?? '';
  expect(file).toMatch(/^assets\/image-.+\.svg$/);
  expect(release.files).toHaveProperty([file]);
  expect(await contentOf(['pages.js'])).toContain(`new URL(\`${file}\`,import.meta.url).pathname`);
});

test('the server entry shares React and the bare facade, and contains the rest', async () => {
  const slice = await evaluate();
  expect(await slice.routes['/fiche']?.()).toHaveProperty('lu', ['the facade’s useQuery', expect.any(Function)]);
  const code = await readFile(path.join(dist, 'server.cjs'), 'utf8');
  const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(new Set(required)).toEqual(
    new Set(['react', 'react/jsx-runtime', '@boutique/facade', '@boutique/release-base']),
  );
});

test('browsers load neither the server entry nor copies of it', () => {
  const loaded = [...release.routes, ...release.widgets].flatMap(({ modules, styles }) => [...modules, ...styles]);
  expect([...loaded, ...(release.texts?.fr ?? []), ...(release.texts?.en ?? [])]).not.toContain('server.cjs');
  expect(Object.keys(release.files).filter((file) => file.startsWith('server'))).toEqual(['server.cjs']);
});

test('text files have compressed copies with the same content; short files have none', async () => {
  const texts = Object.keys(release.files).filter((name) => /\.(js|css|json)$/.test(name));
  expect(texts.some((name) => (release.files[name]?.size ?? 0) < 512)).toBe(true);
  for (const name of texts) {
    const content = await readFile(path.join(dist, name));
    expect([name, `${name}.br` in release.files]).toEqual([name, content.length >= 512]);
    expect([name, `${name}.zst` in release.files]).toEqual([name, content.length >= 512]);
    expect([name, `${name}.gz` in release.files]).toEqual([name, content.length >= 512]);
    if (content.length < 512) continue;
    expect(brotliDecompressSync(await readFile(path.join(dist, `${name}.br`))).equals(content)).toBe(true);
    expect(zstdDecompressSync(await readFile(path.join(dist, `${name}.zst`))).equals(content)).toBe(true);
    expect(gunzipSync(await readFile(path.join(dist, `${name}.gz`))).equals(content)).toBe(true);
  }
});

test('a declared page that is missing fails the build, with its name', async () => {
  const broken = await createSlice({
    'src/declaration.ts': sources['src/declaration.ts'].replace('fiche-page', 'absente-page'),
  });
  onTestFinished(() => rm(broken, { recursive: true }));
  const { code, output } = await build(broken);
  expect(code).not.toBe(0);
  expect(output).toContain('src/pages/absente-page.tsx');
  await expect(stat(path.join(broken, 'dist/release.json'))).rejects.toThrow('ENOENT');
});

test('a failed build reports the cause, not a missing manifest', async () => {
  const broken = await createSlice({ 'src/pages/fiche-page.tsx': 'export const Component = ;' });
  onTestFinished(() => rm(broken, { recursive: true }));
  const { code, output } = await build(broken);
  expect(code).not.toBe(0);
  expect(output).toContain('fiche-page.tsx');
  expect(output).not.toContain('ENOENT');
});

test.each([
  [
    'leads out of its slice',
    sources['src/declaration.ts'].replace("path: '/liste', label", "path: '/ailleurs', label"),
    'navigation./ailleurs: a navigation entry leads to a route of its own slice, one without parameters',
  ],
  [
    'is over its budget',
    sources['src/declaration.ts'].replace("name: 'exemple',", "name: 'exemple', budget: 100,"),
    'raise budget in the declaration',
  ],
])('a release that %s fails the build with the words of the register', async (_what, declaration, words) => {
  const refused = await createSlice({ 'src/declaration.ts': declaration });
  onTestFinished(() => rm(refused, { recursive: true }));
  const { code, output } = await build(refused);
  expect(code).not.toBe(0);
  expect(output).toContain(words);
  await expect(stat(path.join(refused, 'dist/release.json'))).rejects.toThrow('ENOENT');
});

test('a dev server serves a release without files, whose entry is on the server itself', async () => {
  const { port, free } = await takePort();
  await free();
  const child = spawn(process.execPath, [vite, '--host', '127.0.0.1'], {
    cwd: folder,
    env: { ...environment, PORT: port },
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = await vi.waitFor(async () => (await fetch(`http://127.0.0.1:${port}/release.json`)).text(), 20_000);
  const dev = parseRelease(text);
  expect(dev).toMatchObject({ name: 'exemple', version: '2.1.0-dev', files: {} });
  expect(dev).not.toHaveProperty('server');
  expect(dev.entry).toBe(`http://localhost:${port}/remoteEntry.js`);
  expect(dev.integrity).toBe(releaseIntegrity(dev));
});

const serveRelease = path.join(root, 'packages/federation/bin/serve-release.js');

async function startServer(port: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [serveRelease, dist, '--port', port], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, child };
}

/** Takes a free port; `free` releases it again. */
async function takePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { port: String(port), free: () => new Promise((resolve) => server.close(resolve)) };
}

test('serve-release serves exactly the files of the release, with compressed copies as plain files', async () => {
  const { port, free } = await takePort();
  await free();
  const { url, child } = await startServer(port);
  const served = await fetch(`${url}/release.json`);
  expect(served.headers.get('cache-control')).toBe('no-cache');
  expect(await served.json()).toEqual(release);
  for (const [name, { size, integrity }] of Object.entries(release.files)) {
    // the raw bytes: a compressed copy must not be sent decoded, nor with a Content-Encoding
    const response = await fetch(`${url}/${name}`, { headers: { 'accept-encoding': 'identity' } });
    expect([name, response.headers.get('content-length')]).toEqual([name, String(size)]);
    if (/\.(br|gz)$/.test(name)) await response.body?.cancel();
    else expect(integrityOf(Buffer.from(await response.arrayBuffer()))).toBe(integrity);
  }
  // it has no ranges, so it ignores them (RFC 9110, 14.2)
  const partly = await fetch(`${url}/release.json`, { headers: { range: 'bytes=0-0' } });
  expect([partly.status, partly.headers.get('accept-ranges')]).toEqual([200, null]);
  expect(await partly.json()).toEqual(release);
  const etag = served.headers.get('etag');
  for (const tags of [`${etag}`, `W/${etag}`, `"other", ${etag}`, '*']) {
    const { status } = await fetch(`${url}/release.json`, { headers: { 'if-none-match': tags } });
    expect([tags, status]).toEqual([tags, 304]);
  }
  for (const missing of ['/none.js', '/', '/..%2fpackage.json']) {
    const response = await fetch(url + missing);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('no such file in this release\n');
  }
  expect(await (await fetch(`${url}/live`)).text()).toBe('ok\n');
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('serve-release on a port in use ends with a sentence', async () => {
  const { port, free } = await takePort();
  onTestFinished(async () => void (await free()));
  expect(await run(serveRelease, [dist, '--port', port])).toEqual({
    code: 1,
    output: `serve-release: port ${port} is already in use\n`,
  });
});
