import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { demoImages } from '../src/images.ts';
import { pictureFiles } from '../src/pictures.ts';
import { demoProduits } from '../src/produits.ts';

const imagesFolder = new URL('../images/', import.meta.url);
const read = (fichier: string) => readFile(new URL(fichier, imagesFolder));
const slugs = demoProduits.map(({ slug }) => slug).sort();

describe('product pictures', () => {
  it('exist for every product, without others', async () => {
    expect(Object.keys(demoImages).sort()).toEqual(slugs);
    expect((await readdir(imagesFolder)).sort()).toEqual(pictureFiles.map(({ fichier }) => fichier).sort());
  });

  it.each(slugs)('%s has the files that their hashes promise', async (slug) => {
    const image = demoImages[slug];
    expect(image).toMatchObject({ fichier: `${slug}.webp`, largeur: 800, hauteur: 800 });
    expect(image?.variantes.map(({ fichier, largeur }) => [fichier, largeur])).toEqual(
      [256, 512, 800].map((largeur) => [`${slug}-${largeur}.avif`, largeur]),
    );
    for (const { fichier, sha256 } of image ? [image, ...image.variantes] : []) {
      expect(
        createHash('sha256')
          .update(await read(fichier))
          .digest('hex'),
        fichier,
      ).toBe(sha256);
    }
    for (const { fichier, largeur } of image?.variantes ?? []) {
      const { width, height, hasAlpha } = await sharp(await read(fichier)).metadata();
      expect([width, height, hasAlpha]).toEqual([largeur, largeur, true]);
    }
  });

  it('are all different', () => {
    expect(new Set(pictureFiles.map(({ sha256 }) => sha256)).size).toBe(4 * slugs.length);
  });

  it('weigh 21 kB on a card at most, and less than 3.2 MB together', async () => {
    const sizes = await Promise.all(
      pictureFiles.map(async ({ fichier }) => [fichier, (await read(fichier)).length] as const),
    );
    expect(sizes.filter(([fichier, size]) => /-(?:256|512)\.avif$/.test(fichier) && size > 21_000)).toEqual([]);
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(3_200_000);
  });
});
