import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { facesOf, subset } from './subset.ts';

const css = await readFile(new URL('../src/base.css', import.meta.url), 'utf8');
const faces = facesOf(css);
const charactersOf = (name: string) => new Set(faces.find((face) => face.name === name)?.codePoints);

test.each(faces)('$name is what base.css declares', async (face) => {
  const file = await readFile(new URL(face.name, import.meta.url));
  expect(file.equals(await subset(face)), 'run `npm run fonts -w @boutique/ui`').toBe(true);
});

test('French and English texts need one file, of 25 kB at most', async () => {
  const name = 'inter-latin-wght.woff2';
  const french = 'àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ';
  const signs = '\u00a0\u202f\u2009«»‹›“”‘’–—…·•×−≥≤≈→€%°²™©″';
  const missing = [...french, ...signs].filter((sign) => !charactersOf(name).has(sign.codePointAt(0) as number));
  expect(missing).toEqual([]);
  expect((await readFile(new URL(name, import.meta.url))).length).toBeLessThan(25_000);
});

test('no character is in both files', () => {
  const [first, second] = faces.map(({ name }) => charactersOf(name));
  expect(second?.size).toBeGreaterThan(500);
  expect([...(first ?? [])].filter((codePoint) => second?.has(codePoint))).toEqual([]);
});
