import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './session-page.module.css';

/** A page of one card, which search engines leave out. */
export function CardPage({ title, busy, children }: { title: string; busy?: boolean; children: ReactNode }) {
  const { shop } = useTexts();
  return (
    <div className={styles.page}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <div className={styles.card} aria-busy={busy}>
        {children}
      </div>
    </div>
  );
}

/** The heading of a card, with one sentence. */
export function CardHeader({ title, lead }: { title: string; lead: string }) {
  return (
    <header className={styles.header}>
      <h1 className={styles.heading}>{title}</h1>
      <p className={styles.lead}>{lead}</p>
    </header>
  );
}
