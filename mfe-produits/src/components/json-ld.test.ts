import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { expect, test } from 'vitest';
import { breadcrumbLd, collectionLd, productLd } from './json-ld.ts';

const ORIGIN = 'https://boutique.example';
const urlOf = (path: string) => ORIGIN + path;
const [demo] = demoProduits;
if (!demo) throw new Error('demoProduits is empty: nothing to describe');
const produit = {
  ...toProduit(demo, 'fr'),
  nom: '{origine}/clavier',
  slug: 'clavier',
  description: 'Un clavier.\nEt demi.',
  categorie: { slug: 'claviers', nom: 'Claviers' },
  marque: 'Dactyle',
  prixCentimes: 12_905,
  stock: 3,
  note: 4.5,
  nombreAvis: 2,
};
const [image] = produit.images;
if (!image) throw new Error('the first of demoProduits has no picture');

test('a product has its texts as they are, its offer, its rating, and absolute addresses', () => {
  expect(productLd(produit, ORIGIN, urlOf)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: '{origine}/clavier',
    description: 'Un clavier.\nEt demi.',
    sku: produit.id,
    category: 'Claviers',
    brand: { '@type': 'Brand', name: 'Dactyle' },
    image: produit.images.map(({ url }) => ORIGIN + url),
    offers: {
      '@type': 'Offer',
      url: 'https://boutique.example/produits/clavier',
      price: '129.05',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
      itemCondition: 'https://schema.org/NewCondition',
    },
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: 4.5,
      reviewCount: 2,
      bestRating: 5,
      worstRating: 1,
    },
  });
});

test('a sold-out product is marked; a rating and pictures that it does not have are left out', () => {
  const bare = productLd({ ...produit, stock: 0, note: null, nombreAvis: 0, images: [] }, ORIGIN, urlOf);
  expect(bare).toMatchObject({ offers: { availability: 'https://schema.org/OutOfStock' } });
  expect(bare).not.toHaveProperty('aggregateRating');
  expect(bare).not.toHaveProperty('image');
});

test('a collection and a breadcrumb have absolute addresses', () => {
  const collection = { name: 'Claviers', description: 'Tous', path: '/produits?categorie=claviers', langue: 'fr' };
  expect(collectionLd(collection, urlOf)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'CollectionPage',
    name: 'Claviers',
    description: 'Tous',
    url: 'https://boutique.example/produits?categorie=claviers',
    inLanguage: 'fr',
  });
  const steps = [
    { nom: 'Accueil', path: '/' },
    { nom: 'Catalogue', path: '/produits' },
  ];
  expect(breadcrumbLd(steps, urlOf)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: [
      { '@type': 'ListItem', position: 1, name: 'Accueil', item: 'https://boutique.example/' },
      { '@type': 'ListItem', position: 2, name: 'Catalogue', item: 'https://boutique.example/produits' },
    ],
  });
});
