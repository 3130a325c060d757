import { useHref } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { Select } from '@boutique/ui/select';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { type CatalogueFilters, sorts } from '../api/catalogue-filters.ts';
import { useShowCatalogue } from '../api/use-show-catalogue.ts';
import { useTexts } from '../texts/use-texts.ts';
import { HiddenFilters } from './hidden-filters.tsx';
import styles from './sort-select.module.css';

/** The order of the catalogue. Until scripts sort at once, a button in place of the arrow sends the choice. */
export function SortSelect({ filters }: { filters: CatalogueFilters }) {
  const { catalogue: texts } = useTexts();
  const show = useShowCatalogue();
  const hydrated = useHydrated();
  const defaultSort = filters.q ? 'pertinence' : 'nouveaute';
  const sortBy = (value: string) => {
    const tri = sorts.find((sort) => sort === value && sort !== defaultSort);
    show({ ...filters, tri }, { preventScrollReset: true });
  };
  return (
    // off: after going back, a browser would restore a choice that is not the address's
    <form action={useHref('/produits')} autoComplete="off" className={styles.form}>
      <HiddenFilters filters={{ ...filters, tri: undefined }} />
      <Select
        name="tri"
        label={texts.sort}
        value={filters.tri ?? defaultSort}
        options={sorts
          .filter((tri) => filters.q || tri !== 'pertinence')
          .map((tri) => ({ value: tri, label: texts.sorts[tri] }))}
        onChange={sortBy}
      />
      {!hydrated && (
        <button type="submit" className={styles.send} aria-label={texts.sortNow} title={texts.sortNow}>
          <Icon name="check" size={16} />
        </button>
      )}
    </form>
  );
}
