import { useNavigate } from '@boutique/facade';
import { type CatalogueFilters, catalogueHref } from './catalogue-filters.ts';

/** Shows the catalogue with other filters, without a page load. */
export function useShowCatalogue() {
  const navigate = useNavigate();
  return (filters: CatalogueFilters, options: { preventScrollReset?: boolean } = {}): void =>
    void navigate(catalogueHref(filters), options);
}
