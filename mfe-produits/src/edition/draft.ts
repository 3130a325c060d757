import type { ProduitEdition } from '@boutique/contracts/administration';
import {
  type Fault,
  PRIX_CENTIMES,
  PRODUIT,
  REQUIRED,
  SLUG,
  STOCK,
  type TextRule,
} from '@boutique/contracts/field-rules';
import { centimesOf, priceText } from './price-text.ts';

/** A product in the form: the API's input, except for the price, which is text until it is sent. */
export interface Draft extends Omit<ProduitEdition, 'prixCentimes'> {
  prix: string;
}

const both = { fr: '', en: '' };

export const emptyDraft: Draft = {
  slug: '',
  nom: both,
  description: both,
  categorie: '',
  marque: '',
  prix: '',
  images: [],
  caracteristiques: [],
  actif: true,
};

/** The fields of the form, in its order. */
export const draftFields = [
  'nom',
  'slug',
  'description',
  'categorie',
  'marque',
  'prix',
  'caracteristiques',
  'images',
  'actif',
] as const satisfies (keyof Draft)[];
export type DraftField = (typeof draftFields)[number];

/** The draft of an API answer. */
export function draftOf(produit: ProduitEdition, locale: string): Draft {
  const { slug, nom, description, categorie, marque, images, caracteristiques, actif } = produit;
  return {
    slug,
    nom,
    description,
    categorie,
    marque,
    prix: priceText(produit.prixCentimes, locale),
    images,
    caracteristiques,
    actif,
  };
}

/** The draft as the API's input. The price must have been checked before. */
export function editionOf({ prix, ...draft }: Draft): ProduitEdition {
  return { ...draft, prixCentimes: centimesOf(prix) ?? 0 };
}

/** Whether two drafts agree in a field. */
export const sameField = (a: Draft, b: Draft, field: DraftField): boolean =>
  JSON.stringify(a[field]) === JSON.stringify(b[field]);

type Rule = { fault: (typed: string) => Fault | 'prix' | 'stock' | undefined };

const PRIX: Rule = {
  fault(typed) {
    const centimes = centimesOf(typed);
    return centimes !== null && centimes >= PRIX_CENTIMES.min && centimes <= PRIX_CENTIMES.max ? undefined : 'prix';
  },
};
const FIRST_STOCK: Rule = {
  fault: (typed) => (/^\d{1,7}$/.test(typed) && Number(typed) <= STOCK.max ? undefined : 'stock'),
};

/** The rule of each field by its path, `nom.en` or `images.0.alt.fr`. */
export function rulesOf({ caracteristiques, images }: Draft): Record<string, Rule> {
  const both = (path: string, rule: TextRule) => ({ [`${path}.fr`]: rule, [`${path}.en`]: rule });
  return Object.assign(
    {
      ...both('nom', PRODUIT.nom),
      ...both('description', PRODUIT.description),
      categorie: REQUIRED,
      marque: PRODUIT.marque,
      prixCentimes: PRIX,
      stock: FIRST_STOCK,
      slug: SLUG,
    },
    ...images.map((_, index) => both(`images.${index}.alt`, PRODUIT.alt)),
    ...caracteristiques.flatMap((_, index) => [
      both(`caracteristiques.${index}.nom`, PRODUIT.caracteristique),
      both(`caracteristiques.${index}.valeur`, PRODUIT.valeur),
    ]),
  );
}

/** An address made from a name: `Écran 27″ — Blanc` -> `ecran-27-blanc`. */
export function slugOf(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, SLUG.max)
    .replace(/-+$/, '');
}
