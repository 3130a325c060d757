import type { CatalogueFilters } from '../api/catalogue-filters.ts';

/** The filters that a form keeps when it is sent without scripts. */
export const HiddenFilters = ({ filters }: { filters: CatalogueFilters }) =>
  Object.entries(filters).map(
    ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={String(value)} />,
  );
