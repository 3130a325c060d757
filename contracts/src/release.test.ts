import { expect, test } from 'vitest';
import { CONTRACT_VERSION } from './contract-version.ts';
import { Integrity, Release, ReleasePath, releaseBase } from './release.ts';

test.each(['remoteEntry.js', 'assets/liste-B_x1.js.br', 'a/b/c/d.css', '@x/y.js', '.hidden/a..b.js', '...js'])(
  '%s is a path inside a release',
  (path) => {
    expect(ReleasePath.safeParse(path).success).toBe(true);
  },
);

test.each([
  '',
  '/etc/passwd',
  '../secret',
  'assets/../../secret',
  'assets/..',
  '..',
  '.',
  './a.js',
  'assets/./a.js',
  'assets//a.js',
  'assets/',
  'a\\..\\b',
  '..\\secret',
  'a%2f..%2fb',
  'a b.js',
  'a?b',
  'a#b',
  'a\nb',
  'a.js\n',
  '"><script>',
  'https://example.org/a.js',
  'x'.repeat(201),
])('%j is not', (path) => {
  expect(ReleasePath.safeParse(path).success).toBe(false);
});

test('integrity is SRI notation with SHA-384; weaker hashes are refused', () => {
  expect(Integrity.safeParse(`sha384-${'A'.repeat(64)}`).success).toBe(true);
  for (const weak of ['sha256-abc', `sha384-${'A'.repeat(63)}`, `sha384-${'A'.repeat(64)} sha256-x`, '']) {
    expect(Integrity.safeParse(weak).success).toBe(false);
  }
});

const release: Release = {
  name: 'produits',
  version: '1.2.0',
  builtAt: '2026-01-01T00:00:00.000Z',
  commit: 'abc',
  contractVersion: CONTRACT_VERSION,
  entry: 'remoteEntry.js',
  exposes: ['./slice'],
  shared: {},
  routes: [{ path: '/produits', requests: ['/api/produits'], modules: ['a.js'], styles: [] }],
  navigation: [],
  widgets: [],
  integrity: `sha384-${'a+/'.repeat(21)}b`,
  files: { 'a.js': { size: 1, integrity: `sha384-${'A'.repeat(64)}` } },
};

test('the base names slice, version and content, in characters that need no encoding', () => {
  expect(releaseBase(release)).toBe('/remotes/produits/1.2.0-aaaaaaaaaa/');
  expect(releaseBase({ ...release, integrity: `sha384-${'b'.repeat(64)}` })).toBe(
    '/remotes/produits/1.2.0-bbbbbbbbbb/',
  );
});

test('a complete release is accepted', () => {
  expect(Release.parse(release)).toEqual(release);
});

test.each<[string, object]>([
  ['a name that is a path', { name: '../x' }],
  ['an empty name', { name: '' }],
  ['a version that is a path', { version: '1.0.0/../..' }],
  ['a version that is not SemVer', { version: 'latest' }],
  ['an entry outside', { entry: '../remoteEntry.js' }],
  ['an entry that is a script URL', { entry: 'javascript:alert(1)' }],
  ['an entry that is a data URL', { entry: 'data:text/javascript,alert(1)' }],
  ['a file outside', { files: { '../a.js': { size: 1, integrity: `sha384-${'A'.repeat(64)}` } } }],
  ['a module outside', { routes: [{ path: '/x', requests: [], modules: ['/a.js'], styles: [] }] }],
  ['a request to another host', { routes: [{ path: '/x', requests: ['//evil/api/'], modules: [], styles: [] }] }],
  ['a request outside the API', { routes: [{ path: '/x', requests: ['/internal'], modules: [], styles: [] }] }],
  ['a route that is not a path', { routes: [{ path: 'x', requests: [], modules: [], styles: [] }] }],
  ['a weak hash', { integrity: 'md5-abc' }],
])('%s is refused', (_what, change) => {
  expect(Release.safeParse({ ...release, ...change }).success).toBe(false);
});
