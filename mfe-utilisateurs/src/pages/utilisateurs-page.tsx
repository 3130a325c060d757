import { PageAddress } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useUtilisateurs } from '../api/list-utilisateurs.ts';
import { RequestFailure } from '../components/request-failure.tsx';
import { UtilisateurGrid, UtilisateurGridSkeleton } from '../components/utilisateur-grid.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './utilisateurs-page.module.css';

export function Component() {
  const { directory: texts, shop } = useTexts();
  const list = useUtilisateurs();
  const utilisateurs = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <div className={styles.page}>
      <title>{`${texts.title} – ${shop}`}</title>
      <PageAddress path="/utilisateurs" />
      <header className={styles.header}>
        <h1 className={styles.heading}>{texts.title}</h1>
        <p className={styles.lead}>{texts.lead}</p>
      </header>
      <section className={styles.results} aria-label={texts.results} aria-busy={list.isPending}>
        <p role="status" className={styles.count}>
          {list.isPending && <VisuallyHidden>{texts.loading}</VisuallyHidden>}
          {total > 0 && <span>{list.hasNextPage ? texts.shown(utilisateurs.length, total) : texts.count(total)}</span>}
        </p>
        {list.isPending ? (
          <UtilisateurGridSkeleton />
        ) : !list.data ? (
          <RequestFailure error={list.error} onRetry={list.refetch} />
        ) : total === 0 ? (
          <StatePanel tone="vide" title={texts.empty}>
            {texts.emptyText}
          </StatePanel>
        ) : (
          <>
            <UtilisateurGrid utilisateurs={utilisateurs} />
            {list.hasNextPage && (
              <Button
                variant="secondary"
                data-scripts=""
                size="lg"
                className={styles.more}
                aria-disabled={list.isFetchingNextPage}
                onClick={() => list.fetchNextPage()}
              >
                {list.isFetchNextPageError ? texts.moreFailed : texts.more}
              </Button>
            )}
          </>
        )}
      </section>
    </div>
  );
}
