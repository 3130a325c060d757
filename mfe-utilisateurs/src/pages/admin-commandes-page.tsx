import type { StatutCommande } from '@boutique/contracts/commandes';
import { Link, useShell } from '@boutique/facade';
import { Badge } from '@boutique/ui/badge';
import { formatPrice } from '@boutique/ui/price';
import { Select } from '@boutique/ui/select';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useAdminCommandes } from '../api/admin-commandes.ts';
import { AdminFrame } from '../components/admin-frame.tsx';
import { AdminList } from '../components/admin-list.tsx';
import { FilterSearch } from '../components/filter-search.tsx';
import { Moment } from '../components/moment.tsx';
import { StatutBadge } from '../components/statut-badge.tsx';
import { useCommandeSteps } from '../components/use-commande-steps.tsx';
import { useFilters } from '../components/use-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './list-page.module.css';

export function Component() {
  return <AdminFrame title={useTexts().administration.commandes.title}>{() => <Commandes />}</AdminFrame>;
}

function Commandes() {
  const { administration, commandes: words } = useTexts();
  const { commandes: texts, all } = administration;
  const { columns } = texts;
  const { locale } = useShell();
  const statuts = Object.keys(words.statuts) as StatutCommande[];
  const { values, active, set, reset } = useFilters({ q: null, statut: statuts, mails: ['en-echec'] });
  const list = useAdminCommandes(values);
  const steps = useCommandeSteps();
  return (
    <>
      <AdminList
        {...texts}
        list={list}
        onReset={active ? reset : undefined}
        result={steps.result}
        filters={
          <>
            <FilterSearch label={texts.search} value={values.q} onChange={(q) => set('q', q)} />
            <Select
              label={texts.statut}
              name="statut"
              value={values.statut}
              options={[
                { value: '', label: all },
                ...statuts.map((statut) => ({ value: statut, label: words.statuts[statut] })),
              ]}
              onChange={(statut) => set('statut', statut)}
            />
            <Select
              label={administration.mails.title}
              name="mails"
              value={values.mails}
              options={[
                { value: '', label: all },
                { value: 'en-echec', label: administration.mails.failed },
              ]}
              onChange={(mails) => set('mails', mails)}
            />
          </>
        }
      >
        <Table caption={texts.title} columns={Object.values(columns)}>
          {list.data?.pages
            .flatMap(({ items }) => items)
            .map((commande) => (
              <Row key={commande.id}>
                <Cell label={columns.numero} heading>
                  <Link to={`/administration/commandes/${commande.id}`} className={styles.link}>
                    {commande.numero}
                  </Link>
                </Cell>
                <Cell label={columns.client}>
                  <span>{commande.nom ?? texts.erased}</span>
                  {commande.email && <span className={styles.muted}>{commande.email}</span>}
                </Cell>
                <Cell label={columns.date}>
                  <Moment at={commande.creeLe} time />
                </Cell>
                <Cell label={columns.statut}>
                  <StatutBadge statut={commande.statut} />
                  {commande.mailEnEchec && <Badge tone="danger">{texts.mailFailed}</Badge>}
                </Cell>
                <Cell label={columns.total}>
                  <span className={styles.amount}>{formatPrice(commande.totalCentimes, locale)}</span>
                  <span className={styles.muted}>{words.articles(commande.nombreArticles)}</span>
                </Cell>
                <Cell label={columns.actions}>{steps.buttons(commande)}</Cell>
              </Row>
            ))}
        </Table>
      </AdminList>
      {steps.dialog}
    </>
  );
}
