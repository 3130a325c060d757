import type { ApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import { keepPreviousData, queryOptions, useQuery, useShell } from '@boutique/facade';
import { type CatalogueFilters, facettesQuery } from './catalogue-filters.ts';

const facettesOptions = (api: ApiClient, filters: CatalogueFilters, langue: Langue) => {
  const query = facettesQuery(filters, langue);
  return queryOptions({
    queryKey: ['facettes', query],
    queryFn: ({ signal }) => api.request('get /api/produits/facettes', { query, signal }),
    placeholderData: keepPreviousData,
  });
};

/** Counts beside the choices that a shopper has, for these filters. */
export function useFacettes(filters: CatalogueFilters = {}) {
  const { api, locale } = useShell();
  return useQuery(facettesOptions(api, filters, locale));
}
