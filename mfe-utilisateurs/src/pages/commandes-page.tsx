import { formatNumber } from '@boutique/contracts/numbers';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { formatPrice } from '@boutique/ui/price';
import { StatePanel } from '@boutique/ui/state-panel';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useCommandes } from '../api/list-commandes.ts';
import { AccountFrame, PageSkeleton } from '../components/account-frame.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { Moment } from '../components/moment.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { StatutBadge } from '../components/statut-badge.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './list-page.module.css';

export function Component() {
  return <AccountFrame title={useTexts().commandes.title}>{() => <Commandes />}</AccountFrame>;
}

function Commandes() {
  const { commandes: texts } = useTexts();
  const { locale } = useShell();
  const list = useCommandes();
  if (list.isPending) return <PageSkeleton title={texts.title} loading={texts.loading} />;
  const commandes = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const { numero, date, statut, articles, total: totalColumn } = texts.columns;
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.heading}>{texts.title}</h1>
        <p role="status" className={styles.count}>
          {total > 0 && texts.count(total)}
        </p>
      </header>
      {!list.data ? (
        <RequestFailure error={list.error} onRetry={list.refetch} title={texts.failed} />
      ) : total === 0 ? (
        <StatePanel
          tone="vide"
          icon="box"
          title={texts.empty}
          actions={
            <Link to="/produits" className={buttonClass()}>
              {texts.catalogue}
            </Link>
          }
        >
          {texts.emptyText}
        </StatePanel>
      ) : (
        <>
          <Table caption={texts.list} columns={[numero, date, statut, articles, totalColumn]}>
            {commandes.map((commande) => (
              <Row key={commande.id}>
                <Cell label={numero} heading>
                  <Link to={`/compte/commandes/${commande.id}`} className={styles.link}>
                    {commande.numero}
                  </Link>
                </Cell>
                <Cell label={date}>
                  <Moment at={commande.creeLe} />
                </Cell>
                <Cell label={statut}>
                  <StatutBadge statut={commande.statut} />
                </Cell>
                <Cell label={articles}>{formatNumber(commande.nombreArticles, locale)}</Cell>
                <Cell label={totalColumn}>
                  <span className={styles.amount}>{formatPrice(commande.totalCentimes, locale)}</span>
                </Cell>
              </Row>
            ))}
          </Table>
          <LoadMore list={list} more={texts.more} failed={texts.moreFailed} />
        </>
      )}
    </>
  );
}
