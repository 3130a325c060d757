import { PRIX_CENTIMES, SLUG } from '@boutique/contracts/field-rules';
import { QUERY_LENGTH } from '@boutique/contracts/limits';
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

/** The filters in a query string. What the API would refuse counts as absent, as for the gateway. */
export function readFilters(params: URLSearchParams): CatalogueFilters {
  const cents = (name: string) => {
    const value = params.get(name) ?? '';
    return /^\d{1,10}$/.test(value) && Number(value) <= PRIX_CENTIMES.max ? Number(value) : undefined;
  };
  const [q, categorie] = [params.get('q') ?? '', params.get('categorie') ?? ''];
  const [prixMin, prixMax] = [cents('prixMin'), cents('prixMax')];
  const enStock = params.get('enStock');
  return {
    q: q.trim().length <= QUERY_LENGTH.q ? q || undefined : undefined,
    categorie: SLUG.fault(categorie) ? undefined : categorie,
    prixMin: prixMin !== undefined && prixMax !== undefined && prixMin > prixMax ? undefined : prixMin,
    prixMax,
    enStock: enStock === 'true' || enStock === 'false' ? enStock === 'true' : undefined,
    tri: sorts.find((tri) => tri === params.get('tri')),
  };
}

/** The cursor in a query string. */
export function readCursor(params: URLSearchParams): string | undefined {
  const apres = params.get('apres') ?? '';
  return apres.length <= QUERY_LENGTH.apres ? apres || undefined : undefined;
}

/** The catalogue's address for these filters, from a cursor on. */
export const catalogueHref = (filters: CatalogueFilters, apres?: string): string =>
  `/produits${queryString({ ...filters, apres })}`;

/** The price filter for a band `[min, max)`. */
export const priceFilterOf = ({ min, max }: Pick<FacettesProduits['prix'][number], 'min' | 'max'>) => ({
  prixMin: min > 0 ? min : undefined,
  prixMax: max === null ? undefined : max - 1,
});
