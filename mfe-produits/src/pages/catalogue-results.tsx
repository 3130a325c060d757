import { useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { useEffect } from 'react';
import type { CatalogueFilters } from '../api/catalogue-filters.ts';
import { PAGE_SIZE, useCatalogue } from '../api/list-produits.ts';
import { CatalogueEmpty } from '../components/catalogue-empty.tsx';
import { ProduitGrid } from '../components/produit-grid.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './catalogue-page.module.css';

/** More pages than anybody scrolls: bounds what a made-up address can ask for. */
const MAX_PAGES = 50;

/**
 * The products that match, page after page. How many pages is part of the address (`pages`), so that a reload and the
 * way back find the list as long as it was; placeholders keep its height, so that the scroll position fits too.
 */
export function CatalogueResults({ filters }: { filters: CatalogueFilters }) {
  const { catalogue: texts } = useTexts();
  const [params, setParams] = useSearchParams();
  const wanted = Math.min(Math.max(Number(params.get('pages')) || 1, 1), MAX_PAGES);
  const list = useCatalogue(filters);
  const { data, isPlaceholderData, isFetching, hasNextPage, isFetchNextPageError, fetchNextPage } = list;
  const loaded = data?.pages.length ?? 0;
  const incomplete = hasNextPage && !isPlaceholderData && !isFetchNextPageError;

  useEffect(() => {
    // page after page, until the list is as long as the address says; not by itself after a failure
    if (incomplete && !isFetching && loaded < wanted) void fetchNextPage();
  }, [incomplete, isFetching, loaded, wanted, fetchNextPage]);

  if (!data) {
    return list.error ? (
      <RequestFailure error={list.error} onRetry={list.refetch} />
    ) : (
      <ProduitGrid produits={[]} pending={wanted * PAGE_SIZE} />
    );
  }
  const produits = data.pages.flatMap(({ items }) => items);
  const total = data.pages[0]?.total ?? 0;
  if (total === 0) return <CatalogueEmpty filters={filters} />;

  const pending = incomplete ? Math.max(Math.min(wanted * PAGE_SIZE, total) - produits.length, 0) : 0;
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
      <ProduitGrid produits={produits} pending={pending} outdated={isPlaceholderData} />
      <div className={styles.more}>
        <p className={styles.shown} aria-live="polite">
          {texts.shown(produits.length, total)}
        </p>
        {hasNextPage && (
          <Button variant="secondary" size="lg" onClick={showMore} aria-disabled={list.isFetchingNextPage}>
            {isFetchNextPageError ? texts.moreFailed : texts.more}
          </Button>
        )}
      </div>
    </>
  );
}
