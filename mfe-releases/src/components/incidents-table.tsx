import type { IncidentGroup } from '@boutique/contracts/frontends';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';
import { Moment } from './moment.tsx';

/** The failures of a slice in browsers, by release and message. */
export function IncidentsTable({ incidents }: { incidents: readonly IncidentGroup[] }) {
  const { incidents: texts } = useTexts();
  const { columns } = texts;
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.subheading}>
        {texts.title}
      </h2>
      {incidents.length === 0 ? (
        <p className={styles.lead}>{texts.none}</p>
      ) : (
        <Table caption={texts.title} columns={Object.values(columns)}>
          {incidents.map(({ integrity, kind, message, version, place, places, clients, fallback, lastAt }) => (
            <Row key={`${integrity} ${kind} ${message}`}>
              <Cell label={columns.message} heading>
                {message}
              </Cell>
              <Cell label={columns.version}>
                <span>{version}</span>
                <span className={styles.muted}>{fallback ? texts.fallback(fallback) : texts.noFallback}</span>
              </Cell>
              <Cell label={columns.kind}>{texts.kinds[kind]}</Cell>
              <Cell label={columns.place}>
                <code>{place}</code>
                {places > 1 && <span className={styles.muted}>{texts.more(places)}</span>}
              </Cell>
              <Cell label={columns.clients}>{clients}</Cell>
              <Cell label={columns.last}>
                <Moment at={lastAt} />
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </section>
  );
}
