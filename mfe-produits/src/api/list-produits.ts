import type { ListProduitsQuery } from '@boutique/contracts/produits';
import { keepPreviousData, useInfiniteQuery, useQuery, useShell } from '@boutique/facade';
import { apiPages, apiQuery } from '@boutique/facade/api-query';
import type { CatalogueFilters } from './catalogue-filters.ts';

/** The number of products in one answer, unless the request says otherwise. */
export const PAGE_SIZE = 24;

/**
 * The catalogue, page by page, from a cursor on. While new filters load, the answer to the old ones stays
 * (`isPlaceholderData`).
 */
export function useCatalogue(filters: CatalogueFilters, apres: string | undefined) {
  const { locale } = useShell();
  return useInfiniteQuery({
    ...apiPages('get /api/produits', { query: { ...filters, apres, langue: locale } }),
    placeholderData: keepPreviousData,
    // refetching would load every page again, one after another
    refetchOnWindowFocus: false,
  });
}

export const listQuery = (query: Partial<ListProduitsQuery>) => apiQuery('get /api/produits', { query }, 'page');

/** One short list of products, in the page's language. */
export function useProduits(query: Omit<Partial<ListProduitsQuery>, 'langue'>) {
  const { locale } = useShell();
  return useQuery(listQuery({ ...query, langue: locale }));
}
