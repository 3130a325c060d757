import { useSearchParams } from '@boutique/facade';
import { Select } from '@boutique/ui/select';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { type CatalogueFilters, readFilters, sorts } from '../api/catalogue-filters.ts';
import { useFacettes } from '../api/read-facettes.ts';
import { ActiveFilters, countFilters } from '../components/active-filters.tsx';
import { CatalogueSearch } from '../components/catalogue-search.tsx';
import { Facets } from '../components/facets.tsx';
import { FacetsSkeleton } from '../components/facets-skeleton.tsx';
import { FiltersSheet } from '../components/filters-sheet.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-page.module.css';
import { CatalogueResults } from './catalogue-results.tsx';

export function Component() {
  const { catalogue: texts, products, shop } = useTexts();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const { data: facettes, isError } = useFacettes(filters);
  const categorie = facettes?.categories.find(({ slug }) => slug === filters.categorie)?.nom;
  const heading = categorie ?? texts.title;

  const defaultSort = filters.q ? 'pertinence' : 'nouveaute';
  const setParam = (name: keyof CatalogueFilters, value: string, replace: boolean) =>
    setParams(
      (current) => {
        if (value) current.set(name, value);
        else current.delete(name);
        current.delete('pages');
        return current;
      },
      { replace, preventScrollReset: true },
    );
  const facets = facettes ? (
    <Facets filters={filters} facettes={facettes} />
  ) : (
    // without counts there is nothing to choose from; the list says what went wrong
    !isError && <FacetsSkeleton />
  );

  return (
    <div className={styles.page}>
      <title>{`${filters.q ? texts.quoted(filters.q) : heading} – ${shop}`}</title>
      <header className={styles.header}>
        <h1 className={styles.heading}>{heading}</h1>
        <CatalogueSearch q={filters.q ?? ''} onSearch={(q) => setParam('q', q, true)} />
      </header>
      <aside className={styles.sidebar} aria-label={texts.filters}>
        <h2>
          <VisuallyHidden>{texts.filters}</VisuallyHidden>
        </h2>
        {facets}
      </aside>
      <section className={styles.results} aria-labelledby="results">
        <h2 id="results">
          <VisuallyHidden>{texts.results}</VisuallyHidden>
        </h2>
        <div className={styles.toolbar}>
          <p role="status" className={styles.count}>
            {facettes && products(facettes.total)}
          </p>
          <div className={styles.sheet}>
            <FiltersSheet active={countFilters(filters)} total={facettes?.total ?? 0}>
              {facets}
            </FiltersSheet>
          </div>
          <Select
            label={texts.sort}
            value={filters.tri ?? defaultSort}
            options={sorts
              .filter((tri) => filters.q || tri !== 'pertinence')
              .map((tri) => ({ value: tri, label: texts.sorts[tri] }))}
            onChange={(tri) => setParam('tri', tri === defaultSort ? '' : tri, false)}
          />
        </div>
        <ActiveFilters filters={filters} facettes={facettes} />
        <CatalogueResults filters={filters} />
      </section>
    </div>
  );
}
