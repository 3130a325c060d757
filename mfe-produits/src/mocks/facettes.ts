import type { Langue } from '@boutique/contracts/common';
import {
  type FacettesProduits,
  type Produit,
  type ProduitsFilters,
  priceBandBounds,
  type Vignette,
} from '@boutique/contracts/produits';
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

/** The counts for each choice, as `GET /api/produits/facettes` returns them. */
export function readFacettes(
  { langue: _, ...filters }: ProduitsFilters,
  langue: Langue,
  produits: readonly Produit[],
): FacettesProduits {
  const { categorie: _categorie, ...anyCategorie } = filters;
  const { prixMin: _min, prixMax: _max, ...anyPrix } = filters;
  const { enStock: _enStock, ...anyStock } = filters;
  const count = (narrowed: typeof filters) => filterProduits(narrowed, produits).length;
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
  };
}
