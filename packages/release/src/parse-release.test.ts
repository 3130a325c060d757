import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import type { Release } from '@boutique/contracts/release';
import { describe, expect, test } from 'vitest';
import { parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';
import { describeFiles, sampleFiles, sampleRelease } from './testing/sample-release.ts';

/** The lines of a refusal; empty when the text is accepted. */
function faultsOf(text: string | Buffer, limits?: ReleaseLimits): string[] {
  try {
    parseRelease(text, limits);
    return [];
  } catch (error) {
    if (!(error instanceof ReleaseRefusal)) throw error;
    return error.faults.map(({ chemin, message }) => `${chemin}: ${message}`);
  }
}
const faultsWith = (changes: object, limits?: ReleaseLimits): string[] =>
  faultsOf(JSON.stringify(sampleRelease(changes as Partial<Release>).release), limits);

const NO_PATH = 'a path of plain segments and parameters is expected, such as /produits/:id or /aide/*';
const NO_TEXT = 'a text without control characters, half surrogates or names of Object.prototype is expected';
const NO_VERSION = 'a version as semver.org writes it is expected, such as 1.4.0, 2.0.0-rc.1 or 1.0.0+build.7';
const NO_NAVIGATION = 'a navigation entry leads to a route of its own slice, one without parameters';

const route = (path: string, changes: object = {}) => ({ path, requests: [], modules: [], styles: [], ...changes });
const widget = (name: string, changes: object = {}) => ({ name, modules: [], styles: [], ...changes });
const entry = (path: string) => ({ path, label: { fr: 'Aide', en: 'Help' }, order: 1 });
/** Replaces the routes; without navigation, whose targets would be missing. */
const withRoutes = (...paths: string[]) => ({ routes: paths.map((path) => route(path)), navigation: [] });

test('a valid release is accepted with every field', () => {
  const { release } = sampleRelease();
  expect(parseRelease(JSON.stringify(release))).toEqual(release);
});

test('a field of a route that only another version of the contract knows is kept, and covered by the hash', () => {
  const { release } = sampleRelease({ routes: [route('/produits', { apercu: '/api/produits' })] });
  expect(parseRelease(JSON.stringify(release))).toEqual(release);
  const changed = { ...release, routes: [route('/produits', { apercu: '/api/favoris' })] };
  expect(faultsOf(JSON.stringify(changed))).toEqual([expect.stringMatching(/^integrity: /)]);
});

test.each(['1.0.0', '0.0.0', '2.0.0-rc.1', '1.0.0-0.3.7', '1.0.0+build.7', '1.0.0-x-y-z.--+exp.sha.5114f85'])(
  'the version %s is accepted',
  (version) => expect(faultsWith({ version })).toEqual([]),
);
test.each(['1.0', '1', 'v1.0.0', '01.0.0', '1.0.0-01', '1.0.0-', '1.0.0+', '1.0.0+a+b', ' 1.0.0', '1.0.0\u2028', ''])(
  'the version %j is refused',
  (version) => expect(faultsWith({ version })).toEqual([`version: ${NO_VERSION}`]),
);

test.each(['/', '/*', '/produits', '/produits/:id', '/aide/*', '/a/:b/c/:d', '/~camille/v1.2', `/a${'/b'.repeat(9)}`])(
  'the route %s is accepted',
  (path) => expect(faultsWith(withRoutes(path))).toEqual([]),
);
test.each([
  ['an optional segment', '/produits/:id?'],
  ['an optional plain segment', '/a/b?'],
  ['sixteen optional segments', '/a?'.repeat(16)],
  ['two parameters in a segment', '/a/:b:c'],
  ['a parameter with something behind it', '/a/:id.html'],
  ['a parameter with something before it', '/a/v:id'],
  ['a parameter without a name', '/a/:'],
  ['/* in the middle', '/a/*/b'],
  ['two /*', '/*/*'],
  ['/* within a segment', '/a*'],
  ['eleven segments', `/a${'/b'.repeat(10)}`],
  ['no slash', 'produits'],
  ['an empty segment', '/a//b'],
  ['a slash at the end', '/a/'],
  ['another host', '//evil.example'],
  ['an address', 'https://evil.example/'],
  ['a query', '/a?b=c'],
  ['a percent sign', '/a%2fb'],
  ['201 characters', `/${'a'.repeat(200)}`],
])('a route with %s is refused', (_, path) => {
  const faults = faultsWith(withRoutes(path));
  expect(faults[0]).toMatch(path.length > 200 ? /^routes\.0\.path: / : `routes.0.path: ${NO_PATH}`);
});

test.each(['api', 'assets', 'formulaires', 'remotes', 'live', 'ready', 'metrics', 'systeme'])(
  '/%s is reserved',
  (first) => {
    const message = `/${first} belongs to the shell and the gateway`;
    expect(faultsWith(withRoutes(`/${first}`, `/${first}/:id`))).toEqual([
      `routes./${first}: ${message}`,
      `routes./${first}/:id: ${message}`,
    ]);
  },
);

test.each<[string, string[], string]>([
  ['the same', ['/a', '/b', '/a'], 'routes./a: this path is declared twice'],
  ['differing in a parameter’s name', ['/a/:id', '/a/:slug'], 'routes./a/:slug: this path is declared twice'],
  ['a parameter named twice', ['/a/:id/b/:id'], 'routes./a/:id/b/:id: a parameter is named twice'],
])('two paths, %s', (_, paths, fault) => expect(faultsWith(withRoutes(...paths))).toEqual([fault]));

test.each([
  ['of another slice', '/panier', `navigation./panier: ${NO_NAVIGATION}`],
  ['with a parameter', '/produits/:id', `navigation./produits/:id: ${NO_NAVIGATION}`],
  ['outside the shop', '//evil.example', `navigation.0.path: ${NO_PATH}`],
  ['an address', 'https://evil.example', `navigation.0.path: ${NO_PATH}`],
  ['a script', 'javascript:alert(1)', `navigation.0.path: ${NO_PATH}`],
])('a navigation entry to a path %s', (_, path, fault) =>
  expect(faultsWith({ navigation: [entry(path)] })).toEqual([fault]),
);
test('a navigation entry to a route with /*', () => {
  const changes = { routes: [route('/aide/*')], navigation: [entry('/aide/*')] };
  expect(faultsWith(changes)).toEqual([`navigation./aide/*: ${NO_NAVIGATION}`]);
});

test('a widget that is declared twice', () =>
  expect(faultsWith({ widgets: [widget('Avis'), widget('Avis')] })).toEqual([
    'widgets.Avis: this widget is declared twice',
  ]));
test.each(['constructor', 'toString', 'avis', '', 'Avis-Client', '__proto__', 'A'.repeat(61)])(
  'a widget named %j',
  (name) => expect(faultsWith({ widgets: [widget(name)] })[0]).toMatch(/^widgets\.0\.name: /),
);
test.each(['constructor', 'Produits', '1a', 'a_b', '', 'a'.repeat(41)])('a slice named %j', (name) =>
  expect(faultsWith({ name })[0]).toMatch(/^name: /),
);
test('the shell declares no pages', () => {
  expect(faultsWith({ name: 'shell' })[0]).toBe(
    'routes: the shell declares neither routes nor widgets; its pages are in its own code',
  );
  expect(faultsWith({ name: 'shell', routes: [], widgets: [], navigation: [] })).toEqual([]);
});

describe('texts that are unsafe in a database, page or log', () => {
  const json = (insert: string) => JSON.stringify(sampleRelease().release).replace(/^\{/, `{${insert},`);

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('a field named %s', (key) => {
    expect(faultsOf(json(`"${key}":{"a":1}`))).toEqual([`"${key}": ${NO_TEXT}`]);
    const nested = JSON.stringify(sampleRelease().release).replace('"shared":{', `"shared":{"${key}":{},`);
    expect(faultsOf(nested)).toEqual([`shared."${key}": ${NO_TEXT}`]);
    const file = JSON.stringify(sampleRelease().release).replace('"files":{', `"files":{"${key}":{},`);
    expect(faultsOf(file)).toEqual([`files."${key}": ${NO_TEXT}`]);
  });
  test.each([
    ['NUL', '\\u0000'],
    ['an escape', '\\u001b[2J'],
    ['a line break', '\\n'],
    ['a half surrogate', '\\ud800'],
    ['the other half', '\\udc00'],
    ['a bidi override', '\\u202e'],
    ['a bidi isolate', '\\u2066'],
  ])('%s in a value', (_, characters) => {
    const text = JSON.stringify(sampleRelease().release);
    expect(faultsOf(text.replace('"abc1234"', `"abc${characters}"`))).toEqual([`commit: ${NO_TEXT}`]);
    expect(faultsOf(text.replace('"fr":"Catalogue"', `"fr":"${characters}"`))).toEqual([
      `navigation.0.label.fr: ${NO_TEXT}`,
    ]);
  });
  test('extreme nesting is refused with a message', () => {
    const depth = 200_000;
    expect(faultsOf(json(`"a":${'['.repeat(depth)}${']'.repeat(depth)}`))).toEqual([
      'release.json: it nests too deep; keep the one that the build wrote',
    ]);
  });
});

test.each([
  ['not JSON', 'oops', 'release.json: it is not JSON; keep the one that the build wrote'],
  ['Latin-1', Buffer.from('{"é":1}', 'latin1'), 'release.json: it is not JSON; keep the one that the build wrote'],
  ['nothing', '', 'release.json: it is not JSON; keep the one that the build wrote'],
  [
    'null',
    'null',
    `contractVersion: contract undefined is not the shop's (${CONTRACT_VERSION}); build again with that version of @boutique/contracts`,
  ],
])('%s is refused', (_, text, fault) => expect(faultsOf(text)).toEqual([fault]));

test.each([1, 2, '3', null])('contract %j is refused before anything else is checked', (contractVersion) => {
  const fault = `contractVersion: contract ${String(contractVersion)} is not the shop's (${CONTRACT_VERSION}); build again with that version of @boutique/contracts`;
  expect(faultsOf(JSON.stringify({ contractVersion, anything: true }))).toEqual([fault]);
});

test('an unknown field is refused, at every level but that of routes', () => {
  expect(faultsWith({ extra: 1 })[0]).toContain('release.json: ');
  expect(faultsWith({ routes: [route('/produits', { extra: 1 })] })).toEqual([]);
  expect(faultsWith({ widgets: [widget('Avis', { extra: 1 })] })[0]).toContain('widgets.0: ');
  const files = {
    ...describeFiles(sampleFiles),
    'a.js': { size: 1, integrity: `sha384-${'a'.repeat(64)}`, type: 'x' },
  };
  expect(faultsWith({ files })[0]).toContain('files.a.js: ');
});

describe('files', () => {
  const withFiles = (names: readonly string[]) =>
    faultsWith({ files: describeFiles({ ...sampleFiles, ...Object.fromEntries(names.map((name) => [name, 'x'])) }) });

  test.each<[string, string[], string]>([
    ['a file beside a folder of its name', ['a', 'a/b'], 'files.a: it is a file and a folder; rename one'],
    ['the same the other way round', ['a/b', 'a'], 'files.a: it is a file and a folder; rename one'],
    ['the same two folders deep', ['a/b', 'a/b/c/d'], 'files.a/b: it is a file and a folder; rename one'],
    ['the same by case only', ['A', 'a/b'], 'files.A: it is a file and a folder; rename one'],
    [
      'names that differ by case',
      ['a.js', 'A.js'],
      'files.A.js: another file differs from it by case only; rename one',
    ],
    [
      'folders that differ by case',
      ['Assets/page.js'],
      'files.Assets/page.js: another file differs from it by case only; rename one',
    ],
    ['a copy without its original', ['b.js.br'], 'files.b.js.br: b.js is not among the files of the release'],
    ['the same in another format', ['b.js.zst'], 'files.b.js.zst: b.js is not among the files of the release'],
    ['a copy of nothing', ['a/x.gz'], 'files.a/x.gz: a/x is not among the files of the release'],
  ])('%s', (_, names, fault) => expect(withFiles(names)).toEqual([fault]));

  test.each(['../a', 'a/../b', './a', 'a/.', '/a', 'a//b', 'a/', 'a b', 'a\\b', 'é.js', 'a?b', '', 'a'.repeat(201)])(
    'the name %j',
    (name) => expect(withFiles([name])[0]).toMatch(/^files(\.|:)/),
  );

  test.each<[string, object, string]>([
    ['entry', { entry: 'other.js' }, 'entry: other.js'],
    ['server entry', { server: 'other.cjs' }, 'server: other.cjs'],
    ['modules of a page', { routes: [route('/produits', { modules: ['a.js'] })] }, 'routes./produits: a.js'],
    ['styles of a page', { routes: [route('/produits', { styles: ['a.css'] })] }, 'routes./produits: a.css'],
    ['modules of a widget', { widgets: [widget('Avis', { modules: ['a.js'] })] }, 'widgets.Avis: a.js'],
    ['styles of a widget', { widgets: [widget('Avis', { styles: ['a.css'] })] }, 'widgets.Avis: a.css'],
    ['texts', { texts: { fr: ['a.js'], en: [] } }, 'texts.fr: a.js'],
  ])('%s that are not among them', (_, changes, fault) =>
    expect(faultsWith(changes)).toEqual([`${fault} is not among the files of the release`]),
  );
  test('a container that is no script or does not expose the slice', () => {
    expect(faultsWith({ entry: 'assets/page.css' })).toEqual([
      'entry: assets/page.css is no script; keep the container that the build writes',
    ]);
    expect(faultsWith({ exposes: ['./other'] })).toEqual([
      "exposes: ./slice is missing; the build's configuration must expose it",
    ]);
    const shell = { name: 'shell', entry: 'assets/page.css', exposes: [], routes: [], widgets: [], navigation: [] };
    expect(faultsWith(shell)).toEqual([]);
  });
  test('a server entry that is not CommonJS, is also for browsers, or has a compressed copy', () => {
    const withServer = (changes: object, more: Record<string, string> = {}) =>
      faultsWith({ files: describeFiles({ ...sampleFiles, 'server.cjs': 'exports', ...more }), ...changes });
    expect(withServer({ server: 'server.cjs' })).toEqual([]);
    expect(withServer({ server: 'assets/page.js' })).toEqual([
      'server: assets/page.js is no CommonJS file; its name must end in .cjs',
    ]);
    const own = 'server: server.cjs is also a file that browsers load; build it as a file of its own';
    const server = 'server.cjs';
    expect(withServer({ server, texts: { fr: [server], en: [] } })).toEqual([own]);
    expect(withServer({ server, widgets: [widget('Avis', { modules: [server] })] })).toEqual([own]);
    expect(withServer({ server }, { 'server.cjs.gz': 'x' })).toEqual([
      'server: server.cjs.gz is a compressed copy of it, which no one reads; leave it out',
    ]);
  });
  test('a dev server has no files, and names none', () => {
    const dev = { entry: 'http://localhost:5174/remoteEntry.js', files: {}, texts: undefined, widgets: [] };
    expect(faultsWith({ ...dev, routes: [route('/produits')] })).toEqual([]);
    expect(faultsWith({ ...dev, routes: [route('/produits', { modules: ['a.js'] })] })).toEqual([
      'routes./produits: a.js is not among the files of the release',
    ]);
  });
  test('more files or bytes than the operator allows', () => {
    const { files } = sampleRelease().release;
    const count = Object.keys(files).length;
    const bytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    expect(faultsWith({}, { maxBytes: bytes, maxFiles: count })).toEqual([]);
    expect(faultsWith({}, { maxBytes: bytes - 1, maxFiles: count - 1 })).toEqual([
      `files: ${count} files, at most ${count - 1} are stored`,
      `files: ${bytes} bytes, at most ${bytes - 1} are stored`,
    ]);
    const huge = { ...files, 'a.bin': { size: Number.MAX_SAFE_INTEGER, integrity: `sha384-${'a'.repeat(64)}` } };
    expect(faultsWith({ files: huge })).toHaveLength(1);
  });
});

describe('the budget of a page', () => {
  const heavy = { 'assets/heavy.js': 'x'.repeat(60_001) };
  const routes = [route('/produits', { modules: ['assets/heavy.js'] })];
  const withHeavy = (files: Record<string, string>, changes: object = {}) =>
    faultsWith({ routes, files: describeFiles({ ...sampleFiles, ...files }), ...changes });

  test('is counted in compressed bytes, texts included', () => {
    const texts = { fr: [], en: [] };
    expect(withHeavy(heavy, { texts })).toEqual([
      'routes./produits: the page loads 60001 compressed bytes, its budget is 60000; load later what can wait, or raise budget in the declaration',
    ]);
    expect(withHeavy({ ...heavy, 'assets/heavy.js.br': 'xx' }, { texts })).toEqual([]);
    expect(withHeavy({ 'assets/heavy.js': 'x'.repeat(60_000) }, { texts })).toEqual([]);
    expect(withHeavy({ 'assets/heavy.js': 'x'.repeat(60_000) })).toHaveLength(1);
  });
  test('is taken from the slice’s declaration', () => {
    expect(withHeavy(heavy, { budget: 61_000 })).toEqual([]);
    expect(faultsWith({ budget: 1 })).toHaveLength(2);
  });
});

describe('integrity', () => {
  const { release } = sampleRelease();
  const EDITED = 'integrity: it is not the hash of the other fields; do not edit release.json after the build';

  test.each<[string, object]>([
    ['routes', { routes: [release.routes[0]] }],
    ['the order of routes', { routes: release.routes.toReversed() }],
    ['navigation', { navigation: [] }],
    ['widgets', { widgets: [] }],
    ['needs', { needs: ['MenuCompte'] }],
    ['budget', { budget: 59_000 }],
    ['files', { files: { ...release.files, 'a.js': release.files['assets/page.js'] } }],
    ['version', { version: '1.0.1' }],
    ['texts', { texts: { fr: [], en: ['assets/fr.js'] } }],
    ['shared', { shared: {} }],
    ['the server entry', { server: 'assets/page.js' }],
  ])('covers %s, so that a change is refused', (_, changes) => {
    expect(faultsWith({ ...changes, integrity: release.integrity })).toContain(EDITED);
    expect(sampleRelease(changes as Partial<Release>).release.integrity).not.toBe(release.integrity);
  });

  test('does not depend on time, commit or the order of fields', () => {
    const later = { builtAt: '2027-01-01T00:00:00.000Z', commit: 'def5678', integrity: release.integrity };
    expect(faultsWith(later)).toEqual([]);
    const reversed = Object.fromEntries(Object.entries(release).toReversed());
    expect(
      faultsOf(JSON.stringify({ ...reversed, files: Object.fromEntries(Object.entries(release.files).toReversed()) })),
    ).toEqual([]);
  });
});
