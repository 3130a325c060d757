import type { ReactNode } from 'react';
import styles from './systeme-page.module.css';

interface Props {
  title: string;
  badge: ReactNode;
  facts: readonly (readonly [term: string, value: string])[];
}

export function FactList({ title, badge, facts }: Props) {
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.cardHead}>
        <h2>{title}</h2>
        {badge}
      </div>
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
