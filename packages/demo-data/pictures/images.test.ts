import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { demoImages } from '../src/images.ts';
import { demoProduits } from '../src/produits.ts';

const imagesFolder = new URL('../images/', import.meta.url);
const slugs = demoProduits.map(({ slug }) => slug).sort();

describe('product pictures', () => {
  it('exist for every product, without others', async () => {
    expect(Object.keys(demoImages).sort()).toEqual(slugs);
    expect((await readdir(imagesFolder)).sort()).toEqual(slugs.map((slug) => `${slug}.webp`).sort());
  });

  it.each(slugs)('%s is the file that its hash promises', async (slug) => {
    const image = demoImages[slug];
    expect(image).toMatchObject({ fichier: `${slug}.webp`, largeur: 800, hauteur: 800 });
    const file = await readFile(new URL(`${slug}.webp`, imagesFolder));
    expect(createHash('sha256').update(file).digest('hex')).toBe(image?.sha256);
  });

  it('are all different', () => {
    const hashes = Object.values(demoImages).map(({ sha256 }) => sha256);
    expect(new Set(hashes).size).toBe(slugs.length);
  });

  it('weigh less than 1.2 MB together', async () => {
    const files = await Promise.all(slugs.map((slug) => readFile(new URL(`${slug}.webp`, imagesFolder))));
    expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThan(1_200_000);
  });
});
