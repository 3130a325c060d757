import { usePublicUrl, useSearchParams, useShell } from '@boutique/facade';
import { JsonLd } from '@boutique/ui/json-ld';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { catalogueHref, readCursor, readFilters } from '../api/catalogue-filters.ts';
import { useCatalogue } from '../api/list-produits.ts';
import { useFacettes } from '../api/read-facettes.ts';
import { ActiveFilters, countFilters } from '../components/active-filters.tsx';
import { Facets } from '../components/facets.tsx';
import { FacetsSkeleton } from '../components/facets-skeleton.tsx';
import { FiltersSheet } from '../components/filters-sheet.tsx';
import { breadcrumbLd, collectionLd } from '../components/json-ld.ts';
import { PageHead } from '../components/page-head.tsx';
import { SortSelect } from '../components/sort-select.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-page.module.css';
import { CatalogueResults } from './catalogue-results.tsx';

const SIDEBAR = 'filtres';

export function Component() {
  const { catalogue: texts, product, products } = useTexts();
  const { locale } = useShell();
  const urlOf = usePublicUrl();
  const [params] = useSearchParams();
  const filters = readFilters(params);
  const { data: facettes, isError, isPlaceholderData } = useFacettes(filters);
  // undefined until the answer for these filters; without one, or from an API without it, there is nothing to offer
  const proposition = isPlaceholderData || !(facettes || isError) ? undefined : (facettes?.proposition ?? null);
  const list = useCatalogue(filters, readCursor(params));
  const categorie = facettes?.categories.find(({ slug }) => slug === filters.categorie);
  const heading = categorie?.nom ?? texts.title;
  const description = categorie ? texts.categoryDescription(categorie.nom) : texts.description;
  // addresses with filters or sorting show the same products, and an unknown category none: search engines get one address
  const path = catalogueHref({ categorie: facettes ? categorie?.slug : filters.categorie });
  const facets = facettes ? (
    <Facets filters={filters} facettes={facettes} />
  ) : (
    // without counts there are no choices; the list shows the failure
    !isError && <FacetsSkeleton />
  );

  return (
    <div className={styles.page}>
      <PageHead
        title={filters.q ? texts.quoted(filters.q) : heading}
        description={description}
        path={path}
        image={list.data?.pages[0]?.items[0]?.images[0]?.url}
      />
      <JsonLd data={collectionLd({ name: heading, description, path, langue: locale }, urlOf)} />
      <JsonLd
        data={breadcrumbLd(
          [
            { nom: product.home, path: '/' },
            { nom: texts.title, path: catalogueHref({}) },
            ...(categorie ? [{ nom: categorie.nom, path }] : []),
          ],
          urlOf,
        )}
      />
      <header className={styles.header}>
        <h1 className={styles.heading}>{heading}</h1>
        <p role="status" className={styles.count}>
          {facettes && products(facettes.total)}
        </p>
        <div className={styles.tools}>
          <div className={styles.sheet}>
            <FiltersSheet
              active={countFilters(filters)}
              total={facettes?.total ?? 0}
              // where the filters are without scripts, see the stylesheet
              href={`#${SIDEBAR}`}
            >
              {facets}
            </FiltersSheet>
          </div>
          <SortSelect filters={filters} />
        </div>
      </header>
      <aside id={SIDEBAR} className={styles.sidebar} aria-label={texts.filters}>
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
        <CatalogueResults filters={filters} list={list} proposition={proposition} />
      </section>
    </div>
  );
}
