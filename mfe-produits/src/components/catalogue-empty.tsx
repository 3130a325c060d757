import type { FacettesProduits } from '@boutique/contracts/produits';
import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { type CatalogueFilters, catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import { countFilters } from './active-filters.tsx';

interface Props {
  filters: CatalogueFilters;
  /** The nearest search that finds products, under the same filters. */
  proposition: FacettesProduits['proposition'];
}

/** Shown when no product matches: names the search, and offers the nearest one that finds some, or ways to widen it. */
export function CatalogueEmpty({ filters, proposition }: Props) {
  const { catalogue: texts } = useTexts();
  const { q, tri } = filters;
  const filtered = countFilters(filters) > 0;
  return (
    <StatePanel
      tone="vide"
      title={q ? texts.emptySearch(q) : texts.empty}
      actions={
        <>
          {proposition && (
            <Link to={catalogueHref({ ...filters, q: proposition.q })} className={buttonClass()}>
              {texts.tryInstead(proposition.q, proposition.nombre)}
            </Link>
          )}
          {filtered && (
            <Link
              to={catalogueHref({ q, tri })}
              className={buttonClass({ variant: proposition ? 'secondary' : 'primary' })}
            >
              {texts.clearFilters}
            </Link>
          )}
          {q && (
            <Link
              to={catalogueHref({ ...filters, q: undefined })}
              className={buttonClass({ variant: filtered || proposition ? 'secondary' : 'primary' })}
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
