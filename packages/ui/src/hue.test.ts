// @ts-expect-error: browser code has no types of Node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hueClass, hueOf } from './hue.ts';

test('a hue is always the same for one name, and differs between names', () => {
  expect(hueOf('Admin')).toBe(hueOf('Admin'));
  expect(new Set(['Admin', 'User', 'Camille', 'Noé'].map(hueOf)).size).toBe(4);
  expect(hueClass('Admin')).toBe(hueClass('Admin'));
});

test('the stylesheet has a class near every hue', () => {
  const css = readFileSync(new URL('hue.module.css', import.meta.url), 'utf8');
  const hues = new Map(
    [...String(css).matchAll(/\.(hue\d+) \{\s*--hue: (\d+);/g)].map(([, name, hue]) => [name, Number(hue)]),
  );
  expect(hues.size).toBe(24);
  for (let number = 0; number < 2_000; number += 1) {
    const [name = ''] = hueClass(`produit ${number}`).match(/hue\d+/) ?? [];
    expect(Math.abs((hues.get(name) ?? Number.NaN) - hueOf(`produit ${number}`))).toBeLessThanOrEqual(8);
  }
});
