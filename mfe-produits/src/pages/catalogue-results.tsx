import type { ApiError } from '@boutique/contracts/client';
import type { FacettesProduits } from '@boutique/contracts/produits';
import { Link, useSearchParams } from '@boutique/facade';
import { useEffect } from 'react';
import { type CatalogueFilters, catalogueHref, readCursor } from '../api/catalogue-filters.ts';
import { PAGE_SIZE, type useCatalogue } from '../api/list-produits.ts';
import { CatalogueEmpty } from '../components/catalogue-empty.tsx';
import { MoreLink } from '../components/more-link.tsx';
import { ProduitGrid } from '../components/produit-grid.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-page.module.css';

/** Limits the requests of an invented address; more pages than shoppers scroll. */
const MAX_PAGES = 50;

interface Props {
  filters: CatalogueFilters;
  list: ReturnType<typeof useCatalogue>;
  /** See `CatalogueEmpty`; undefined while it is not known. */
  proposition: FacettesProduits['proposition'] | undefined;
}

/**
 * The products that match, page by page. The address has the number of pages (`pages`), so a reload or going back
 * restores the list's length. Placeholders keep its height, so the scroll position is right, too.
 */
export function CatalogueResults({ filters, list, proposition }: Props) {
  const { catalogue: texts } = useTexts();
  const [params, setParams] = useSearchParams();
  const wanted = Math.min(Math.max(Number(params.get('pages')) || 1, 1), MAX_PAGES);
  const { data, isPlaceholderData, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage } = list;
  const loaded = data?.pages.length ?? 0;
  const incomplete = hasNextPage && !isPlaceholderData && !isFetchNextPageError;

  useEffect(() => {
    // loads pages until the list has the length of the address; after a failure only on request
    if (incomplete && !isFetching && loaded < wanted) void fetchNextPage();
  }, [incomplete, isFetching, loaded, wanted, fetchNextPage]);

  const start = (
    <p className={styles.start}>
      <Link to={catalogueHref(filters)}>{texts.start}</Link>
    </p>
  );
  if (!data) {
    // a cursor from an old address, for example of other filters
    if ((list.error as Partial<ApiError> | null)?.code === 'curseur-invalide') return start;
    return list.error ? (
      <RequestFailure error={list.error} onRetry={list.refetch} />
    ) : (
      <ProduitGrid produits={[]} pending={wanted * PAGE_SIZE} />
    );
  }
  const produits = data.pages.flatMap(({ items }) => items);
  const total = data.pages[0]?.total ?? 0;
  if (total === 0) {
    // the offer comes with its panel, so that nothing moves
    if (proposition === undefined) return <ProduitGrid produits={[]} pending={PAGE_SIZE} />;
    return <CatalogueEmpty filters={filters} proposition={proposition} />;
  }

  const pending = incomplete ? Math.max(Math.min(wanted * PAGE_SIZE, total) - produits.length, 0) : 0;
  const next = data.pages.at(-1)?.next;
  const showMore = () => {
    if (isFetchNextPageError) void fetchNextPage();
    setParams(
      (current) => {
        current.set('pages', String(loaded + 1));
        return current;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  return (
    <>
      {readCursor(params) && start}
      <ProduitGrid produits={produits} pending={pending} outdated={isPlaceholderData} />
      <div className={styles.more}>
        <p className={styles.shown} aria-live="polite">
          {texts.shown(produits.length, total)}
        </p>
        {next && (
          <MoreLink to={catalogueHref(filters, next)} onMore={showMore} loading={list.isFetchingNextPage} size="lg">
            {isFetchNextPageError ? texts.moreFailed : texts.more}
          </MoreLink>
        )}
      </div>
    </>
  );
}
