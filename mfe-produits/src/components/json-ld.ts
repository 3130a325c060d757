import type { Produit } from '@boutique/contracts/produits';

/** schema.org as objects for `JsonLd`. Addresses are those of this page's language (`usePublicUrl`). */

const SCHEMA = 'https://schema.org';

type UrlOf = (path: string) => string;

/**
 * https://developers.google.com/search/docs/appearance/structured-data/product
 * @param origin the shop's public scheme and host
 */
export function productLd(produit: Produit, origin: string, urlOf: UrlOf): object {
  const { id, slug, nom, description, categorie, marque, prixCentimes, devise, stock, note, nombreAvis, images } =
    produit;
  return {
    '@context': SCHEMA,
    '@type': 'Product',
    name: nom,
    description,
    sku: id,
    category: categorie.nom,
    brand: { '@type': 'Brand', name: marque },
    ...(images.length > 0 && { image: images.map(({ url }) => origin + url) }),
    offers: {
      '@type': 'Offer',
      url: urlOf(`/produits/${slug}`),
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

interface Collection {
  name: string;
  description: string;
  path: string;
  langue: string;
}

export const collectionLd = ({ name, description, path, langue }: Collection, urlOf: UrlOf): object => ({
  '@context': SCHEMA,
  '@type': 'CollectionPage',
  name,
  description,
  url: urlOf(path),
  inLanguage: langue,
});

/** The way from the home page to the page itself. */
export const breadcrumbLd = (steps: readonly { nom: string; path: string }[], urlOf: UrlOf): object => ({
  '@context': SCHEMA,
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ nom, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: nom,
    item: urlOf(path),
  })),
});
