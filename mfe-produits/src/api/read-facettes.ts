import { keepPreviousData, useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import type { CatalogueFilters } from './catalogue-filters.ts';

/**
 * Counts beside the choices that a shopper has, for these filters; those of the old filters while new ones load.
 * They do not depend on the order of the list.
 */
export function useFacettes({ tri, ...filters }: CatalogueFilters = {}) {
  const { locale } = useShell();
  return useQuery({
    ...apiQuery('get /api/produits/facettes', { query: { ...filters, langue: locale } }),
    placeholderData: keepPreviousData,
  });
}
