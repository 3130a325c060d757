import type { ListProduitsQuery } from '@boutique/contracts/produits';
import { keepPreviousData, useInfiniteQuery, useQuery, useShell } from '@boutique/facade';
import { apiPages, apiQuery } from '@boutique/facade/api-query';
import type { CatalogueFilters } from './catalogue-filters.ts';

/** How many products one answer holds when nothing else is asked for. */
export const PAGE_SIZE = 24;

/** The catalogue, page after page. While new filters load, the answer to the old ones stays (`isPlaceholderData`). */
export function useCatalogue(filters: CatalogueFilters) {
  const { locale } = useShell();
  return useInfiniteQuery({
    ...apiPages('get /api/produits', { query: { ...filters, langue: locale } }),
    placeholderData: keepPreviousData,
    // it would fetch every page again, one after the other
    refetchOnWindowFocus: false,
  });
}

export const listQuery = (query: Partial<ListProduitsQuery>) => apiQuery('get /api/produits', { query }, 'page');

/** One short list of products, in the visitor's language. */
export function useProduits(query: Omit<Partial<ListProduitsQuery>, 'langue'>) {
  const { locale } = useShell();
  return useQuery(listQuery({ ...query, langue: locale }));
}
