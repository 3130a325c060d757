import type { FacettesProduits, Tri } from '@boutique/contracts/produits';
import { queryString } from '@boutique/contracts/uri-template';

/** The filters in the catalogue's URL: the API's parameters, under the API's names. */
export interface CatalogueFilters {
  q?: string | undefined;
  categorie?: string | undefined;
  /** Cents, both bounds included. */
  prixMin?: number | undefined;
  prixMax?: number | undefined;
  enStock?: boolean | undefined;
  tri?: Tri | undefined;
}

export const sorts: readonly Tri[] = ['pertinence', 'nouveaute', 'note', 'prix', '-prix', 'nom'];

/** The filters in a query string, without values that the API would refuse. */
export function readFilters(params: URLSearchParams): CatalogueFilters {
  const cents = (name: string) => {
    const value = params.get(name) ?? '';
    return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  };
  const enStock = params.get('enStock');
  return {
    q: params.get('q') || undefined,
    categorie: params.get('categorie') || undefined,
    prixMin: cents('prixMin'),
    prixMax: cents('prixMax'),
    enStock: enStock === 'true' || enStock === 'false' ? enStock === 'true' : undefined,
    tri: sorts.find((tri) => tri === params.get('tri')),
  };
}

/** The catalogue's address for these filters, from a cursor on. */
export const catalogueHref = (filters: CatalogueFilters, apres?: string): string =>
  `/produits${queryString({ ...filters, apres })}`;

/** The price filter for a band `[min, max)`. */
export const priceFilterOf = ({ min, max }: Pick<FacettesProduits['prix'][number], 'min' | 'max'>) => ({
  prixMin: min > 0 ? min : undefined,
  prixMax: max === null ? undefined : max - 1,
});
