import type { ImageEditee, ProduitEdite } from '@boutique/contracts/administration';
import type { Avis } from '@boutique/contracts/avis';
import type { Langue } from '@boutique/contracts/common';
import { toldStock } from '@boutique/contracts/limits';
import type { Produit } from '@boutique/contracts/produits';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { demoAvis } from '@boutique/demo-data/avis';
import { demoCategories } from '@boutique/demo-data/categories';
import { pictureOf } from '@boutique/demo-data/pictures';
import { demoProduits } from '@boutique/demo-data/produits';
import type { DemoProduit } from '@boutique/demo-data/types';
import { demoSynonymes } from './synonymes.ts';

/** A product as the simulated API keeps it. */
export interface Fiche {
  produit: ProduitEdite;
  version: number;
  /** The newest last. Only reviews written in the mocks have an `auteurId`. */
  avis: (Avis & { auteurId?: string })[];
  /** Those that the product had before. */
  anciensSlugs: string[];
}

export interface Catalogue {
  fiches: Map<string, Fiche>;
  find(idOrSlug: string): Fiche | undefined;
  /** The products on sale, in one language; the same array until a change. */
  onSale(langue: Langue): Produit[];
  /** Call it after each change of a `Fiche`. */
  changed(): void;
  /** The oldest first. */
  synonymes: Synonyme[];
  /** Uploaded pictures, by the hash in their name. */
  pictures: Map<string, Blob>;
}

/** The demo data as editable products. */
export function createCatalogue(): Catalogue {
  const fiches = new Map(demoProduits.map((demo) => [demo.id, ficheOf(demo)]));
  const lists = new Map<Langue, Produit[]>();
  return {
    fiches,
    find(idOrSlug) {
      const all = [...fiches.values()];
      return (
        fiches.get(idOrSlug) ??
        all.find(({ produit }) => produit.slug === idOrSlug) ??
        all.find(({ anciensSlugs }) => anciensSlugs.includes(idOrSlug))
      );
    },
    onSale(langue) {
      const known = lists.get(langue);
      if (known) return known;
      const list = [...fiches.values()].filter(({ produit }) => produit.actif).map((fiche) => toShopper(fiche, langue));
      lists.set(langue, list);
      return list;
    },
    changed: () => lists.clear(),
    synonymes: demoSynonymes(),
    pictures: new Map(),
  };
}

function ficheOf(demo: DemoProduit): Fiche {
  const { id, slug, nom, description, categorie, marque, prixCentimes, caracteristiques, stock, creeLe, alt } = demo;
  const picture = pictureOf(slug);
  const images = picture ? [{ ...picture, alt }] : [];
  const texts = { nom, description, categorie, marque, prixCentimes, caracteristiques };
  return {
    produit: { id, slug, ...texts, images, actif: true, stock, creeLe, modifieLe: creeLe },
    version: 1,
    avis: demoAvis.filter(({ produitId }) => produitId === id).map(({ produitId, ...avis }) => avis),
    anciensSlugs: [],
  };
}

/** A product as shoppers see it. */
export function toShopper({ produit, avis }: Fiche, langue: Langue): Produit {
  const { actif: _, nom, description, categorie, caracteristiques, images, ...rest } = produit;
  const mean = avis.reduce((sum, { note }) => sum + note, 0) / avis.length;
  return {
    ...rest,
    nom: nom[langue],
    description: description[langue],
    categorie: { slug: categorie, nom: nameOf(categorie, langue) },
    devise: 'EUR',
    stock: toldStock(rest.stock),
    note: avis.length > 0 ? Math.round(mean * 10) / 10 : null,
    nombreAvis: avis.length,
    images: images.map((image) => toImage(image, langue)),
    caracteristiques: caracteristiques.map((line) => ({ nom: line.nom[langue], valeur: line.valeur[langue] })),
  };
}

export const nameOf = (categorie: string, langue: Langue): string =>
  demoCategories.find(({ slug }) => slug === categorie)?.nom[langue] ?? categorie;

export const toImage = ({ fichier, alt, variantes, ...size }: ImageEditee, langue: Langue) => ({
  ...size,
  url: `/api/images/${fichier}`,
  alt: alt[langue],
  variantes: variantes.map(({ fichier: file, ...variante }) => ({ ...variante, url: `/api/images/${file}` })),
});
