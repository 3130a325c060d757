import { demoImages } from './images.ts';
import type { DemoFile } from './types.ts';

/** The name of a file in the API, which is its hash. */
export const fichierOf = ({ sha256, fichier }: DemoFile): string =>
  `${sha256}${fichier.slice(fichier.lastIndexOf('.'))}`;

/** The picture of a demo product as the API stores it, without its alternative text; undefined until it is drawn. */
export function pictureOf(slug: string) {
  const image = demoImages[slug];
  return (
    image && {
      fichier: fichierOf(image),
      largeur: image.largeur,
      hauteur: image.hauteur,
      variantes: image.variantes.map((variante) => ({
        fichier: fichierOf(variante),
        type: 'image/avif' as const,
        largeur: variante.largeur,
      })),
    }
  );
}

/** Every file of the demo products' pictures. */
export const pictureFiles: DemoFile[] = Object.values(demoImages).flatMap(({ variantes, ...image }) => [
  image,
  ...variantes,
]);
