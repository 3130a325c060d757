import type { Produit } from '@boutique/contracts/produits';

type JsonLd = Record<string, unknown>;

const SCHEMA = 'https://schema.org';

/** Writes `{origine}` for scheme and host, which only the gateway knows. */
const absolute = (path: string): string => `{origine}${path}`;

/** https://developers.google.com/search/docs/appearance/structured-data/product */
export function productLd(produit: Produit, path: string): JsonLd {
  const { id, nom, description, categorie, marque, prixCentimes, devise, stock, note, nombreAvis, images } = produit;
  return {
    '@context': SCHEMA,
    '@type': 'Product',
    name: nom,
    description,
    sku: id,
    category: categorie.nom,
    brand: { '@type': 'Brand', name: marque },
    image: images.map(({ url }) => absolute(url)),
    offers: {
      '@type': 'Offer',
      url: absolute(path),
      price: (prixCentimes / 100).toFixed(2),
      priceCurrency: devise,
      availability: `${SCHEMA}/${stock > 0 ? 'InStock' : 'OutOfStock'}`,
      itemCondition: `${SCHEMA}/NewCondition`,
    },
    ...(note !== null && {
      aggregateRating: {
        '@type': 'AggregateRating',
        ratingValue: note,
        reviewCount: nombreAvis,
        bestRating: 5,
        worstRating: 1,
      },
    }),
  };
}

export const collectionLd = (name: string, description: string, path: string, langue: string): JsonLd => ({
  '@context': SCHEMA,
  '@type': 'CollectionPage',
  name,
  description,
  url: absolute(path),
  inLanguage: langue,
});

/** The breadcrumb from the home page to the page itself. */
export const breadcrumbLd = (steps: readonly { nom: string; chemin: string }[]): JsonLd => ({
  '@context': SCHEMA,
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ nom, chemin }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: nom,
    item: absolute(chemin),
  })),
});
