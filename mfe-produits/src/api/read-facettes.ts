import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { type CatalogueFilters, facettesQuery } from './catalogue-filters.ts';

/** Counts beside the choices that a shopper has, for these filters; those of the old filters while new ones load. */
export function useFacettes(filters: CatalogueFilters = {}) {
  const { api, locale } = useShell();
  const query = facettesQuery(filters, locale);
  return useQuery({
    queryKey: ['facettes', query],
    queryFn: ({ signal }) => api.request('get /api/produits/facettes', { query, signal }),
    placeholderData: keepPreviousData,
  });
}
