import { PageAddress, useQuery } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { InspectorSwitch } from '../inspector/inspector-switch.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { FactList } from './fact-list.tsx';
import { SliceTable } from './slice-table.tsx';
import styles from './systeme-page.module.css';

const REFRESH_MS = 5_000;

/** Versions and state of everything that runs (`/api/info`), beside the releases that this page is composed of. */
export default function SystemePage() {
  const { systeme: texts, locale, retry, shop } = useTexts();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery({
    ...apiQuery('get /api/info', {}),
    refetchInterval: REFRESH_MS,
  });
  const latency = (ms: number | null) =>
    ms === null ? texts.noAnswer : `${ms.toLocaleString(locale, { maximumFractionDigits: 1 })} ms`;
  return (
    <div className={styles.page}>
      <title>{`${texts.title} – ${shop}`}</title>
      <PageAddress path="/systeme" />
      <header>
        <h1>{texts.title}</h1>
        <p className={styles.intro}>
          {texts.intro(REFRESH_MS / 1000)}
          <br />
          <span>{data ? texts.readAt(new Date(dataUpdatedAt).toLocaleTimeString(locale)) : texts.reading}</span>
        </p>
      </header>
      {error && !data && (
        <StatePanel
          tone="erreur"
          title={texts.failed}
          actions={<Button onClick={() => void refetch()}>{retry}</Button>}
        >
          <p>{texts.failedText}</p>
        </StatePanel>
      )}
      {error && data && <p role="alert">{texts.stale}</p>}
      {isPending && <Skeleton width="100%" height="20rem" />}
      {data && (
        <>
          <div className={styles.cards}>
            <FactList
              title="API"
              badge={<Badge tone="success">{texts.inService}</Badge>}
              facts={[
                [texts.facts.name, data.nom],
                [texts.facts.version, data.version],
                [texts.facts.commit, data.commit],
                [texts.facts.environment, data.environnement],
                [texts.facts.instance, data.instance],
                [texts.facts.started, dateOf(data.demarreLe, locale)],
              ]}
            />
            <FactList
              title={texts.database}
              badge={
                data.baseDeDonnees.state === 'available' ? (
                  <Badge tone="success">{texts.available}</Badge>
                ) : (
                  <Badge tone="danger">{texts.unavailable}</Badge>
                )
              }
              facts={[
                [texts.facts.version, data.baseDeDonnees.version ?? texts.unknown],
                [texts.facts.responseTime, latency(data.baseDeDonnees.latenceMs)],
              ]}
            />
          </div>
          <SliceTable slices={data.slices} />
        </>
      )}
      <InspectorSwitch />
    </div>
  );
}

const dateOf = (iso: string, locale: string) =>
  new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' });
