import path from 'node:path';
import { discoveryOf } from '@boutique/contracts/frontends';
import { releaseBase } from '@boutique/contracts/release';
import { pino } from 'pino';
import { build } from 'vite';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createRenderer, type RenderRequest } from './renderer.ts';
import { registered, releaseOf } from './testing/releases.ts';

const shell = path.resolve(import.meta.dirname, '..');
const folder = path.join(shell, 'node_modules/.cache/renderer-test');
const log = pino({ level: 'silent' });

beforeAll(async () => {
  // Vitest's environment would give the build of development
  vi.stubEnv('NODE_ENV', 'production');
  await build({
    root: shell,
    configFile: path.join(shell, 'vite.config.ts'),
    mode: 'renderer',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  vi.unstubAllEnvs();
}, 60_000);

/** A slice of which `/` renders this expression; `h` is React's createElement. */
const sliceOf = (name: string, body: string, { before = '', widget = 'null' } = {}) => {
  const source = `
    const React = require('react'); const h = React.createElement; const facade = require('@boutique/facade');
    ${before}
    exports.ready = async (locale) => { exports.locale = locale; };
    exports.routes = { ['/${name}']: async () => ({ Component: () => { ${body} } }) };
    exports.widgets = { Widget${name}: async () => ({ default: () => { return ${widget}; } }) };
  `;
  const release = releaseOf(
    { 'remoteEntry.js': 'entry', 'server.cjs': source },
    {
      name,
      server: 'server.cjs',
      routes: [{ path: `/${name}`, requests: [], modules: [], styles: [] }],
      widgets: [{ name: `Widget${name}`, slot: 'header-actions', modules: [], styles: [] }],
    },
  );
  return { release, source: Buffer.from(source) };
};

type Slice = ReturnType<typeof sliceOf>;

function requestOf(url: string, slices: readonly Slice[], locale: 'fr' | 'en' = 'fr'): RenderRequest {
  const discovery = discoveryOf(slices.map(({ release }) => registered(release)));
  return {
    page: { locale, theme: undefined, signedIn: false, now: 0, origin: '' },
    url,
    discovery: { key: slices.map(({ release }) => releaseBase(release)).join(' '), json: JSON.stringify(discovery) },
    releases: slices,
    answers: {},
  };
}

function startRenderer() {
  const renderer = createRenderer({ script: path.join(folder, 'main.js'), log });
  onTestFinished(() => renderer.close());
  return renderer;
}

/** Asks again until the page has this text: a release at work again, a process that starts. */
async function renderUntil(renderer: ReturnType<typeof startRenderer>, request: RenderRequest, text: string) {
  for (const deadline = Date.now() + 20_000; ; ) {
    const result = await renderer.render(request);
    if (result.page?.html.includes(text)) return result;
    if (Date.now() > deadline) throw new Error(`no page with ${text}: ${JSON.stringify(result).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const good = sliceOf('bon', `return h('h1', null, 'good page', h('title', null, 'good title'))`, {
  widget: `h('p', null, 'good widget')`,
});

test('a page has its slice’s HTML, the header’s widgets and its head apart', async () => {
  const renderer = startRenderer();
  const { page, failures } = await renderUntil(renderer, requestOf('/bon', [good]), 'good page');
  expect(String(page?.html)).toContain('<h1>good page</h1>');
  expect(String(page?.html)).toContain('<p>good widget</p>');
  expect(page?.head).toContain('<title>good title</title>');
  expect(String(page?.html)).not.toContain('<title');
  expect(String(page?.html)).not.toContain('<script');
  expect(page?.widgets).toEqual(['Widgetbon']);
  expect(failures).toEqual([]);
});

test('a part that throws is left to the browser, and its release is named', async () => {
  const renderer = startRenderer();
  const bad = sliceOf('casse', `throw new Error('broken page')`, { widget: `h('i', null, 'its widget')` });
  const { page, failures } = await renderUntil(renderer, requestOf('/casse', [bad, good]), 'good widget');
  expect(String(page?.html)).toContain('<i>its widget</i>');
  expect(String(page?.html)).toContain('<!--$!-->');
  expect(failures).toEqual([{ release: bad.release, message: 'Error: broken page' }]);
});

test.for([
  ['throws at its start', `throw new Error('broken entry');`, 'broken entry'],
  ['has a wrong export', `setTimeout(() => {}); module.exports = {}; return;`, 'does not export routes and widgets'],
  ['imports something else', `require('node:fs');`, 'cannot import node:fs'],
])('a server entry that %s costs its own parts only', async ([, before, message]) => {
  const renderer = startRenderer();
  const bad = sliceOf('casse', `return null`, { before: before as string });
  const { page, failures } = await renderUntil(renderer, requestOf('/casse', [bad, good]), 'good widget');
  expect(String(page?.html)).toContain('<!--$!-->');
  expect(failures).toEqual([{ release: bad.release, message: expect.stringContaining(message as string) }]);
});

test.for([
  ['hangs', `for (;;);`, /no page within/],
  [
    'needs too much memory',
    `const kept = []; for (;;) kept.push(new Array(1e5).fill(Math.random()));`,
    /the process ended/,
  ],
])('a release that %s is found out; the others are rendered again', { timeout: 40_000 }, async ([, body, message]) => {
  const renderer = startRenderer();
  const bad = sliceOf('casse', body as string);
  const request = requestOf('/casse', [bad, good]);
  await renderUntil(renderer, requestOf('/bon', [bad, good]), 'good page');
  expect(await renderer.render(request)).toEqual({ failures: [] });
  const { failures } = await renderUntil(renderer, request, 'good widget');
  expect(failures).toEqual([{ release: bad.release, message: expect.stringMatching(message as RegExp) }]);
  const next = await renderUntil(renderer, requestOf('/bon', [bad, good]), 'good page');
  expect(String(next.page?.html)).not.toContain('Widgetcasse');
});

test('what waits for something that never comes is left to the browser', async () => {
  const renderer = startRenderer();
  const bad = sliceOf('attente', `React.use(never); return null`, { before: `const never = new Promise(() => {});` });
  const { page } = await renderUntil(renderer, requestOf('/attente', [bad, good]), 'good widget');
  expect(String(page?.html)).toContain('<!--$!-->');
});

test('a slice’s code finds no environment, files, network, programs or eval', async () => {
  const renderer = startRenderer();
  const probes = {
    process: 'typeof process',
    'global process': 'typeof globalThis.process',
    fetch: 'typeof globalThis.fetch + typeof fetch',
    socket: 'typeof WebSocket + typeof globalThis.WebSocket',
    eval: '(0, eval)("1")',
    Function: 'typeof facade.constructor.constructor("return process")()',
    builtin: 'typeof process.getBuiltinModule',
    module: 'typeof module.constructor._load',
  };
  const lines = Object.entries(probes).map(
    ([name, code]) =>
      `(() => { try { return ${JSON.stringify(name)} + '=' + (${code}); } catch (e) { return ${JSON.stringify(name)} + ' throws'; } })()`,
  );
  const spy = sliceOf('espion', `return h('pre', null, [${lines.join(', ')}].join(';') + ';end')`);
  const { page } = await renderUntil(renderer, requestOf('/espion', [spy]), ';end');
  const found = /<pre>(.*?);end<\/pre>/.exec(String(page?.html))?.[1];
  expect(found?.split(';')).toEqual([
    'process=undefined',
    'global process=undefined',
    'fetch=undefinedundefined',
    'socket=undefinedundefined',
    'eval throws',
    'Function throws',
    'builtin throws',
    'module=undefined',
  ]);
  const importing = sliceOf('importeur', `return null`, {
    before: `exports.hole = import('node:fs').catch(() => {});`,
  });
  const { failures } = await renderUntil(renderer, requestOf('/importeur', [importing, good]), 'good widget');
  expect(failures).toEqual([]);
});

test('releases and languages share no state of their modules; a visitor’s page is not in the next', async () => {
  const renderer = startRenderer();
  const counting = (name: string) =>
    sliceOf(name, `count += 1; return h('p', null, exports.locale + ' ' + count)`, { before: 'let count = 0;' });
  const [one, other] = [counting('un'), counting('deux')];
  await renderUntil(renderer, requestOf('/un', [one]), 'fr 1');
  await renderUntil(renderer, requestOf('/deux', [other]), 'fr 1');
  await renderUntil(renderer, requestOf('/en/un', [one], 'en'), 'en 1');
});

test('replaced releases are collected', { timeout: 60_000 }, async () => {
  const renderer = startRenderer();
  const pids = new Set<number | undefined>();
  for (let n = 0; n < 200; n += 1) {
    const slice = sliceOf('suite', `return h('p', null, 'release ${n} ' + kept.length)`, {
      before: `const kept = new Array(200_000).fill(${n});`,
    });
    await renderUntil(renderer, requestOf('/suite', [slice]), `release ${n} 200000`);
    pids.add(renderer.pid());
  }
  // together they have 320 MB: if they were kept, the process would have reached the bound of its heap, 96 MB
  expect(pids.size).toBe(1);
});
