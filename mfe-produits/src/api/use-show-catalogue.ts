import { useNavigate } from '@boutique/facade';
import { type CatalogueFilters, catalogueHref } from './catalogue-filters.ts';

/** Shows the catalogue with other filters, without a page load. */
export function useShowCatalogue() {
  const navigate = useNavigate();
  return (filters: CatalogueFilters, options: { preventScrollReset?: boolean } = {}): void =>
    // a choice from before hydration is told in a layout effect, in which the router does not navigate yet
    queueMicrotask(() => void navigate(catalogueHref(filters), options));
}
