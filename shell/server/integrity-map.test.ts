import { createHash } from 'node:crypto';
import { releaseBase } from '@boutique/contracts/release';
import { expect, test } from 'vitest';
import { createIntegrityMaps, withIntegrity } from './integrity-map.ts';
import { releaseOf } from './testing/releases.ts';

const shell = releaseOf({ 'assets/main.js': 'shell', 'assets/main.css': 'css' }, { name: 'shell' });
const produits = releaseOf({
  'remoteEntry.js': 'entry',
  'remoteEntry.js.br': 'br',
  'style.css': 'css',
  'server.cjs': 'server',
});
const panier = releaseOf({ 'remoteEntry.js': 'other' }, { name: 'panier' });

const textOf = (element: string) => /^<script type="importmap">(.*)<\/script>$/s.exec(element)?.[1] ?? '';

test('lists the hash of every script of the shell and of the releases, also under retry URLs, and nothing else', () => {
  const { element } = createIntegrityMaps(shell)([produits, panier]);
  expect(JSON.parse(textOf(element))).toEqual({
    integrity: {
      '/assets/main.js': shell.files['assets/main.js']?.integrity,
      [`${releaseBase(produits)}remoteEntry.js`]: produits.files['remoteEntry.js']?.integrity,
      [`${releaseBase(panier)}remoteEntry.js`]: panier.files['remoteEntry.js']?.integrity,
      [`${releaseBase(produits)}~1/remoteEntry.js`]: produits.files['remoteEntry.js']?.integrity,
      [`${releaseBase(panier)}~1/remoteEntry.js`]: panier.files['remoteEntry.js']?.integrity,
    },
  });
});

test('the source for the policy is the hash of the map’s text', () => {
  const { element, source } = createIntegrityMaps(shell)([produits]);
  expect(source).toBe(`'sha256-${createHash('sha256').update(textOf(element)).digest('base64')}'`);
});

test('the same set of releases gives the same map, another set another, even after many sets', () => {
  const mapOf = createIntegrityMaps(shell);
  const first = mapOf([produits]);
  expect(mapOf([produits])).toBe(first);
  expect(mapOf([produits, panier]).source).not.toBe(first.source);
  for (let patch = 0; patch < 60; patch += 1) mapOf([releaseOf({ 'a.js': 'a' }, { version: `2.0.${patch}` })]);
  expect(mapOf([produits])).toEqual(first);
});

test('a dev server’s release has no files and adds nothing', () => {
  const { element } = createIntegrityMaps(shell)([releaseOf({})]);
  expect(Object.keys(JSON.parse(textOf(element)).integrity)).toEqual(['/assets/main.js']);
});

test('the shell’s script and preloads get the same hashes; other elements stay unchanged', () => {
  const template = [
    '<script type="module" crossorigin src="/assets/main.js"></script>',
    '<link rel="modulepreload" crossorigin href="/assets/main.js" data-langue="fr">',
    '<link rel="stylesheet" crossorigin href="/assets/main.css">',
  ];
  const hash = `integrity="${shell.files['assets/main.js']?.integrity}"`;
  expect(withIntegrity(template.join(''), shell)).toBe(
    [
      `<script type="module" crossorigin ${hash} src="/assets/main.js"></script>`,
      `<link rel="modulepreload" crossorigin ${hash} href="/assets/main.js" data-langue="fr">`,
      template[2],
    ].join(''),
  );
});
