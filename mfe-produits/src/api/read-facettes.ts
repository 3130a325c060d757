import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import type { CatalogueFilters } from './catalogue-filters.ts';

/**
 * Counts for the shopper's further choices under these filters. While new filters load, the counts of the old ones stay.
 * The sorting does not change them.
 */
export function useFacettes({ tri, ...filters }: CatalogueFilters = {}) {
  const { locale } = useShell();
  return useQuery({
    ...apiQuery('get /api/produits/facettes', { query: { ...filters, langue: locale } }),
    placeholderData: keepPreviousData,
  });
}
