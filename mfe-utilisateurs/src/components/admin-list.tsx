import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import type { ReactNode } from 'react';
import styles from '../pages/list-page.module.css';
import { useTexts } from '../texts/use-texts.ts';
import filtersStyles from './admin-list.module.css';
import { LoadMore } from './load-more.tsx';
import { RequestFailure } from './request-failure.tsx';

interface Props {
  title: string;
  lead: string;
  loading: string;
  failed: string;
  /** The number of matches. */
  count: (total: number) => string;
  list: {
    data: { pages: { items: unknown[]; total: number }[] } | undefined;
    error: Error | null;
    refetch: () => unknown;
    isPlaceholderData: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  filters: ReactNode;
  /** Clears the filters; undefined while none is set. */
  onReset: (() => void) | undefined;
  /** The result of the last change. */
  result?: ReactNode;
  /** The rows. */
  children: ReactNode;
}

/** A list for staff, with filters, the number of matches, and a text for an empty list. */
export function AdminList({ title, lead, loading, failed, count, list, filters, onReset, result, children }: Props) {
  const { administration: texts } = useTexts();
  const total = list.data?.pages[0]?.total ?? 0;
  const shown = list.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.heading}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
      </header>
      <form method="get" className={filtersStyles.filters} onSubmit={(event) => event.preventDefault()}>
        {filters}
        <noscript>
          <Button type="submit" variant="secondary">
            {texts.apply}
          </Button>
        </noscript>
      </form>
      {result}
      <div className={styles.results} aria-busy={!list.data || list.isPlaceholderData}>
        <p role="status" className={styles.count}>
          {!list.data && !list.error && <VisuallyHidden>{loading}</VisuallyHidden>}
          {list.data && <span>{shown < total ? `${count(total)} (${texts.shown(shown, total)})` : count(total)}</span>}
        </p>
        {list.data ? (
          total === 0 ? (
            <StatePanel
              tone="vide"
              title={onReset ? texts.none : texts.empty}
              actions={
                onReset && (
                  <Button variant="secondary" onClick={onReset}>
                    {texts.reset}
                  </Button>
                )
              }
            >
              {onReset ? texts.noneText : texts.emptyText}
            </StatePanel>
          ) : (
            <>
              {children}
              <LoadMore list={list} more={texts.more} failed={texts.moreFailed} />
            </>
          )
        ) : list.error ? (
          <RequestFailure error={list.error} onRetry={list.refetch} title={failed} />
        ) : (
          <Skeleton height="24rem" radius="lg" />
        )}
      </div>
    </>
  );
}
