import type { ReleaseStatistics } from '@boutique/contracts/deployments';
import { RELEASE_VITALS, type ReleaseVital } from '@boutique/contracts/limits';
import { Badge } from '@boutique/ui/badge';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';

/** Good is up to the first value, poor is above the second one. https://web.dev/articles/vitals */
const BOUNDS: Readonly<Record<ReleaseVital, readonly [good: number, poor: number]>> = {
  LCP: [2_500, 4_000],
  INP: [200, 500],
  CLS: [0.1, 0.25],
};
const tones = { good: 'success', fair: 'warning', poor: 'danger' } as const;

/** The vitals of each release beside those of the release before. */
export function VitalsTable({ releases }: { releases: readonly ReleaseStatistics[] }) {
  const { vitals: texts, states } = useTexts();
  const { columns } = texts;
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.header}>
        <h2 id={id} className={styles.subheading}>
          {texts.title}
        </h2>
        <p className={styles.lead}>{texts.lead}</p>
      </div>
      <Table caption={texts.title} columns={Object.values(columns)}>
        {releases.map(({ version, integrity, state, vitals }) => (
          <Row key={integrity}>
            <Cell label={columns.version} heading>
              <span>{version}</span>
              <span className={styles.muted}>{states[state]}</span>
            </Cell>
            {RELEASE_VITALS.map((vital) => {
              const summary = vitals[vital];
              if (!summary) {
                return (
                  <Cell key={vital} label={columns[vital]}>
                    {texts.none}
                  </Cell>
                );
              }
              const word = ratingOf(vital, summary.p75);
              return (
                <Cell key={vital} label={columns[vital]}>
                  <span>{vital === 'CLS' ? texts.shift(summary.p75) : texts.milliseconds(summary.p75)}</span>{' '}
                  <Badge tone={tones[word]}>{texts[word]}</Badge>
                </Cell>
              );
            })}
            <Cell label={columns.views}>{vitals.LCP?.views ?? 0}</Cell>
          </Row>
        ))}
      </Table>
    </section>
  );
}

function ratingOf(vital: ReleaseVital, value: number): 'good' | 'fair' | 'poor' {
  const [good, poor] = BOUNDS[vital];
  return value <= good ? 'good' : value <= poor ? 'fair' : 'poor';
}
