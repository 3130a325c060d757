import type { Langue } from '@boutique/contracts/common';
import { toldStock } from '@boutique/contracts/limits';
import type { Produit } from '@boutique/contracts/produits';
import { demoCategories } from './categories.ts';
import { pictureOf } from './pictures.ts';
import type { DemoProduit } from './types.ts';

/** A demo product as the API answers it in one language; `images` is empty until its picture is drawn. */
export function toProduit({ alt, picture, ...demo }: DemoProduit, langue: Langue): Produit {
  const categorie = demoCategories.find(({ slug }) => slug === demo.categorie);
  if (!categorie) throw new Error(`${demo.slug}: add the category "${demo.categorie}" to demoCategories`);
  const image = pictureOf(demo.slug);
  return {
    ...demo,
    nom: demo.nom[langue],
    description: demo.description[langue],
    categorie: { slug: categorie.slug, nom: categorie.nom[langue] },
    devise: 'EUR',
    stock: toldStock(demo.stock),
    images: image
      ? [
          {
            url: `/api/images/${image.fichier}`,
            largeur: image.largeur,
            hauteur: image.hauteur,
            alt: alt[langue],
            variantes: image.variantes.map(({ fichier, ...variante }) => ({
              url: `/api/images/${fichier}`,
              ...variante,
            })),
          },
        ]
      : [],
    caracteristiques: demo.caracteristiques.map(({ nom, valeur }) => ({ nom: nom[langue], valeur: valeur[langue] })),
    modifieLe: demo.creeLe,
  };
}
