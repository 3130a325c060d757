import type { ApiClient } from '@boutique/contracts/client';
import type { ListProduitsQuery } from '@boutique/contracts/produits';
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery, useShell } from '@boutique/facade';
import { type CatalogueFilters, listQuery } from './catalogue-filters.ts';

/** How many products one answer holds when nothing else is asked for. */
export const PAGE_SIZE = 24;

/** The catalogue, page after page. While new filters load, the answer to the old ones stays (`isPlaceholderData`). */
export function useCatalogue(filters: CatalogueFilters) {
  const { api, locale } = useShell();
  const query = listQuery(filters, locale);
  return useInfiniteQuery({
    queryKey: ['produits', 'catalogue', query],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/produits', { query: { ...query, ...(pageParam && { apres: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // it would fetch every page again, one after the other
    refetchOnWindowFocus: false,
  });
}

type ListQuery = Partial<ListProduitsQuery>;

export const listOptions = (api: ApiClient, query: ListQuery) =>
  queryOptions({
    queryKey: ['produits', 'list', query],
    queryFn: ({ signal }) => api.page('get /api/produits', { query, signal }),
  });

/** One short list of products, in the visitor's language. */
export function useProduits(query: Omit<ListQuery, 'langue'>) {
  const { api, locale } = useShell();
  return useQuery(listOptions(api, { ...query, langue: locale }));
}
