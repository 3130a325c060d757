import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { type CatalogueFilters, catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { countFilters } from './active-filters.tsx';

/** Shown when no product matches: names the search, and offers ways to widen it. */
export function CatalogueEmpty({ filters }: { filters: CatalogueFilters }) {
  const { catalogue: texts } = useTexts();
  const { q, tri } = filters;
  const filtered = countFilters(filters) > 0;
  return (
    <StatePanel
      tone="vide"
      title={q ? texts.emptySearch(q) : texts.empty}
      actions={
        <>
          {filtered && (
            <Link to={catalogueHref({ q, tri })} className={buttonClass()}>
              {texts.clearFilters}
            </Link>
          )}
          {q && (
            <Link
              to={catalogueHref({ ...filters, q: undefined })}
              className={buttonClass({ variant: filtered ? 'secondary' : 'primary' })}
            >
              {texts.clearSearch}
            </Link>
          )}
        </>
      }
    >
      {texts.emptyHint}
    </StatePanel>
  );
}
