import type { Langue } from '@boutique/contracts/common';
import {
  type FacettesProduits,
  type Produit,
  type ProduitsFilters,
  priceBandBounds,
} from '@boutique/contracts/produits';
import { demoCategories } from '@boutique/demo-data/categories';
import { filterProduits } from './list-produits.ts';

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
