import type { Langue } from '@boutique/contracts/common';

const BOUTIQUE = 'Ma Boutique Répartie';

interface Texts {
  accueil: string;
  catalogue: string;
  descriptionCatalogue: (categories: readonly string[]) => string;
  descriptionCategorie: (nom: string) => string;
}

/** What heads say beyond the shop's own data. */
export const texts: Record<Langue, Texts> = {
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
export const titled = (page: string): string => `${page} – ${BOUTIQUE}`;

/** Search engines show about so many characters of a description. */
const LONGEST_DESCRIPTION = 160;

/** The beginning of a text, on one line, cut between two words. */
export function shortened(text: string): string {
  const line = text.replace(/[ \t\r\n]+/g, ' ').trim();
  if (line.length <= LONGEST_DESCRIPTION) return line;
  const cut = line.slice(0, LONGEST_DESCRIPTION);
  const end = cut.lastIndexOf(' ');
  // one endless word: cut in it, and not through the middle of a character of two units
  const beginning = end > 0 ? cut.slice(0, end) : cut.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning.replace(/[\s,;:.–-]+$/, '')}…`;
}
