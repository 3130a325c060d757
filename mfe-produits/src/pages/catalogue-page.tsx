import { useNavigate, useSearchParams } from '@boutique/facade';
import { Select } from '@boutique/ui/select';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { catalogueHref, readFilters, sorts } from '../api/catalogue-filters.ts';
import { useFacettes } from '../api/read-facettes.ts';
import { ActiveFilters, countFilters } from '../components/active-filters.tsx';
import { Facets } from '../components/facets.tsx';
import { FacetsSkeleton } from '../components/facets-skeleton.tsx';
import { FiltersSheet } from '../components/filters-sheet.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-page.module.css';
import { CatalogueResults } from './catalogue-results.tsx';

export function Component() {
  const { catalogue: texts, products, shop } = useTexts();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filters = readFilters(params);
  const { data: facettes, isError } = useFacettes(filters);
  const categorie = facettes?.categories.find(({ slug }) => slug === filters.categorie)?.nom;
  const heading = categorie ?? texts.title;

  const defaultSort = filters.q ? 'pertinence' : 'nouveaute';
  const sortBy = (value: string) => {
    const tri = sorts.find((sort) => sort === value && sort !== defaultSort);
    void navigate(catalogueHref({ ...filters, tri }), { preventScrollReset: true });
  };
  const facets = facettes ? (
    <Facets filters={filters} facettes={facettes} />
  ) : (
    // without counts there are no choices; the list shows the failure
    !isError && <FacetsSkeleton />
  );

  return (
    <div className={styles.page}>
      <title>{`${filters.q ? texts.quoted(filters.q) : heading} – ${shop}`}</title>
      {/* addresses with filters or sorting show the same products, so search engines get one address */}
      <link rel="canonical" href={catalogueHref({ categorie: filters.categorie })} />
      <header className={styles.header}>
        <h1 className={styles.heading}>{heading}</h1>
        <p role="status" className={styles.count}>
          {facettes && products(facettes.total)}
        </p>
        <div className={styles.tools}>
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
            onChange={sortBy}
          />
        </div>
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
        <ActiveFilters filters={filters} facettes={facettes} />
        <CatalogueResults filters={filters} />
      </section>
    </div>
  );
}
