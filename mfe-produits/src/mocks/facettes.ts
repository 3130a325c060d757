import type { Langue } from '@boutique/contracts/common';
import {
  type FacettesProduits,
  type Produit,
  type ProduitsFilters,
  priceBandBounds,
  type Vignette,
} from '@boutique/contracts/produits';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { demoCategories } from '@boutique/demo-data/categories';
import { filterProduits } from './list-produits.ts';

/** The narrowest file of the dearest product's picture. */
function vignetteOf(categorie: string, produits: readonly Produit[]): Vignette | null {
  const [dearest] = produits
    .filter((produit) => produit.categorie.slug === categorie && produit.images.length > 0)
    .sort((a, b) => b.prixCentimes - a.prixCentimes);
  const image = dearest?.images[0];
  if (!image) return null;
  const { url, largeur } = image.variantes[0] ?? image;
  return { url, largeur, hauteur: Math.round((image.hauteur * largeur) / image.largeur) };
}

/** The search without one of its words that finds most. */
function propose(q: string, count: (q: string) => number): FacettesProduits['proposition'] {
  const words = q.split(/\s+/);
  const shorter = words.map((_word, index) => words.filter((_other, other) => other !== index).join(' '));
  const [best] = shorter
    .filter(Boolean)
    .map((search) => ({ q: search, nombre: count(search) }))
    .filter(({ nombre }) => nombre > 0)
    .sort((a, b) => b.nombre - a.nombre);
  return best ?? null;
}

/** The counts for each choice, as `GET /api/produits/facettes` returns them. */
export function readFacettes(
  { langue: _, ...filters }: ProduitsFilters,
  langue: Langue,
  produits: readonly Produit[],
  synonymes: readonly Synonyme[],
): FacettesProduits {
  const { categorie: _categorie, ...anyCategorie } = filters;
  const { prixMin: _min, prixMax: _max, ...anyPrix } = filters;
  const { enStock: _enStock, ...anyStock } = filters;
  const count = (narrowed: typeof filters) => filterProduits(narrowed, produits, synonymes).length;
  return {
    total: count(filters),
    categories: demoCategories.map(({ slug, nom }) => ({
      slug,
      nom: nom[langue],
      nombre: count({ ...anyCategorie, categorie: slug }),
      vignette: vignetteOf(slug, produits),
    })),
    prix: priceBandBounds.map((min, band) => {
      const max = priceBandBounds[band + 1] ?? null;
      return { min, max, nombre: count({ ...anyPrix, prixMin: min, ...(max && { prixMax: max - 1 }) }) };
    }),
    disponibilite: {
      enStock: count({ ...anyStock, enStock: true }),
      rupture: count({ ...anyStock, enStock: false }),
    },
    proposition: filters.q && count(filters) === 0 ? propose(filters.q, (q) => count({ ...filters, q })) : null,
  };
}
