import { formatDate } from '@boutique/contracts/dates';
import type { Synonyme } from '@boutique/contracts/synonymes';
import { useNavigate, useSearchParams, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useState } from 'react';
import { useSynonymes } from '../api/synonymes.ts';
import { AdminOnly } from '../components/admin-only.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { SynonymeDialog } from '../components/synonyme-dialog.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './administration-produits-page.module.css';

export function Component() {
  return (
    <AdminOnly>
      <Synonymes />
    </AdminOnly>
  );
}

function Synonymes() {
  const { admin, synonyms: texts, shop } = useTexts();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  /** The group in the dialog; null is a new one. */
  const [edited, setEdited] = useState<Synonyme | null>();
  return (
    <>
      <title>{`${texts.title} – ${shop}`}</title>
      <header className={styles.header}>
        <h1>{texts.title}</h1>
        <Button onClick={() => setEdited(null)}>{texts.create}</Button>
      </header>
      <p className={styles.count}>{texts.lead}</p>
      <form
        className={styles.tools}
        aria-label={admin.find}
        onSubmit={(event) => {
          event.preventDefault();
          const typed = String(new FormData(event.currentTarget).get('q')).trim();
          void navigate(`/administration/synonymes${typed && `?${new URLSearchParams({ q: typed })}`}`);
        }}
      >
        <input key={q} name="q" type="search" defaultValue={q} aria-label={texts.search} placeholder={texts.search} />
        <Button type="submit" variant="secondary">
          {admin.find}
        </Button>
      </form>
      <Results q={q || undefined} onEdit={setEdited} />
      {edited !== undefined && <SynonymeDialog synonyme={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

function Results({ q, onEdit }: { q: string | undefined; onEdit: (synonyme: Synonyme) => void }) {
  const { synonyms: texts } = useTexts();
  const { locale } = useShell();
  const list = useSynonymes(q);
  const synonymes = list.data?.pages.flatMap(({ items }) => items);
  if (!synonymes) {
    return list.error ? <RequestFailure error={list.error} onRetry={list.refetch} /> : <Skeleton height="30rem" />;
  }
  if (synonymes.length === 0) {
    return (
      <StatePanel tone="vide" title={texts.none}>
        {texts.noneText}
      </StatePanel>
    );
  }
  const [terms = '', changed = '', action = ''] = texts.columns;
  return (
    <>
      <p role="status" className={styles.count}>
        {texts.count(list.data?.pages[0]?.total ?? 0)}
      </p>
      <Table caption={texts.title} columns={texts.columns}>
        {synonymes.map((synonyme) => (
          <Row key={synonyme.id}>
            <Cell label={terms} heading>
              {synonyme.termes.join(', ')}
            </Cell>
            <Cell label={changed}>
              <time dateTime={synonyme.modifieLe}>{formatDate(synonyme.modifieLe, locale, { short: true })}</time>
            </Cell>
            <Cell label={action}>
              <Button
                variant="ghost"
                size="sm"
                aria-label={texts.editOf(synonyme.termes[0] ?? '')}
                onClick={() => onEdit(synonyme)}
              >
                {texts.change}
              </Button>
            </Cell>
          </Row>
        ))}
      </Table>
      {list.hasNextPage && (
        <div>
          <Button variant="secondary" onClick={() => void list.fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
    </>
  );
}
