import type { ProduitsFilters } from '@boutique/contracts/produits';
import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import type { CatalogueFilters } from './catalogue-filters.ts';

export const facettesQuery = (query: ProduitsFilters) => apiQuery('get /api/produits/facettes', { query });

/**
 * Counts for the shopper's further choices under these filters. While new filters load, the counts of the old ones stay.
 * The sorting does not change them.
 */
export function useFacettes({ tri, ...filters }: CatalogueFilters = {}) {
  const { locale } = useShell();
  return useQuery({
    ...facettesQuery({ ...filters, langue: locale }),
    placeholderData: keepPreviousData,
  });
}
