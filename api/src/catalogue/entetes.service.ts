import type { Langue } from '@boutique/contracts/common';
import type { Entete, PlanDuSite } from '@boutique/contracts/entetes';
import type { Produit } from '@boutique/contracts/produits';
import type { Database } from '../platform/db/database.ts';
import { listRecentProduits, newestByCategorie } from './entetes.queries.ts';
import { breadcrumbLd, collectionLd, productLd } from './json-ld.ts';
import { listCategories } from './produits.queries.ts';
import type { ProduitsService } from './produits.service.ts';

const CATALOGUE = '/produits';
const produitPath = (slug: string) => `${CATALOGUE}/${slug}`;
const categoriePath = (slug: string) => `${CATALOGUE}?categorie=${slug}`;

/** https://www.sitemaps.org/protocol.html */
const PLAN_MAX = 50_000;

/** The heads of the catalogue's pages, for search engines. */
export function createEntetesService(db: Database, produits: ProduitsService) {
  return {
    async produit(idOrSlug: string, langue: Langue): Promise<Entete> {
      const produit = await produits.read(idOrSlug, langue);
      const path = produitPath(produit.slug);
      const { slug, nom } = produit.categorie;
      return {
        titre: titled(produit.nom),
        description: shortened(produit.description),
        canonique: path,
        image: imageOf(produit),
        jsonLd: [
          productLd(produit, path),
          breadcrumbLd([
            ...wayToCatalogue(langue),
            { nom, chemin: categoriePath(slug) },
            { nom: produit.nom, chemin: path },
          ]),
        ],
      };
    },

    /** An unknown category shows the whole catalogue, so its `canonique` is the catalogue's. */
    async catalogue(slug: string | undefined, langue: Langue): Promise<Entete> {
      const categories = await listCategories(db, langue);
      const categorie = categories.find((each) => each.slug === slug);
      const best = await produits.list({ limite: 1, tri: 'note', categorie: categorie?.slug }, langue);
      const nom = categorie?.nom ?? texts[langue].catalogue;
      const path = categorie ? categoriePath(categorie.slug) : CATALOGUE;
      const description = shortened(
        categorie
          ? texts[langue].descriptionCategorie(categorie.nom)
          : texts[langue].descriptionCatalogue(categories.map((each) => each.nom.toLocaleLowerCase(langue))),
      );
      return {
        titre: titled(nom),
        description,
        canonique: path,
        image: imageOf(best.entries[0]),
        jsonLd: [
          collectionLd(nom, description, path, langue),
          breadcrumbLd([...wayToCatalogue(langue), ...(categorie ? [{ nom, chemin: path }] : [])]),
        ],
      };
    },

    /** Home, catalogue, categories with products, then products, the last changed first. */
    async planDuSite(): Promise<PlanDuSite> {
      const categories = await newestByCategorie(db);
      const recent = await listRecentProduits(db, PLAN_MAX - 2 - categories.length);
      const newest = (recent[0]?.modifieLe ?? new Date()).toISOString();
      return [
        { chemin: '/', modifieLe: newest },
        { chemin: CATALOGUE, modifieLe: newest },
        ...categories.map(({ slug, modifieLe }) => ({
          chemin: categoriePath(slug),
          modifieLe: modifieLe.toISOString(),
        })),
        ...recent.map(({ slug, modifieLe }) => ({ chemin: produitPath(slug), modifieLe: modifieLe.toISOString() })),
      ];
    },
  };
}

const wayToCatalogue = (langue: Langue) => [
  { nom: texts[langue].accueil, chemin: '/' },
  { nom: texts[langue].catalogue, chemin: CATALOGUE },
];

const imageOf = (produit: Produit | undefined): string | null => produit?.images[0]?.url ?? null;

const BOUTIQUE = 'Ma Boutique Répartie';

interface Texts {
  accueil: string;
  catalogue: string;
  descriptionCatalogue: (categories: readonly string[]) => string;
  descriptionCategorie: (nom: string) => string;
}

/** The texts of heads. */
const texts: Record<Langue, Texts> = {
  fr: {
    accueil: 'Accueil',
    catalogue: 'Catalogue',
    descriptionCatalogue: (categories) =>
      `Tout le catalogue : ${categories.join(', ')}. Prix, disponibilité et avis d’acheteurs.`,
    descriptionCategorie: (nom) =>
      `${nom} : comparez les modèles, leurs prix, leur disponibilité et les avis de ceux qui les ont achetés.`,
  },
  en: {
    accueil: 'Home',
    catalogue: 'Catalogue',
    descriptionCatalogue: (categories) =>
      `The whole catalogue: ${categories.join(', ')}. Prices, availability and buyers’ reviews.`,
    descriptionCategorie: (nom) =>
      `${nom}: compare the models, their prices, their availability and the reviews of those who bought them.`,
  },
};

/** The title of a page of the shop. */
const titled = (page: string): string => `${page} – ${BOUTIQUE}`;

/** Search engines show about this number of characters of a description. */
const LONGEST_DESCRIPTION = 160;

/** The beginning of a text, on one line, cut between two words. */
export function shortened(text: string): string {
  const line = text.replace(/[ \t\r\n]+/g, ' ').trim();
  if (line.length <= LONGEST_DESCRIPTION) return line;
  const cut = line.slice(0, LONGEST_DESCRIPTION);
  const end = cut.lastIndexOf(' ');
  // a single long word is cut, but not within a character of two units
  const beginning = end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning.replace(/[\s,;:.–-]+$/, '')}…`;
}
