import type { ProduitEdition } from '@boutique/contracts/administration';
import { centimesOf, priceText } from './price-text.ts';

/** A product as it is being typed: what the API takes, but for the price, which is text until it is sent. */
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

/** The fields that staff writes, in the order of the form. */
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

/** What the API answered, ready to be edited. */
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

/** The draft as the API takes it. The price has been checked before. */
export function editionOf({ prix, ...draft }: Draft): ProduitEdition {
  return { ...draft, prixCentimes: centimesOf(prix) ?? 0 };
}

/** Whether two drafts hold the same in a field. */
export const sameField = (a: Draft, b: Draft, field: DraftField): boolean =>
  JSON.stringify(a[field]) === JSON.stringify(b[field]);

/** The paths of fields that are empty or wrong, in the order of the form: `nom.en`, `images.0.alt.fr`. */
export function faultsIn(draft: Draft): string[] {
  const blank = (texts: Record<string, string>) =>
    ['fr', 'en'].filter((langue) => !texts[langue]?.trim()).map((langue) => `.${langue}`);
  return [
    ...blank(draft.nom).map((path) => `nom${path}`),
    ...(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(draft.slug) ? [] : ['slug']),
    ...blank(draft.description).map((path) => `description${path}`),
    ...(draft.categorie ? [] : ['categorie']),
    ...(draft.marque.trim() ? [] : ['marque']),
    ...(centimesOf(draft.prix) === null ? ['prix'] : []),
    ...draft.caracteristiques.flatMap(({ nom, valeur }, index) => [
      ...blank(nom).map((path) => `caracteristiques.${index}.nom${path}`),
      ...blank(valeur).map((path) => `caracteristiques.${index}.valeur${path}`),
    ]),
    ...draft.images.flatMap(({ alt }, index) => blank(alt).map((path) => `images.${index}.alt${path}`)),
  ];
}

/** An address made from a name: `Écran 27″ — Blanc` -> `ecran-27-blanc`. */
export function slugOf(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
}
